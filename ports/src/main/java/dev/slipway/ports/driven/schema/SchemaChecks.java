package dev.slipway.ports.driven.schema;

import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Turns a JSON Schema into a value that judges values (contract/foundation.md section 3,
 * "Schemas"). Dialects: 2020-12 (also when none is named), 2019-09, draft-07. Loads nothing from
 * anywhere. Thread-safe; bounded.
 */
public interface SchemaChecks {

  /** What became of a schema. */
  sealed interface Compiled {

    /** The schema is sound. */
    record Sound(CompiledSchema schema) implements Compiled {}

    /**
     * It is not.
     *
     * @param faults at least one
     */
    record Unsound(List<Fault> faults) implements Compiled {
      public Unsound {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Something that is wrong.
   *
   * @param pointer where, as a JSON Pointer; empty text is the whole
   * @param keyword the keyword that says so, or empty text
   * @param message what is wrong, for people; never holds the judged value
   * @param kind what kind of wrong
   */
  record Fault(String pointer, String keyword, String message, Kind kind) {

    /** What kinds of wrong there are. */
    public enum Kind {
      /** A rule is broken. */
      UNSOUND,
      /** A schema leads to another document. */
      REMOTE_REFERENCE,
      /** It would take too much work to tell. */
      TOO_COSTLY
    }

    /** A rule that is broken. */
    public Fault(String pointer, String keyword, String message) {
      this(pointer, keyword, message, Kind.UNSOUND);
    }
  }

  /** A compiled schema, which is also one that forms are drawn from. Thread-safe. */
  interface CompiledSchema extends FormSchema {

    /**
     * Judges a value under a budget of work; a judgement that would cost too much is a fault.
     *
     * @return what is wrong, at most 100, in the order of the value; empty when it fits
     */
    List<Fault> judge(Json value);

    /**
     * Whether the schema of a top-level property can be met by some string, so that an environment
     * variable's text is the value itself; when not, the text spells a JSON value. False only where
     * types or listed values leave no string; true where the schema says nothing about the
     * property, or that it must not be there.
     */
    boolean allowsString(String property);
  }

  /** Compiles a schema. */
  Compiled compile(Json.JsonObject schema);

  /** Reads a JSON value that a text spells; absent when it spells none, or an unbounded one. */
  Optional<Json> read(String text);
}

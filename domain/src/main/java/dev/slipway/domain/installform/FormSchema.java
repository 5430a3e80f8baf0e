package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * A sound JSON Schema, as forms need it: its text, where its references lead, and judgements at any
 * place in it. Sound means that every reference is followed inside the document, that no circle of
 * references judges one value for ever, and that every expression can be matched. Thread-safe.
 */
public interface FormSchema {

  /** The whole schema, in the order in which it was written. */
  Json.JsonObject document();

  /** The dialect's name: {@code 2020-12}, {@code 2019-09} or {@code draft-07}. */
  String dialect();

  /**
   * Where the {@code $ref} of a schema leads.
   *
   * @param pointer of the schema that has the reference, in the document
   * @return the pointer of the schema that is meant; empty when there is no reference, or it leads
   *     to the schema of a dialect
   */
  Optional<String> target(String pointer);

  /**
   * Whether judgements say anything. A double that takes every value for fitting says no, and then
   * every form carries a warning.
   */
  default boolean isJudged() {
    return true;
  }

  /** Judgements that share one new budget. */
  Judging judging();

  /** Judgements under one budget of work. Belongs to one thread. */
  interface Judging {

    /**
     * Whether a value fits the schema at a pointer in the document.
     *
     * @throws TooCostly when the budget is spent
     */
    boolean fits(String pointer, Json value);

    /**
     * Everything that is wrong with a value by the whole schema, in the order of the value, each
     * thing once.
     *
     * @throws TooCostly when the budget is spent
     */
    List<FormError> errors(Json value);

    /**
     * Whether an expression of the schema matches somewhere in a text.
     *
     * @throws TooCostly when the budget is spent
     */
    boolean matches(String expression, String text);

    /**
     * Takes a step of other work out of the budget.
     *
     * @throws TooCostly when the budget is spent
     */
    void step();
  }

  /** A budget of work is spent: the schema, or the value, asks for more than anybody gets. */
  final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The budget is spent. */
    public TooCostly() {
      super("The budget of a form is spent", null, false, false);
    }
  }
}

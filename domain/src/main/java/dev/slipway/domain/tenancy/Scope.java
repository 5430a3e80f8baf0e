package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.Subject.Kind;
import java.util.Optional;

/** What a token was given (contract/foundation.md section 2). */
public sealed interface Scope {

  /** A scope of one word. */
  enum Plain implements Scope {
    /** Everything of one's own organization; never the console. */
    EVERYTHING("*"),
    /** Platform operation; no tenant right by itself. */
    CONSOLE("console"),
    /** Reading what belongs to one's organization. */
    READ("read"),
    /** Changing what belongs to one's organization; includes reading. */
    WRITE("write");

    private final String word;

    Plain(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  /**
   * A right over some of what belongs to one's organization.
   *
   * @param right {@link Right#READ}, or {@link Right#WRITE}, which includes it
   * @param over what it is about
   */
  record Narrow(Right right, ScopePattern over) implements Scope {

    /**
     * @throws IllegalArgumentException when the right is one over the platform
     */
    public Narrow {
      if (right == Right.CONSOLE) {
        throw new IllegalArgumentException("the console has no parts");
      }
    }

    @Override
    public String word() {
      return right.word() + ":" + over;
    }
  }

  /** The scope as written in requests and answers. */
  String word();

  /** Reads a scope; refuses anything else, naming what there is. */
  static Parsed<Scope> parse(String text) {
    for (Plain scope : Plain.values()) {
      if (scope.word().equals(text)) {
        return Parsed.valid(scope);
      }
    }
    int colon = text.indexOf(':');
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "read" -> narrow(Right.READ, text.substring(colon + 1));
      case "write" -> narrow(Right.WRITE, text.substring(colon + 1));
      default ->
          Parsed.invalid(
              "must be one of *, console, read, write, or read: or write: and a pattern, such as"
                  + " read:installations/acme/*");
    };
  }

  private static Parsed<Scope> narrow(Right right, String pattern) {
    return ScopePattern.parse(pattern).map(over -> new Narrow(right, over));
  }

  /** Whether it grants a right over everything that the right could be about. */
  default boolean grants(Right asked) {
    return switch (this) {
      case Plain plain ->
          switch (plain) {
            case EVERYTHING -> asked == Right.READ || asked == Right.WRITE;
            case CONSOLE -> asked == Right.CONSOLE;
            case READ -> asked == Right.READ;
            case WRITE -> asked == Right.READ || asked == Right.WRITE;
          };
      case Narrow(var right, var over) -> includes(right, asked) && over.isEverything();
    };
  }

  /** Whether it grants a right over a subject. */
  default boolean grants(Right asked, Subject subject) {
    return switch (this) {
      case Plain plain -> plain.grants(asked);
      case Narrow(var right, var over) -> includes(right, asked) && over.matches(subject);
    };
  }

  /**
   * The subjects of a kind with two names over which it grants a right; empty when there are none.
   */
  default Optional<Reach.Names> reach(Right asked, Kind kind) {
    return switch (this) {
      case Plain plain ->
          plain.grants(asked)
              ? Optional.of(new Reach.Names(Optional.empty(), Optional.empty()))
              : Optional.empty();
      case Narrow(var right, var over) ->
          includes(right, asked) ? over.reach(kind) : Optional.empty();
    };
  }

  /**
   * Whether whoever holds this one scope may hand the other on: whatever the other grants, this one
   * grants, today and when scopes come to grant more.
   */
  default boolean covers(Scope other) {
    return switch (this) {
      case Plain plain ->
          switch (plain) {
            case CONSOLE -> other == Plain.CONSOLE;
            case EVERYTHING -> other != Plain.CONSOLE;
            case WRITE -> other != Plain.CONSOLE && other != Plain.EVERYTHING;
            case READ ->
                other == Plain.READ
                    || (other instanceof Narrow(var right, var over) && right == Right.READ);
          };
      case Narrow(var right, var over) ->
          switch (other) {
            case Plain plain ->
                over.isEverything()
                    && switch (plain) {
                      case READ -> true;
                      case WRITE -> right == Right.WRITE;
                      case EVERYTHING, CONSOLE -> false;
                    };
            case Narrow(var asked, var less) -> includes(right, asked) && over.covers(less);
          };
    };
  }

  private static boolean includes(Right given, Right asked) {
    return switch (given) {
      case READ -> asked == Right.READ;
      case WRITE -> asked == Right.READ || asked == Right.WRITE;
      case CONSOLE -> asked == Right.CONSOLE;
    };
  }
}

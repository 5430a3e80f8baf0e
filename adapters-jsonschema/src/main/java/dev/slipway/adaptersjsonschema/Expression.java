package dev.slipway.adaptersjsonschema;

import java.util.List;

/**
 * What a regular expression of ECMA-262 says, whichever engine is to run it.
 *
 * <p>{@link ExpressionReader} reads it; {@link LinearMatcher} and {@link BacktrackingMatcher} write
 * it in the words of their engines.
 */
sealed interface Expression {

  /** No upper bound of repetitions. */
  int WITHOUT_END = Integer.MAX_VALUE;

  /** All of them, one after the other; none at all is the empty text. */
  record Sequence(List<Expression> parts) implements Expression {}

  /** One of them, the first preferred. */
  record Choice(List<Expression> alternatives) implements Expression {}

  /** One character. */
  record One(CodePoints allowed) implements Expression {}

  /** No character, at such a place. */
  record At(Place place) implements Expression {}

  /** What it matches is remembered. */
  record Captured(int group, Expression inner) implements Expression {}

  /**
   * Several times.
   *
   * @param eager whether as often as possible is preferred
   */
  record Repeated(Expression inner, int least, int most, boolean eager) implements Expression {

    /** The largest number that was written. */
    int count() {
      return most == WITHOUT_END ? least : most;
    }
  }

  /**
   * No character, where something else follows or precedes, or does not.
   *
   * @param wanted whether it must be there, or must not
   */
  record Look(boolean ahead, boolean wanted, Expression inner) implements Expression {}

  /** The text once more that a group has matched; the empty text when it has matched none. */
  record Again(int group) implements Expression {}

  /** Places between characters. */
  enum Place {
    START,
    END,
    EDGE_OF_WORD,
    NO_EDGE_OF_WORD
  }

  /** How often its innermost parts are asked for, counts inside counts; a million at most. */
  static long counts(Expression expression) {
    return switch (expression) {
      case Sequence(var parts) -> most(parts);
      case Choice(var alternatives) -> most(alternatives);
      case Captured(int group, var inner) -> counts(inner);
      case Look(boolean ahead, boolean wanted, var inner) -> counts(inner);
      case Repeated repeated ->
          Math.min(1_000_000, counts(repeated.inner()) * Math.max(1, repeated.count()));
      case One one -> 1;
      case At at -> 1;
      case Again again -> 1;
    };
  }

  private static long most(List<Expression> parts) {
    return parts.stream().mapToLong(Expression::counts).max().orElse(1);
  }
}

package dev.slipway.adaptersjsonschema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.slipway.adaptersjsonschema.Expression.Again;
import dev.slipway.adaptersjsonschema.Expression.At;
import dev.slipway.adaptersjsonschema.Expression.Captured;
import dev.slipway.adaptersjsonschema.Expression.Choice;
import dev.slipway.adaptersjsonschema.Expression.Look;
import dev.slipway.adaptersjsonschema.Expression.One;
import dev.slipway.adaptersjsonschema.Expression.Repeated;
import dev.slipway.adaptersjsonschema.Expression.Sequence;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * An expression in the words of RE2, which is matched in time linear in the text. Immutable and
 * thread-safe.
 *
 * <p>Signs are written by their numbers, and sets by their ranges, so that the two languages cannot
 * mean different things by one of them. Groups capture nothing, and whether a repetition is eager
 * does not matter, because only the fact of a match is asked for.
 */
final class LinearMatcher {

  /** How many instructions a program may have; repetitions are written out in it. */
  private static final int MAX_SIZE = 10_000;

  /**
   * How long an expression may be when it is written. RE2/J takes its square to read it; all
   * letters of Unicode are 3,000 signs.
   */
  private static final int MAX_WRITTEN = 10_000;

  private final Pattern pattern;
  private final int weight;

  private LinearMatcher(Pattern pattern, int weight) {
    this.pattern = pattern;
    this.weight = weight;
  }

  /**
   * A matcher of {@code expression}.
   *
   * @param room how much it may weigh
   * @return empty when it is too heavy, or RE2 cannot say it: it knows neither look-around nor
   *     references back
   */
  static Optional<LinearMatcher> of(Expression expression, int room) {
    if (!isRegular(expression) || size(expression) > Math.min(room, MAX_SIZE)) {
      return Optional.empty();
    }
    var written = new StringBuilder();
    write(expression, written);
    if (written.length() > Math.min(room, MAX_WRITTEN)) {
      return Optional.empty();
    }
    try {
      Pattern pattern = Pattern.compile(written.toString());
      int weight = pattern.programSize() + written.length();
      return Optional.of(new LinearMatcher(pattern, weight));
    } catch (PatternSyntaxException e) {
      // A bound of RE2 that is not known here. The other engine has it not.
      return Optional.empty();
    }
  }

  /** How many instructions the program has. */
  int size() {
    return pattern.programSize();
  }

  /** What it takes in memory and took in time to make, in no unit. */
  int weight() {
    return weight;
  }

  /** Whether it matches somewhere in {@code text}. */
  boolean isIn(CharSequence text) {
    return pattern.matcher(text).find();
  }

  private static boolean isRegular(Expression expression) {
    return switch (expression) {
      case Sequence(var parts) -> parts.stream().allMatch(LinearMatcher::isRegular);
      case Choice(var alternatives) -> alternatives.stream().allMatch(LinearMatcher::isRegular);
      case Captured(int group, var inner) -> isRegular(inner);
      case Repeated repeated -> isRegular(repeated.inner());
      case One one -> true;
      case At at -> true;
      case Look look -> false;
      case Again again -> false;
    };
  }

  /** About how many instructions it takes. */
  private static long size(Expression expression) {
    return switch (expression) {
      case Sequence(var parts) -> sizes(parts);
      case Choice(var alternatives) -> sizes(alternatives) + alternatives.size();
      case Captured(int group, var inner) -> size(inner);
      case Repeated repeated ->
          (size(repeated.inner()) + 1) * Math.max(1, repeated.count())
              + (repeated.most() == Expression.WITHOUT_END ? 1 : 0);
      case One one -> 1;
      case At at -> 1;
      case Look look -> sizes(List.of(look.inner()));
      case Again again -> 1;
    };
  }

  private static long sizes(List<Expression> parts) {
    return 1 + parts.stream().mapToLong(LinearMatcher::size).sum();
  }

  private static void write(Expression expression, StringBuilder re2) {
    switch (expression) {
      case Sequence(var parts) -> parts.forEach(part -> write(part, re2));
      case Choice(var alternatives) -> {
        re2.append("(?:");
        for (Iterator<Expression> each = alternatives.iterator(); each.hasNext(); ) {
          write(each.next(), re2);
          re2.append(each.hasNext() ? "|" : ")");
        }
      }
      case Captured(int group, var inner) -> write(inner, re2);
      case Repeated repeated -> write(repeated, re2);
      case One(var allowed) -> write(allowed, re2);
      case At(var place) ->
          re2.append(
              switch (place) {
                case START -> "\\A";
                case END -> "\\z";
                case EDGE_OF_WORD -> "\\b";
                case NO_EDGE_OF_WORD -> "\\B";
              });
      case Look look -> throw new IllegalArgumentException("RE2 does not look around");
      case Again again -> throw new IllegalArgumentException("RE2 does not refer back");
    }
  }

  private static void write(Repeated repeated, StringBuilder re2) {
    re2.append("(?:");
    write(repeated.inner(), re2);
    re2.append(')');
    int least = repeated.least();
    int most = repeated.most();
    if (most == Expression.WITHOUT_END) {
      re2.append(least == 0 ? "*" : least == 1 ? "+" : "{" + least + ",}");
    } else {
      re2.append('{').append(least).append(',').append(most).append('}');
    }
  }

  private static void write(CodePoints allowed, StringBuilder re2) {
    if (allowed.size() == 0) {
      re2.append("[^\\x{0}-\\x{10ffff}]");
      return;
    }
    re2.append('[');
    for (int i = 0; i < allowed.size() && re2.length() <= MAX_WRITTEN; i++) {
      write(allowed.first(i), re2);
      if (allowed.last(i) > allowed.first(i)) {
        re2.append('-');
        write(allowed.last(i), re2);
      }
    }
    re2.append(']');
  }

  private static void write(int character, StringBuilder re2) {
    boolean halfOfOne =
        character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    if (character < 0x80 ? Character.isLetterOrDigit(character) : !halfOfOne) {
      // Shorter, as RE2/J takes its time to read large sets.
      re2.appendCodePoint(character);
    } else {
      re2.append("\\x{").append(Integer.toHexString(character)).append('}');
    }
  }
}

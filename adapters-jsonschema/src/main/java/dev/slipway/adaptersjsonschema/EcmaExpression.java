package dev.slipway.adaptersjsonschema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.slipway.domain.form.Parsed;

/**
 * A regular expression of ECMA-262 (with its {@code u} flag), in time linear in the text.
 *
 * <p>Immutable and thread-safe. Whoever matches pays from a {@link Budget}.
 */
final class EcmaExpression {

  /** How many characters an expression may have. */
  static final int MAX_LENGTH = 4_096;

  /** How much one match may cost: characters of the text times instructions of the program. */
  private static final long MAX_STEPS = 50_000_000;

  /** As many steps cost as much as one evaluation of a keyword. */
  private static final long STEPS_A_COUNT = 1_000;

  private final Pattern pattern;
  private final int size;

  private EcmaExpression(Pattern pattern) {
    this.pattern = pattern;
    this.size = pattern.programSize();
  }

  /**
   * The expression written as {@code source}.
   *
   * @return refused with a reason when it is none, or uses what cannot be had in linear time
   */
  static Parsed<EcmaExpression> parse(String source) {
    if (source.length() > MAX_LENGTH) {
      return Parsed.invalid("the expression has more than 4,096 characters");
    }
    return EcmaTranslation.toRe2(source)
        .then(
            re2 -> {
              try {
                return Parsed.valid(new EcmaExpression(Pattern.compile(re2)));
              } catch (PatternSyntaxException e) {
                return Parsed.invalid("the expression cannot be compiled: " + e.getDescription());
              }
            });
  }

  /** Whether it matches somewhere in {@code text}. */
  boolean isIn(String text, Budget budget) {
    long steps = (text.length() + 1L) * size;
    if (steps > MAX_STEPS) {
      throw new Budget.Exceeded();
    }
    budget.spend(1 + steps / STEPS_A_COUNT);
    return pattern.matcher(text).find();
  }
}

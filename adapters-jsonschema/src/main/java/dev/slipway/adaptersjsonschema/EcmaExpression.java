package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.form.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of ECMA-262 (with its {@code u} flag).
 *
 * <p>It is matched in time linear in the text where that can be: not when it looks around or refers
 * back, and not when its program or the text is very large. Then it is matched by trying, which may
 * take for ever, and is given up when the {@link Budget} is spent.
 *
 * <p>Immutable and thread-safe. Whoever matches pays.
 */
final class EcmaExpression {

  /** How much a linear match may cost: characters of the text times instructions of the program. */
  private static final long MAX_STEPS = 50_000_000;

  /** As many steps cost as much as one evaluation of a keyword. */
  private static final long STEPS_A_COUNT = 1_000;

  /** So many take well below a millisecond. */
  private static final long STEPS_IN_ONE_GO = 20_000;

  private final @Nullable LinearMatcher linear;
  private final BacktrackingMatcher backtracking;

  private EcmaExpression(@Nullable LinearMatcher linear, BacktrackingMatcher backtracking) {
    this.linear = linear;
    this.backtracking = backtracking;
  }

  /**
   * The expression written as {@code source}.
   *
   * @return refused with a reason when it is none
   */
  static Parsed<EcmaExpression> parse(String source) {
    return parse(source, Integer.MAX_VALUE);
  }

  /**
   * The expression written as {@code source}.
   *
   * @param room how much its program for linear matches may weigh
   * @return refused with a reason when it is none
   */
  static Parsed<EcmaExpression> parse(String source, int room) {
    return ExpressionReader.read(source)
        .map(
            expression ->
                new EcmaExpression(
                    LinearMatcher.of(expression, room).orElse(null),
                    BacktrackingMatcher.of(expression)));
  }

  /** What its program for linear matches weighs; 0 when there is none. */
  int weight() {
    return linear == null ? 0 : linear.weight();
  }

  /**
   * Whether it matches somewhere in {@code text}.
   *
   * @throws Budget.Exceeded when that takes more than the budget has
   */
  boolean isIn(String text, Budget budget) {
    if (linear == null) {
      return backtracking.isIn(text, budget);
    }
    long steps = (text.length() + 1L) * linear.size();
    if (steps > MAX_STEPS) {
      // Nobody can stop it halfway. By trying it is often settled soon.
      return backtracking.isIn(text, budget);
    }
    budget.spend(1 + steps / STEPS_A_COUNT);
    return linear.isIn(steps > STEPS_IN_ONE_GO ? new PatientText(text, budget) : text);
  }
}

package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class EcmaExpressionProperties {

  @Property
  void both_engines_agree_where_both_can(
      @ForAll("regular") String source, @ForAll("texts") String text) {
    Expression expression = ExpressionReader.read(source).orElseThrow();
    boolean linear = LinearMatcher.of(expression, Integer.MAX_VALUE).orElseThrow().isIn(text);

    boolean tried = unlessTooCostly(() -> BacktrackingMatcher.of(expression).isIn(text, budget()));

    assertThat(tried).isEqualTo(linear);
  }

  @Property
  void what_is_looked_for_ahead_is_there_when_it_matches(
      @ForAll("regular") String source, @ForAll("texts") String text) {
    boolean matches = isIn(source, text);

    boolean ahead = isIn("(?=" + source + ")", text);

    assertThat(ahead).isEqualTo(matches);
    assertThat(isIn("^(?![^]*?(?:" + source + "))", text)).isEqualTo(!matches);
    assertThat(isIn("(?<=" + source + ")", text)).isEqualTo(matches);
  }

  private static boolean isIn(String source, String text) {
    var expression = EcmaExpression.parse(source).orElseThrow();
    return unlessTooCostly(() -> expression.isIn(text, budget()));
  }

  private static Budget budget() {
    return new Budget(100_000, Duration.ofDays(1));
  }

  /** What was made at random may be hopeless, and says nothing then. */
  private static boolean unlessTooCostly(BooleanSupplier match) {
    try {
      return match.getAsBoolean();
    } catch (Budget.Exceeded e) {
      Assume.that(false);
      return false;
    }
  }

  @Property
  void nothing_that_is_written_throws(@ForAll("wild") String source) {
    Parsed<EcmaExpression> expression = EcmaExpression.parse(source);

    assertThat(expression.map(parsed -> unlessTooCostly(() -> parsed.isIn("a1-\n", budget()))))
        .isNotNull();
  }

  @Property
  void a_text_escaped_by_its_numbers_matches_itself_alone(
      @ForAll @StringLength(max = 90) String text) {
    var expression = new StringBuilder("^");
    text.codePoints()
        .forEach(c -> expression.append("\\u{").append(Integer.toHexString(c)).append('}'));
    expression.append('$');

    boolean matches =
        EcmaExpression.parse(expression.toString())
            .map(parsed -> parsed.isIn(text, Budget.ofOneJudgement()))
            .orElseThrow();

    assertThat(matches).isTrue();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abc-0 {}[").ofMaxLength(12);
  }

  /** Without look-around and references, and with nothing that is tried for ever. */
  @Provide
  Arbitrary<String> regular() {
    Arbitrary<String> atom =
        Arbitraries.of(
            "a",
            "b",
            "c",
            "0",
            ".",
            "[ab]",
            "[^a]",
            "[^]",
            "\\p{L}",
            "\\P{L}",
            "\\d",
            "\\W",
            "\\s",
            "^",
            "$",
            "\\b",
            "\\B",
            "-",
            "(?:)",
            "a+",
            "b*?",
            "[^\\w]{0,2}",
            "c??");
    Arbitrary<String> counts =
        Arbitraries.of("", "", "*", "+?", "?", "{2}", "{1,2}", "{0}", "{2,}?");
    return Arbitraries.recursive(
        () -> atom,
        inner ->
            Combinators.combine(
                    Arbitraries.of("(", "(?:"), inner, inner, Arbitraries.of("", "|"), counts)
                .as(
                    (open, one, other, between, count) ->
                        open + one + between + other + ")" + count),
        0,
        3);
  }

  @Provide
  Arbitrary<String> wild() {
    return Arbitraries.of(
            "a",
            "(",
            ")",
            "(?:",
            "(?<n>",
            "[",
            "]",
            "^",
            "$",
            "-",
            "\\",
            "|",
            "*",
            "+",
            "?",
            "{",
            "}",
            "{2}",
            "{1,3}",
            "{1001}",
            ",",
            "1",
            "\\d",
            "\\S",
            "\\p{L}",
            "(?=",
            "(?<!",
            "\\1",
            "\\k<n>",
            "\\u0041",
            "&&",
            ":",
            "\\b",
            ".",
            "ä",
            "\ud83d\ude00",
            "\ud83d")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}

package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.slipway.domain.form.Parsed;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EcmaExpressionProperties {

  /** Where Java's expressions and ECMA's mean the same. */
  @Property
  void agrees_with_the_jdk_where_both_languages_do(
      @ForAll("common") String expression, @ForAll("texts") String text) {
    boolean jdk = java.util.regex.Pattern.compile(expression).matcher(text).find();

    boolean ours =
        EcmaExpression.parse(expression).orElseThrow().isIn(text, Budget.ofOneJudgement());

    assertThat(ours).isEqualTo(jdk);
  }

  @Property
  void whatever_is_accepted_can_be_compiled(@ForAll("wild") String expression) {
    Parsed<String> translated = EcmaTranslation.toRe2(expression);

    assertThat(translated)
        .satisfiesAnyOf(
            refused -> assertThat(refused).isInstanceOf(Parsed.Invalid.class),
            re2 -> assertThat(Pattern.compile(re2.orElseThrow())).isNotNull());
  }

  @Property
  void a_text_escaped_by_its_numbers_matches_itself_alone(@ForAll String text) {
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

  @Provide
  Arbitrary<String> common() {
    Arbitrary<String> atom =
        Arbitraries.of(
            "a", "b", "c", "0", ".", "[ab]", "[^a]", "[a-c0]", "\\d", "\\w", "\\W", "\\-", "\\{",
            "^", "$", "\\b", " ");
    Arbitrary<String> counts =
        Arbitraries.of("", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "+?");
    return Arbitraries.recursive(
        () -> atom,
        inner ->
            Combinators.combine(inner, inner, Arbitraries.of("", "|"), counts)
                .as((one, other, between, count) -> "(?:" + one + between + other + ")" + count),
        0,
        4);
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

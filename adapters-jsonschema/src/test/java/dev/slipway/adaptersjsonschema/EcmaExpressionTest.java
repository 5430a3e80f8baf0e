package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaExpressionTest {

  private static boolean isIn(String expression, String text) {
    return EcmaExpression.parse(expression).orElseThrow().isIn(text, Budget.ofOneJudgement());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_expression_matches_what_ecma_262_says(
      String expression, List<String> matching, List<String> other) {
    assertThat(matching).allMatch(text -> isIn(expression, text));
    assertThat(other).noneMatch(text -> isIn(expression, text));
  }

  static List<Arguments> examples() {
    return List.of(
        example("", List.of("", "a"), List.of()),
        example("b", List.of("abc"), List.of("", "ac")),
        example("^b$", List.of("b"), List.of("ab", "b\n", "\nb")),
        example("a|^b|c$", List.of("xax", "bx", "xc"), List.of("xbx", "xcx")),
        example("^(?:a|)$", List.of("a", ""), List.of("b")),
        example("^.$", List.of("a", "\u0085", "\ud83d\ude00"), List.of("\n", "\r", "\u2028", "")),
        example("^\\d+$", List.of("09"), List.of("٣", "a")),
        example("^\\D$", List.of("٣", "\n"), List.of("0")),
        example("^\\w$", List.of("_", "Z"), List.of("ä", "-")),
        example("^\\W$", List.of("ä", "-"), List.of("_")),
        example(
            "^\\s$",
            List.of(" ", "\t", "\u000b", "\u00a0", "\u3000", "\ufeff", "\u2029"),
            List.of("\u200b", "\u0085", "a")),
        example("^\\S$", List.of("\u200b", "a", "\ud83d\ude00"), List.of(" ", "\ufeff")),
        example("^[\\s\\d-]+$", List.of("1 - 2"), List.of("a")),
        example("^[^\\S]$", List.of(" "), List.of("a")),
        example("\\bfoo\\b", List.of("a foo!"), List.of("food")),
        example("^a\\Bb$", List.of("ab"), List.of("a b")),
        example("^[\\b]$", List.of("\b"), List.of("b")),
        example("[]", List.of(), List.of("", "a")),
        example("^[^]$", List.of("a", "\n", "\ud83d\ude00"), List.of("")),
        example("^[[:alpha:]]$", List.of("[]", ":]", "a]"), List.of("b", "a")),
        example("^[a-c&&[b]+$", List.of("a&[b"), List.of("d")),
        example("^[\\]\\\\^-]$", List.of("]", "\\", "^", "-"), List.of("a")),
        example("^[\\w-.]+$", List.of("a-b.c"), List.of("a,b")),
        example("^[--0]$", List.of("-", ".", "/", "0"), List.of("1", ",")),
        example("^[\\u0061-\\u{63}]$", List.of("b"), List.of("d")),
        example("^\\u{1F600}$", List.of("\ud83d\ude00"), List.of("\ud83d")),
        example("^\\ud83d\\ude00$", List.of("\ud83d\ude00"), List.of("\ud83d")),
        example("^[\ud83d\ude00-\ud83d\ude02]$", List.of("\ud83d\ude01"), List.of("\ud83d\ude03")),
        example("^\\x41\\cJ\\0\\t$", List.of("A\n\0\t"), List.of("A")),
        example("^\\/\\-\\@\\.\\$\\{\\}$", List.of("/-@.${}"), List.of("/-@x${}")),
        example("^\\${[^}]+}$", List.of("${a}"), List.of("$a")),
        example("^{a}{,2}{1,$", List.of("{a}{,2}{1,"), List.of("a")),
        example("^a]}$", List.of("a]}"), List.of("a")),
        example("^\\p{L}\\p{Lu}\\P{Nd}$", List.of("äÄx"), List.of("ää1", "1Ax")),
        example(
            "^\\p{Letter}[\\p{gc=Decimal_Number}\\p{Script=Greek}]$",
            List.of("a1", "aλ"),
            List.of("ab")),
        example("^\\p{ASCII}\\P{ASCII}\\p{Any}$", List.of("aä\n"), List.of("äaa")),
        example("^(?<year>\\d{4})$", List.of("2026"), List.of("26")),
        example("^a{2}$", List.of("aa"), List.of("a", "aaa")),
        example("^a{2,}$", List.of("aa", "aaaa"), List.of("a")),
        example("^a{0}b??c*?d+?$", List.of("d", "bccd"), List.of("ad")),
        example("^(ab){1,2}$", List.of("ab", "abab"), List.of("", "ababab")),
        example("^a{1000}$", List.of("a".repeat(1_000)), List.of("a".repeat(999))),
        example(
            "^a{2500}$", List.of("a".repeat(2_500)), List.of("a".repeat(2_499), "a".repeat(2_501))),
        example("^a{1,2048}$", List.of("a", "a".repeat(2_048)), List.of("", "a".repeat(2_049))),
        example(
            "^a{1500,}$",
            List.of("a".repeat(1_500), "a".repeat(4_000)),
            List.of("a".repeat(1_499))),
        example("^(a*)*(b|bb)+$", List.of("aabbb"), List.of("aab!")));
  }

  private static Arguments example(String expression, List<String> matching, List<String> other) {
    return Arguments.of(expression, matching, other);
  }

  @Nested
  class What_is_refused {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "(",
          ")",
          "a)",
          "(a",
          "[",
          "[a",
          "*",
          "+a",
          "?",
          "{1}",
          "a**",
          "a+*",
          "a{1}{2}",
          "^*",
          "$+",
          "\\b?",
          "^{2}",
          "(|*)",
          "a{2,1}",
          "[b-a]",
          "[\\u{62}-a]",
          "\\",
          "[\\",
          "(?i)a",
          "(?i:a)",
          "(?#a)",
          "(?P<a>b)",
          "(?<>a)",
          "(?<1>a)",
          "(?<a",
          "(?>a)",
          "\\a",
          "\\e",
          "\\A",
          "\\z",
          "\\Z",
          "\\Q",
          "\\_",
          "\\ä",
          "\\x4",
          "\\xgg",
          "\\u12",
          "\\u{}",
          "\\u{110000}",
          "\\u{ffffffff}",
          "\\c1",
          "\\c",
          "\\00",
          "\\08",
          "\\pL",
          "\\p{",
          "\\p{}",
          "\\p{Foo}",
          "\\p{Script=Klingon}",
          "\\p{Alphabetic}",
          "\\P{Any}",
          "[\\B]",
          "\\p{sc=}",
        })
    void is_what_is_no_expression_or_has_an_unknown_word(String expression) {
      assertThat(EcmaExpression.parse(expression)).isInstanceOf(Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>", "\\2"})
    void is_what_no_linear_time_allows(String expression) {
      assertThat(EcmaExpression.parse(expression))
          .isInstanceOfSatisfying(
              Parsed.Invalid.class,
              invalid -> assertThat(invalid.reason()).endsWith("which is not supported"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "((a{1000}){1000}){1000}",
          "(a{100}){101}",
          "a{10001}",
          "a{99999999999999999999}",
          "a{9999999999,}",
          "(((a{9}){9}){9}){99}",
          "(?:a{999}b){11}",
        })
    void is_what_repeats_too_much(String expression) {
      assertThat(EcmaExpression.parse(expression))
          .isInstanceOfSatisfying(
              Parsed.Invalid.class, invalid -> assertThat(invalid.reason()).contains("too large"));
    }

    @Test
    void is_what_is_too_long_or_too_deep() {
      assertThat(EcmaExpression.parse("a".repeat(4_096))).isInstanceOf(Parsed.Valid.class);
      assertThat(EcmaExpression.parse("a".repeat(4_097))).isInstanceOf(Parsed.Invalid.class);
      assertThat(EcmaExpression.parse("(".repeat(100) + ")".repeat(100)))
          .isInstanceOf(Parsed.Valid.class);
      assertThat(EcmaExpression.parse("(".repeat(101) + ")".repeat(101)))
          .isInstanceOf(Parsed.Invalid.class);
    }
  }

  @Nested
  class The_price_of_a_match {

    @Test
    void is_bounded() {
      var expression = EcmaExpression.parse("^(?:[ab]{500}|x)*$").orElseThrow();

      assertThatThrownBy(() -> expression.isIn("a".repeat(1_000_000), Budget.ofOneJudgement()))
          .isInstanceOf(Budget.Exceeded.class);
    }

    @Test
    void adds_up() {
      var expression = EcmaExpression.parse("^[ab]{400}$").orElseThrow();
      var budget = Budget.ofOneJudgement();

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) {
                  assertThat(expression.isIn("b".repeat(100_000), budget)).isFalse();
                }
              })
          .isInstanceOf(Budget.Exceeded.class);
    }
  }
}

package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.time.Duration;
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
        example("^a{1,1000}$", List.of("a", "a".repeat(1_000)), List.of("", "a".repeat(1_001))),
        example("^a{900,}$", List.of("a".repeat(900), "a".repeat(4_000)), List.of("a".repeat(899))),
        example("^(?:(?:ab){30}){30}$", List.of("ab".repeat(900)), List.of("ab".repeat(899))),
        example("^(a*)*(b|bb)+$", List.of("aabbb"), List.of("aab!")),
        example("^\\p{LC}\\p{Cn}\\p{Emoji}$", List.of("ä\u0378☺"), List.of("äa☺", "中\u0378☺")),
        example(
            "^\\p{Script=Latin}\\p{sc=Cyrl}\\p{Alphabetic}\\p{White_Space}$",
            List.of("äжa\u3000"),
            List.of("жжa ", "aa  ")));
  }

  @ParameterizedTest
  @MethodSource("lookingAround")
  void a_look_around_or_a_reference_back_means_what_ecma_262_says(
      String expression, List<String> matching, List<String> other) {
    assertThat(matching).allMatch(text -> isIn(expression, text));
    assertThat(other).noneMatch(text -> isIn(expression, text));
  }

  static List<Arguments> lookingAround() {
    return List.of(
        example("a(?=b)", List.of("cab"), List.of("ac", "a", "b")),
        example("a(?!b)", List.of("ac", "a", "aba"), List.of("ab", "b")),
        example("(?<=b)a", List.of("ba"), List.of("ab", "a")),
        example("(?<!b)a", List.of("a", "ca"), List.of("ba", "b")),
        example("^(?=.*\\d)(?=.*[a-z]).{3,}$", List.of("a1-", "1-a"), List.of("a1", "abc", "123")),
        example("^(?!.*(?:--|__))[\\w-]+$", List.of("a-b_c"), List.of("a--b", "a__b", "")),
        example("^(?!(?:a|b)$)", List.of("", "c", "ab"), List.of("a", "b")),
        example("^.(?<=^[^\\n]$)$", List.of("a", "\ud83d\ude00"), List.of("ab", "\n")),
        example(
            "(?<=\ud83d\ude00{2})a",
            List.of("\ud83d\ude00\ud83d\ude00a"), List.of("\ud83d\ude00a")),
        // As long as one likes, and read from the right to the left.
        example("(?<=a.*)b", List.of("axxb", "ab"), List.of("ba", "b")),
        example("(?<=^(\\d+)(\\d+))x(?=\\2$)", List.of("1234x234"), List.of("1234x4", "1234x1234")),
        example("(?<=(.)\\1)b", List.of("cb"), List.of("b")),
        example("(?<=\\1(.))b", List.of("aab"), List.of("acb", "ab")),
        example("^(a+)-\\1$", List.of("a-a", "aa-aa"), List.of("aa-a", "a-aa")),
        example("^(?<q>['\"])[^'\"]*\\k<q>$", List.of("'a'", "\"\""), List.of("'a\"")),
        example("^\\k<n>(?<n>a)$", List.of("a"), List.of("aa")),
        example(
            "^(\ud83d\ude00)\\1$", List.of("\ud83d\ude00\ud83d\ude00"), List.of("\ud83d\ude00")),
        example(
            "^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$",
            List.of("abcdefghijj"),
            List.of("abcdefghija0")),
        // A group that took no part is the empty text, also one of an earlier run.
        example("^(?:(a)|b)\\1$", List.of("aa", "b"), List.of("a", "bb")),
        example("^(?:(a)|b)*\\1$", List.of("ab", "abab", "baa"), List.of("aba", "ba!")),
        example("^(?:(a)|(b)|c)+\\2$", List.of("bb", "bc", "ba"), List.of("d")),
        example("^(?:(?=(a))a|b)+\\1c$", List.of("abc", "aac"), List.of("ab")),
        // What a look has noted is kept when it is wanted, and its other ways are not tried.
        example("(?=(a+))a*b\\1", List.of("baaaba"), List.of("baaab")),
        example("^(?=(a+))\\1a", List.of(), List.of("aa", "aaa")),
        example("^(?!(a)b)\\1c", List.of("c"), List.of("ac")),
        // A run that goes over nothing ends, unless it is asked for.
        example("^(?=a)(?:a|)*$", List.of("a", "aaa"), List.of("", "ab")),
        example("^(?=a?)(?:|a){3}$", List.of("", "a", "aaa"), List.of("aaaa")),
        example("^(?=)(?:a?){2,3}?$", List.of("", "aaa"), List.of("aaaa")),
        example("^(?=)(?:ab?){0}c??d$", List.of("d", "cd"), List.of("abd")),
        example("(?=[^])[]|(?![^])", List.of("", "a"), List.of()));
  }

  @Test
  void an_expression_too_large_for_a_linear_match_is_matched_all_the_same() {
    String large = "^(?:[ab]c?d?e?f?g?h?i?j?k?l?){1000}$";

    assertThat(EcmaExpression.parse(large).orElseThrow().weight()).isZero();
    assertThat(isIn(large, "abcijk".repeat(500))).isTrue();
    assertThat(isIn(large, "abcijk".repeat(499) + "i")).isFalse();
  }

  @Test
  void an_expression_for_which_there_is_no_room_is_matched_all_the_same() {
    var expression = EcmaExpression.parse("^a{900}$", 100).orElseThrow();

    assertThat(expression.weight()).isZero();
    assertThat(expression.isIn("a".repeat(900), Budget.ofOneJudgement())).isTrue();
    assertThat(expression.isIn("a".repeat(901), Budget.ofOneJudgement())).isFalse();
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
          "(?<a>b)(?<a>c)",
          "(?>a)",
          "(?=a",
          "(?<!a",
          "(?=a)*",
          "(?!a){2}",
          "(?<=a)?",
          "\\1",
          "(a)\\2",
          "(?:a)\\1",
          "[(]\\1",
          "(a)\\99999999999",
          "(a)[\\1]",
          "\\k",
          "\\k<a>",
          "(?<a>b)\\k<b>",
          "(?<a>b)\\k<a",
          "(?<a>b)\\ka",
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
          "\\p{Script=latin}",
          "\\p{Dash}",
          "\\p{lu}",
          "\\p{=Lu}",
          "\\p{Lu=}",
          "[\\B]",
          "\\p{sc=}",
        })
    void is_what_is_no_expression_or_has_an_unknown_word(String expression) {
      assertThat(EcmaExpression.parse(expression)).isInstanceOf(Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "((a{1000}){1000}){1000}",
          "a{1001}",
          "a{1001}?",
          "a{1,1001}",
          "a{1001,}",
          "a{99999999999999999999}",
          "(a{100}){11}",
          "(a{11}b|(c{7})+){91}",
          "(?:(?=(a{500}))){3}",
          "(((a{9}){9}){9}){2}",
        })
    void is_what_counts_too_far(String expression) {
      assertThat(EcmaExpression.parse(expression))
          .isInstanceOfSatisfying(
              Parsed.Invalid.class, invalid -> assertThat(invalid.reason()).contains("1,000"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a{1000}b{1000}",
          "((a{10}){10}){10}",
          "(a{1000}|b{1000})*",
          "(a{1000}){1}",
          "(a{1000}){0}",
          "(a{0}){1000}",
          "((a{1000})?)+",
          "1001}",
          "[{1001}]"
        })
    void is_not_what_counts_to_a_thousand(String expression) {
      assertThat(EcmaExpression.parse(expression)).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void is_what_is_longer_than_a_thousand_characters() {
      assertThat(EcmaExpression.parse("a".repeat(1_000))).isInstanceOf(Parsed.Valid.class);
      assertThat(EcmaExpression.parse("a".repeat(1_001))).isInstanceOf(Parsed.Invalid.class);
      assertThat(EcmaExpression.parse("\ud83d\ude00".repeat(1_000)))
          .isInstanceOf(Parsed.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?:", "(?=", "(?<!", "(a|", "(?:a?|"})
    void is_not_what_nests_as_deep_as_its_length_allows(String open) {
      int depth = 1_000 / (open.length() + 1);

      var expression = EcmaExpression.parse(open.repeat(depth) + ")".repeat(depth)).orElseThrow();

      assertThat(expression.isIn("a", Budget.ofOneJudgement())).isIn(true, false);
    }
  }

  @Nested
  class The_price_of_a_match {

    /** What others take for ever to match, made such that no linear match can be had. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "^(?=a)(a+)+$",
          "^(?=a)(a|aa)+$",
          "^(a|aa)+$(?<!b)",
          "^(a*)*(b)\\2",
          "^(a?){30}(?!a)b",
          "(?=(a+)+b)",
          "(?<=b(a+)+)c",
          "(?<=c(a|aa)*)!",
          "^(?:(?=a)|(?=a)){40}b",
          "^(?:(?!b)|(?!c)){40}b",
          "^(?:(?:)|(?:)|\\b){40}(?=b)",
          "^(?:(?=(a|aa)+$)|(?!(a|aa)+$)|)+b",
          "^((a)|(a)|(a))*\\1b",
          "^((?:a|a)+?)\\1\\1$"
        })
    void is_bounded_by_the_count_whatever_is_tried(String expression) {
      var hopeless = EcmaExpression.parse(expression).orElseThrow();
      var budget = new Budget(10_000, Duration.ofDays(1));

      assertThatThrownBy(() -> hopeless.isIn("a".repeat(61) + "!", budget))
          .isInstanceOf(Budget.Exceeded.class);
    }

    @Test
    void is_bounded_by_what_must_be_remembered() {
      var expression = EcmaExpression.parse("^(?=a)(?:a|b)*$").orElseThrow();
      var budget = new Budget(Long.MAX_VALUE, Duration.ofDays(1));

      assertThat(expression.isIn("ab".repeat(50_000), budget)).isTrue();
      assertThatThrownBy(() -> expression.isIn("ab".repeat(1_000_000), budget))
          .isInstanceOf(Budget.Exceeded.class);
    }

    @Test
    void is_that_of_the_text_where_nothing_must_be_tried_twice() {
      var expression = EcmaExpression.parse("^(?!.*--)[a-z0-9-]*$").orElseThrow();
      var budget = new Budget(20_000, Duration.ofDays(1));

      assertThat(expression.isIn("a-".repeat(50_000), budget)).isTrue();
    }

    @Test
    void of_a_long_text_and_a_large_expression_is_still_small_where_it_is_settled_soon() {
      var expression = EcmaExpression.parse("^.{1,1000}$").orElseThrow();
      var budget = new Budget(1_000, Duration.ofDays(1));

      assertThat(expression.isIn("a".repeat(1_000_000), budget)).isFalse();
    }

    @Test
    void is_bounded_also_where_a_linear_match_could_not_be_stopped() {
      var expression = EcmaExpression.parse("^(?:[ab]{500}|[ab]{499})*!$").orElseThrow();
      var budget = new Budget(100_000, Duration.ofDays(1));

      assertThat(expression.weight()).isPositive();
      assertThatThrownBy(() -> expression.isIn("a".repeat(1_000_000), budget))
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

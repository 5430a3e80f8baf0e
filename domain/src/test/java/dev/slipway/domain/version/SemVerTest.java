package dev.slipway.domain.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {

  @Nested
  class The_grammar {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0.0.0",
          "0.0.4",
          "1.2.3",
          "10.20.30",
          "1.1.2-prerelease+meta",
          "1.1.2+meta",
          "1.1.2+meta-valid",
          "1.0.0-alpha",
          "1.0.0-alpha.beta",
          "1.0.0-alpha.beta.1",
          "1.0.0-alpha.1",
          "1.0.0-alpha0.valid",
          "1.0.0-alpha.0valid",
          "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
          "1.0.0-rc.1+build.1",
          "2.0.0-rc.1+build.123",
          "10.2.3-DEV-SNAPSHOT",
          "1.2.3-SNAPSHOT-123",
          "2.0.0+build.1848",
          "2.0.1-alpha.1227",
          "1.0.0-alpha+beta",
          "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
          "1.2.3----R-S.12.9.1--.12+meta",
          "1.2.3----RC-SNAPSHOT.12.9.1--.12",
          "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
          "99999999999999999999999.999999999999999999.99999999999999999",
          "1.0.0-0A.is.legal",
          "1.0.0-0",
          "1.0.0-0.0.0",
          "1.0.0--",
          "1.0.0---.-.-",
          "1.0.0-01a",
          "1.0.0-0-0",
          "1.0.0+00.01",
          "1.0.0+-",
          "1.0.0--+-",
        })
    void accepts_the_whole_text_and_keeps_it(String text) {
      assertThat(SemVer.parse(text).map(SemVer::text)).isEqualTo(Parsed.valid(text));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "1",
          "1.2",
          "1.2.",
          "1..3",
          ".1.2",
          "1.2.3.4",
          "1.2.3-0123",
          "1.2.3-0123.0123",
          "1.2.3-00",
          "1.1.2+.123",
          "+invalid",
          "-invalid",
          "-invalid+invalid",
          "alpha",
          "alpha.beta.1",
          "alpha_beta",
          "1.0.0-alpha_beta",
          "-alpha.",
          "1.0.0-alpha..",
          "1.0.0-alpha..1",
          "1.0.0-.alpha",
          "1.0.0-",
          "1.0.0+",
          "1.0.0-+build",
          "1.0.0+a..b",
          "1.0.0+a.",
          "...",
          "01.1.1",
          "1.01.1",
          "1.1.01",
          "00.1.1",
          "1.2.3.DEV",
          "1.2-SNAPSHOT",
          "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
          "-1.0.3-gamma+b7718",
          "+justmeta",
          "9.8.7+meta+meta",
          "9.8.7-whatever+meta+meta",
          "99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1--..12",
          "v1.2.3",
          "V1.2.3",
          "=1.2.3",
          " 1.2.3",
          "1.2.3 ",
          "1.2.3\n",
          "1.2.3\r\n",
          "\t1.2.3",
          "1.2.3-a b",
          "1.2.3-a\n",
          "1.2.3+a\n",
          "1.2.3-é",
          "1.2.3\u0000",
          "\uFEFF1.2.3",
          "١.٢.٣",
          "1.2.３",
          "1.2.3-１",
          "1.2.x",
          "*",
          "^1.2.3",
          "1,2,3",
          "1.2.-3",
          "+1.2.3",
          "1.2.3/4",
        })
    void refuses_all_else_and_repairs_nothing(String text) {
      assertThat(SemVer.parse(text)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void has_the_letters_digits_and_hyphen_of_ascii_and_no_other_character() {
      for (char c = 0; c < 0x250; c++) {
        boolean belongs = String.valueOf(c).matches("[0-9A-Za-z-]");

        assertThat(SemVer.parse("1.0.0-a" + c) instanceof Parsed.Valid).isEqualTo(belongs);
        assertThat(SemVer.parse("1.0.0+a" + c) instanceof Parsed.Valid).isEqualTo(belongs);
        assertThat(SemVer.parse("1.0.1" + c) instanceof Parsed.Valid)
            .isEqualTo(c >= '0' && c <= '9');
      }
    }

    @Test
    void takes_128_characters_and_no_more() {
      String longest = "1.0.0-" + "a".repeat(122);

      assertThat(SemVer.parse(longest).map(SemVer::text)).isEqualTo(Parsed.valid(longest));
      assertThat(SemVer.parse(longest + "a"))
          .isEqualTo(Parsed.invalid("A version has 1 to 128 characters"));
    }

    @Test
    void never_says_the_refused_text_again() {
      var refused = (Parsed.Invalid<SemVer>) SemVer.parse("<script>");

      assertThat(refused.reason()).doesNotContain("script");
    }

    @Test
    void throws_the_reason_where_the_caller_should_have_known() {
      assertThatThrownBy(() -> SemVer.of("1.2"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A version begins with three numbers without leading zeros, such as 1.2.3");
    }
  }

  @Nested
  class The_parts {

    @Test
    void are_the_digits_as_written() {
      var version = SemVer.of("99999999999999999999.0.7-rc.1+build.5");

      assertThat(version.major()).isEqualTo("99999999999999999999");
      assertThat(version.minor()).isEqualTo("0");
      assertThat(version.patch()).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
      "1.0.0, false",
      "1.0.0+rc.1, false",
      "1.0.0+a-b, false",
      "1.0.0-0, true",
      "1.0.0--, true",
      "1.0.0-rc+b, true",
    })
    void say_whether_it_is_a_pre_release(String text, boolean preRelease) {
      assertThat(SemVer.of(text).isPreRelease()).isEqualTo(preRelease);
    }

    @ParameterizedTest
    @CsvSource({
      "1.0.0, 1.0.0",
      "1.0.0+b, 1.0.0",
      "1.0.0-rc.1, 1.0.0-rc.1",
      "1.0.0-rc.1+b-c.d, 1.0.0-rc.1",
    })
    void can_be_had_without_build_metadata(String text, String without) {
      assertThat(SemVer.of(text).withoutBuild()).isEqualTo(SemVer.of(without));
    }
  }

  @Nested
  class The_order {

    /** Each is lower than the next: the example of semver.org, and what that example leaves out. */
    private static final List<String> ASCENDING =
        List.of(
            "0.0.0-0",
            "0.0.0",
            "0.0.1",
            "0.1.0-a",
            "0.1.0",
            "0.9.0",
            "0.10.0",
            "1.0.0-0",
            "1.0.0-1",
            "1.0.0-2",
            "1.0.0-10",
            "1.0.0-10.0",
            "1.0.0-10.a",
            "1.0.0-99999999999999999999999",
            "1.0.0-100000000000000000000000",
            "1.0.0--",
            "1.0.0--1",
            "1.0.0-0a",
            "1.0.0-1-",
            "1.0.0-A",
            "1.0.0-RC",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.1.0",
            "1.0.0-alpha.beta",
            "1.0.0-alpha-",
            "1.0.0-alpha0",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0-rc11",
            "1.0.0-rc3",
            "1.0.0",
            "1.0.1-alpha",
            "1.0.1",
            "1.2.0",
            "1.10.0",
            "2.0.0",
            "10.0.0",
            "2147483648.0.0",
            "9223372036854775808.0.0",
            "18446744073709551616.0.0");

    @Test
    void is_by_precedence() {
      var versions = new ArrayList<>(ASCENDING.stream().map(SemVer::of).toList());
      Collections.shuffle(versions, new Random(20));

      versions.sort(null);

      assertThat(versions).extracting(SemVer::text).containsExactlyElementsOf(ASCENDING);
    }

    @Test
    void of_the_keys_is_the_same() {
      var keys = new ArrayList<>(ASCENDING.stream().map(SemVer::of).map(SemVer::sortKey).toList());

      assertThat(keys).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ignores_build_metadata_but_equality_does_not() {
      var one = SemVer.of("1.0.0-rc.1+a");
      var other = SemVer.of("1.0.0-rc.1+b");

      assertThat(one).isEqualByComparingTo(other).isNotEqualTo(other);
      assertThat(one.samePrecedenceAs(other)).isTrue();
      assertThat(one.isHigherThan(other)).isFalse();
      assertThat(one.sortKey()).isEqualTo(other.sortKey()).hasSameHashCodeAs(other.sortKey());
    }

    @Test
    void equality_is_the_text() {
      assertThat(SemVer.of("1.0.0+a")).isEqualTo(SemVer.of("1.0.0+a")).hasToString("1.0.0+a");
      assertThat(SemVer.of("1.0.0+a")).hasSameHashCodeAs(SemVer.of("1.0.0+a"));
      assertThat(SemVer.of("1.0.0-a")).isNotEqualTo(SemVer.of("1.0.0-A"));
      assertThat(SemVer.of("1.0.0").samePrecedenceAs(SemVer.of("1.0.1"))).isFalse();
    }

    @Test
    void says_which_is_higher() {
      assertThat(SemVer.of("1.10.0").isHigherThan(SemVer.of("1.9.0"))).isTrue();
      assertThat(SemVer.of("1.9.0").isHigherThan(SemVer.of("1.10.0"))).isFalse();
      assertThat(SemVer.of("1.9.0").isHigherThan(SemVer.of("1.9.0"))).isFalse();
    }
  }

  @Nested
  class The_key {

    @ParameterizedTest
    @CsvSource({
      "1.2.3,            01 31 01 32 01 33 03",
      "1.2.3+build,      01 31 01 32 01 33 03",
      "10.0.0-rc.1,      02 3130 01 30 01 30 02 7263 00 01 01 31 00",
      "0.0.0-0.-,        01 30 01 30 01 30 01 01 30 02 2d 00 00",
    })
    void has_an_encoding_that_stores_may_keep(String text, String hex) {
      assertThat(SemVer.of(text).sortKey().hex()).isEqualTo(hex.replace(" ", ""));
      assertThat(SemVer.of(text).sortKey()).hasToString(hex.replace(" ", ""));
    }

    @Test
    void gives_its_bytes_away_as_a_copy() {
      var key = SemVer.of("1.2.3").sortKey();

      key.bytes()[0] = 99;

      assertThat(key.bytes()).containsExactly(1, '1', 1, '2', 1, '3', 3);
    }

    @Test
    void has_the_stated_length_at_most() {
      String manyIdentifiers = "1.1.1-" + "1.".repeat(60) + "11";

      assertThat(manyIdentifiers).hasSize(SemVer.MAX_LENGTH);
      assertThat(SemVer.of(manyIdentifiers).sortKey().bytes()).hasSize(VersionKey.MAX_BYTES);
    }

    @Test
    void of_the_longest_number_still_sorts_last() {
      var longest = SemVer.of("9".repeat(124) + ".0.0");
      var shorter = SemVer.of("9".repeat(123) + ".0.0");

      assertThat(longest.sortKey()).isGreaterThan(shorter.sortKey());
      assertThat(longest.isHigherThan(shorter)).isTrue();
    }
  }
}

package dev.slipway.domain.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges as npm writes them (contract/foundation.md section 3, "Ranges"). */
class VersionRangeTest {

  private static boolean holds(String range, String version) {
    return VersionRange.of(range).contains(SemVer.of(version));
  }

  @Nested
  class Holds {

    /** The lowest and the highest release of each, and the nearest ones beyond them. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          // range        | lowest  | highest     | before  | behind
          "3.1.4          | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "=3.1.4         | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "v3.1.4         | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "=v3.1.4        | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "3.1.4+build    | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "3.1            | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "3.1.x          | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "3.1.X          | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "3.1.*          | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "=3.1.x         | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "3              | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "3.x            | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "3.x.x          | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "3.x.7          | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "0              | 0.0.0   | 0.9999.9    | 0.0.0-a | 1.0.0",
          "~3.1.4         | 3.1.4   | 3.1.9999    | 3.1.3   | 3.2.0",
          "~>3.1.4        | 3.1.4   | 3.1.9999    | 3.1.3   | 3.2.0",
          "~v3.1.4-rc.1   | 3.1.4   | 3.1.9999    | 3.1.3   | 3.2.0",
          "~3.1           | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "~3             | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "~0.1.4         | 0.1.4   | 0.1.9999    | 0.1.3   | 0.2.0",
          "~0.0.4         | 0.0.4   | 0.0.9999    | 0.0.3   | 0.1.0",
          "~0             | 0.0.0   | 0.9999.9    | 0.0.0-a | 1.0.0",
          "~ 3.1          | 3.1.0   | 3.1.9999    | 3.0.9   | 3.2.0",
          "~> 3           | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "^3.1.4         | 3.1.4   | 3.9999.9    | 3.1.3   | 4.0.0",
          "^3.1.4-rc.1    | 3.1.4   | 3.9999.9    | 3.1.3   | 4.0.0",
          "^3.1.4+build   | 3.1.4   | 3.9999.9    | 3.1.3   | 4.0.0",
          "^3.1           | 3.1.0   | 3.9999.9    | 3.0.9   | 4.0.0",
          "^3             | 3.0.0   | 3.9999.9    | 2.9.9   | 4.0.0",
          "^0.1.4         | 0.1.4   | 0.1.9999    | 0.1.3   | 0.2.0",
          "^0.1           | 0.1.0   | 0.1.9999    | 0.0.9   | 0.2.0",
          "^0.0.4         | 0.0.4   | 0.0.4       | 0.0.3   | 0.0.5",
          "^0.0.4-beta    | 0.0.4   | 0.0.4       | 0.0.3   | 0.0.5",
          "^0.0.0         | 0.0.0   | 0.0.0       | 0.0.0-a | 0.0.1",
          "^0.0           | 0.0.0   | 0.0.9999    | 0.0.0-a | 0.1.0",
          "^0.0.x         | 0.0.0   | 0.0.9999    | 0.0.0-a | 0.1.0",
          "^0             | 0.0.0   | 0.9999.9    | 0.0.0-a | 1.0.0",
          "^0.x           | 0.0.0   | 0.9999.9    | 0.0.0-a | 1.0.0",
          "^ 3.1 ^ 3      | 3.1.0   | 3.9999.9    | 3.0.9   | 4.0.0",
          "3.1.4 - 5.9.2  | 3.1.4   | 5.9.2       | 3.1.3   | 5.9.3",
          "3.1.4 - 5.9    | 3.1.4   | 5.9.9999    | 3.1.3   | 5.10.0",
          "3.1.4 - 5      | 3.1.4   | 5.9999.9    | 3.1.3   | 6.0.0",
          "3.1 - 5.9.2    | 3.1.0   | 5.9.2       | 3.0.9   | 5.9.3",
          "3 - 5          | 3.0.0   | 5.9999.9    | 2.9.9   | 6.0.0",
          "x - 5.9.2      | 0.0.0   | 5.9.2       | 0.0.0-a | 5.9.3",
          "x - 5.x        | 0.0.0   | 5.9999.9    | 0.0.0-a | 6.0.0",
          "3.0.0-a+b - 5.9.2-c+d | 3.0.0 | 5.9.1  | 2.9.9   | 5.9.2",
          "v3.1.4  -  v5  | 3.1.4   | 5.9999.9    | 3.1.3   | 6.0.0",
          "<=3.1.4        | 0.0.0   | 3.1.4       | 0.0.0-a | 3.1.5",
          "<=3.1          | 0.0.0   | 3.1.9999    | 0.0.0-a | 3.2.0",
          "<=3            | 0.0.0   | 3.9999.9    | 0.0.0-a | 4.0.0",
          "<=3.1.4-rc.1   | 0.0.0   | 3.1.3       | 0.0.0-a | 3.1.4",
          "<3.1.4         | 0.0.0   | 3.1.3       | 0.0.0-a | 3.1.4",
          "<3.1.4-rc.1    | 0.0.0   | 3.1.3       | 0.0.0-a | 3.1.4",
          "<3.1           | 0.0.0   | 3.0.9999    | 0.0.0-a | 3.1.0",
          "<3.1.x         | 0.0.0   | 3.0.9999    | 0.0.0-a | 3.1.0",
          "< 3            | 0.0.0   | 2.9999.9    | 0.0.0-a | 3.0.0",
          ">=3.1.4 <5     | 3.1.4   | 4.9999.9    | 3.1.3   | 5.0.0",
          ">=3.1.4 <5.0.0-0 | 3.1.4 | 4.9999.9    | 3.1.3   | 5.0.0",
          ">3.1.4 <=3.2   | 3.1.5   | 3.2.9999    | 3.1.4   | 3.3.0",
          ">3.1 <5        | 3.2.0   | 4.9999.9    | 3.1.9   | 5.0.0",
          ">3 <5.1        | 4.0.0   | 5.0.9999    | 3.9.9   | 5.1.0",
          ">3.1.4-rc.1 <5 | 3.1.4   | 4.9999.9    | 3.1.3   | 5.0.0",
          "~3.1.2 >=3.1.4 | 3.1.4   | 3.1.9999    | 3.1.3   | 3.2.0",
          "~3.1.2 3.1.4   | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "3.1.4 >=3.1.2  | 3.1.4   | 3.1.4       | 3.1.3   | 3.1.5",
          "* <3           | 0.0.0   | 2.9999.9    | 0.0.0-a | 3.0.0"
        })
    void from_its_lowest_to_its_highest(
        String range, String lowest, String highest, String before, String behind) {
      assertThat(holds(range, lowest)).as("lowest").isTrue();
      assertThat(holds(range, highest)).as("highest").isTrue();
      assertThat(holds(range, before)).as("before").isFalse();
      assertThat(holds(range, behind)).as("behind").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "*",
          "x",
          "X",
          "",
          " ",
          "||",
          " || ",
          "3.1.4 ||",
          "|| 3.1.4",
          "*.*.*",
          "x.1",
          "v*",
          ">=*",
          "<=*",
          "=*",
          "~*",
          "~x",
          "^*",
          "^x",
          "* - *",
          "x - X",
          "0.0.0 - *",
          ">x || * || <x"
        })
    void every_release_where_nothing_is_said(String range) {
      assertThat(holds(range, "0.0.0")).isTrue();
      assertThat(holds(range, "3.1.4")).isTrue();
      assertThat(holds(range, "9".repeat(120) + ".0.0")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          ">*",
          "<*",
          ">X",
          "< x",
          "<0.0.0",
          "<0",
          ">2 <1",
          "1 2",
          "1.2.3 1.2.4",
          "5 - 3",
          "3.1.4-rc.1",
          "=3.1.4-rc.1",
          "<x <* || >* 2.x"
        })
    void nothing_where_no_release_can_be(String range) {
      assertThat(VersionRange.of(range).spans()).isEmpty();
      assertThat(holds(range, "0.0.0")).isFalse();
      assertThat(holds(range, "1.2.3")).isFalse();
      assertThat(holds(range, "3.1.4")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "0.1.20 || 1.2.4, 0.1.20, true",
      "0.1.20 || 1.2.4, 1.2.4, true",
      "0.1.20 || 1.2.4, 1.0.0, false",
      "0.1.20||1.2.4, 1.2.4, true",
      ">=0.2.3 || <0.0.1, 0.0.0, true",
      ">=0.2.3 || <0.0.1, 0.0.3, false",
      ">=0.2.3 || <0.0.1, 0.2.3, true",
      "1.2.x || 2.x || 5 - 6, 2.1.3, true",
      "1.2.x || 2.x || 5 - 6, 4.0.0, false",
      "1.2.x || 2.x || 5 - 6, 6.9.9, true"
    })
    void what_one_of_its_alternatives_holds(String range, String version, boolean held) {
      assertThat(holds(range, version)).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"*", "", ">=3.1.4-rc.1", "^3.1.4-rc.1", "3.1.4-rc.1", "<4", "3.1.4-a - 4", "3"})
    void no_pre_release_ever(String range) {
      assertThat(holds(range, "3.1.4-rc.1")).isFalse();
      assertThat(holds(range, "3.1.4-rc.2")).isFalse();
      assertThat(holds(range, "3.1.5-rc.1")).isFalse();
    }

    @Test
    void a_release_whatever_its_build() {
      assertThat(holds("3.1.4", "3.1.4+b.7")).isTrue();
      assertThat(holds("<3.1.4+z", "3.1.4+a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "^2147483647.0.0, 2147483647.9.0, true",
      "^2147483647.0.0, 2147483648.0.0, false",
      ">=1.0.0, 2147483648.0.0, true",
      "<2147483648, 2147483647.0.0, true",
      "<2147483648, 2147483648.0.0, false",
      "9223372036854775808.x, 9223372036854775808.1.0, true",
      "9223372036854775808.x, 9223372036854775807.1.0, false",
      "~1.99999999999999999999.3, 1.99999999999999999999.4, true",
      "~1.99999999999999999999.3, 1.100000000000000000000.0, false",
      "1 - 18446744073709551616, 18446744073709551616.5.0, true",
      "1 - 18446744073709551616, 18446744073709551617.0.0, false"
    })
    void numbers_of_any_size(String range, String version, boolean held) {
      assertThat(holds(range, version)).isEqualTo(held);
    }
  }

  @Nested
  class Is_refused {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "garbage",
          "latest",
          "1.2.3.4",
          "1..2",
          "1.",
          ".1",
          "01.2.3",
          "1.02",
          "-1",
          "1.2.3-",
          "1.2.3+",
          "1.2-rc.1",
          "1.x-rc.1",
          "1.2.3beta",
          ">",
          ">=",
          "^",
          "~ ",
          "> > 1",
          ">==1",
          "=> 1",
          "> =1",
          "!1",
          "!=1",
          "==1",
          "v",
          "vv1",
          "V1",
          "v=1",
          "^^1",
          "~^1",
          "1,2",
          "1, 2",
          ">=1.0.0<2.0.0",
          "1 | 2",
          "1 ||| 2",
          "1 -2",
          "1- 2",
          "- 2",
          "1 -",
          "1 - 2 - 3",
          "1 - 2 3",
          ">=1 - 2",
          "1 - <2",
          "~1.2 - 3",
          "[1,2)",
          "(1.0,2.0]",
          "1.2.+",
          "latest.release",
          "1.2.3 and 2",
          "1 2 x3",
          "1\n2",
          "1.2.3\n",
          "1\u00a02",
          "\u0661",
          "1.2.3\u0000",
          "x.y",
          "$1",
          "http://example.com",
          "a - b",
          "*1",
          "1*"
        })
    void when_it_is_written_otherwise(String text) {
      assertThat(VersionRange.parse(text)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void with_a_reason_that_tells_the_shape_and_never_repeats_the_text() {
      var parsed = VersionRange.parse("garbage");

      assertThat(parsed)
          .isInstanceOfSatisfying(
              Parsed.Invalid.class,
              refused ->
                  assertThat(refused.reason())
                      .startsWith("A range is versions such as 1.2.3")
                      .doesNotContain("garbage"));
    }

    @Test
    void beyond_its_greatest_length() {
      var longest = "1" + " ".repeat(VersionRange.MAX_LENGTH - 1);

      assertThat(VersionRange.parse(longest)).isInstanceOf(Parsed.Valid.class);
      assertThat(VersionRange.parse(longest + " "))
          .isEqualTo(Parsed.invalid("A range has at most 256 characters"));
    }

    @Test
    void when_a_version_in_it_is_longer_than_versions_are() {
      assertThat(VersionRange.parse("^" + "9".repeat(128))).isInstanceOf(Parsed.Valid.class);
      assertThat(VersionRange.parse("^" + "9".repeat(129)))
          .isEqualTo(Parsed.invalid("A version in a range has at most 128 characters"));
    }

    @Test
    void by_throwing_where_the_caller_knew_better() {
      assertThatThrownBy(() -> VersionRange.of("garbage"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class What_is_compatible {

    @ParameterizedTest
    @CsvSource({
      "1.2.3, 1.2.4, true",
      "1.2.3, 1.99.0, true",
      "1.2.3, 2.0.0, false",
      "2.0.0, 1.0.0, false",
      "1.2.3-rc.1+b, 1.2.3, true",
      "0.1.0, 0.1.9, true",
      "0.1.0, 0.2.0, false",
      "0.1.0, 1.1.0, false",
      "0.0.1, 0.0.2, true",
      "10.0.0, 10.5.0, true",
      "18446744073709551616.0.0, 18446744073709551616.1.0, true",
      "18446744073709551616.0.0, 0.0.0, false"
    })
    void has_the_same_major_and_below_1_the_same_minor(String from, String to, boolean compatible) {
      var range = VersionRange.compatibleWith(SemVer.of(from));

      assertThat(range.contains(SemVer.of(to))).isEqualTo(compatible);
    }

    @Test
    void can_be_said_of_the_longest_versions() {
      var nines = "9".repeat(124);

      assertThat(VersionRange.compatibleWith(SemVer.of(nines + ".0.0")).spans()).hasSize(1);
      assertThat(VersionRange.compatibleWith(SemVer.of("0." + nines + ".0")).spans()).hasSize(1);
    }
  }

  @Nested
  class As_spans {

    @Test
    void has_one_for_each_alternative_in_which_something_can_be() {
      var spans = VersionRange.of("^1.2 || >2 <1 || >=5 || 0.0.4").spans();

      assertThat(spans)
          .extracting(VersionSpan::toString)
          .containsExactly(">=1.2.0 <2.0.0", ">=5.0.0", ">=0.0.4 <0.0.5");
    }

    @Test
    void ends_where_the_keys_of_stores_say() {
      var span = VersionRange.of("^1.2").spans().getFirst();

      assertThat(span.from()).isEqualTo(SemVer.of("1.2.0").sortKey());
      assertThat(span.below()).contains(SemVer.of("2.0.0").sortKey());
      assertThat(VersionRange.of(">=5").spans().getFirst().below()).isEmpty();
    }

    @Test
    void has_keys_also_beyond_the_longest_version() {
      var span = VersionRange.of("^" + "9".repeat(128)).spans().getFirst();

      assertThat(span.below().orElseThrow())
          .isGreaterThan(SemVer.of("9".repeat(124) + ".0.0").sortKey());
    }
  }

  @Test
  void is_its_text() {
    assertThat(VersionRange.of("^1").text()).isEqualTo("^1");
    assertThat(VersionRange.of("^1")).isEqualTo(VersionRange.of("^1")).hasToString("^1");
    assertThat(VersionRange.of("^1")).hasSameHashCodeAs(VersionRange.of("^1"));
    assertThat(VersionRange.of("^1")).isNotEqualTo(VersionRange.of("1.x"));
  }
}

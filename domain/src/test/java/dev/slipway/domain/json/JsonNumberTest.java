package dev.slipway.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.json.Json.JsonNumber;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @Nested
  class The_grammar {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0",
          "-0",
          "7",
          "-7",
          "10",
          "0.5",
          "-0.0",
          "1.50",
          "1e5",
          "1E5",
          "1e+5",
          "1e-5",
          "0e0",
          "1.5E-007",
          "12345678901234567890.123456789",
          "1e1000",
          "1e-1000",
          "1e0001000",
          "-0e-0"
        })
    void accepts_a_number_and_keeps_its_digits(String text) {
      assertThat(JsonNumber.parse(text).map(JsonNumber::digits)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "-",
          "+",
          "+1",
          "--1",
          "01",
          "-01",
          "00",
          ".5",
          "-.5",
          "1.",
          "1.e5",
          "1e",
          "1e+",
          "1e-",
          "e5",
          "1e5.0",
          "1ee5",
          "1e+-5",
          "1 ",
          " 1",
          "1\n",
          "1,0",
          "0x10",
          "1f",
          "NaN",
          "Infinity",
          "-Infinity",
          "1_000",
          "١",
          "1٠",
          "1e١",
          "null"
        })
    void refuses_all_else(String text) {
      assertThat(JsonNumber.parse(text)).isEmpty();
    }

    @Test
    void throws_where_the_caller_should_have_known() {
      assertThatThrownBy(() -> Json.number("1."))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("1.");
    }
  }

  @Nested
  class The_bounds {

    @Test
    void are_1000_digits_before_the_exponent() {
      assertThat(JsonNumber.parse("-" + "9".repeat(1_000))).isPresent();
      assertThat(JsonNumber.parse("9".repeat(1_001))).isEmpty();
      assertThat(JsonNumber.parse("-0." + "0".repeat(999) + "e5")).isPresent();
      assertThat(JsonNumber.parse("0." + "0".repeat(1_000))).isEmpty();
      assertThat(JsonNumber.parse("1." + "1".repeat(999) + "e-1000")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1e1001",
          "1e-1001",
          "0e1001",
          "1e99999999",
          "1e-99999999",
          "1e4294967296",
          "1e18446744073709551617",
          "-0e-9223372036854775808"
        })
    void are_an_exponent_within_1000(String text) {
      assertThat(JsonNumber.parse(text)).isEmpty();
    }

    @Test
    void hold_for_the_digits_of_the_exponent_too() {
      assertThat(JsonNumber.parse("1e" + "0".repeat(999) + "1")).isPresent();
      assertThat(JsonNumber.parse("1e" + "0".repeat(1_000) + "1")).isEmpty();
    }
  }

  @Nested
  class Equality {

    @ParameterizedTest
    @CsvSource({
      "0, -0",
      "0, 0.000",
      "0, 0e1000",
      "-0.0e-5, 0",
      "100, 1e2",
      "100, 100.0",
      "1.50, 1.5",
      "1.5, 15E-1",
      "-1.5, -0.15e+1",
      "0.001, 1e-3",
      "1e1000, 10e999",
      "1e-1000, 0.1e-999",
    })
    void is_by_value(String one, String other) {
      assertThat(Json.number(one)).isEqualTo(Json.number(other));
      assertThat(Json.number(one)).hasSameHashCodeAs(Json.number(other));
      assertThat(Json.number(one).canonicalText()).isEqualTo(Json.number(other).canonicalText());
    }

    @ParameterizedTest
    @CsvSource({
      "1, -1",
      "1, 10",
      "1, 1.0000000000000000000000000000000000000001",
      "9007199254740992, 9007199254740993",
      "1e1000, 1e999",
      "0, 1e-1000",
      "12, 1.2",
    })
    void tells_other_values_apart_however_close(String one, String other) {
      assertThat(Json.number(one)).isNotEqualTo(Json.number(other));
      assertThat(Json.number(one).canonicalText()).isNotEqualTo(Json.number(other).canonicalText());
    }

    @Test
    void keeps_the_digits_in_the_text() {
      assertThat(Json.number("1.50e+0")).hasToString("1.50e+0");
      assertThat(Json.number("-0").toText()).isEqualTo("-0");
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0", "100, 1e2", "-1.50, -15e-1", "12, 12", "1e1000, 1e1000"})
    void has_one_canonical_text(String digits, String canonical) {
      assertThat(Json.number(digits).canonicalText()).isEqualTo(canonical);
    }
  }

  @Nested
  class As_a_whole_number {

    @ParameterizedTest
    @CsvSource({
      "0, 0",
      "-0, 0",
      "42, 42",
      "-42.0, -42",
      "1e3, 1000",
      "12.5e1, 125",
      "9223372036854775807, 9223372036854775807",
      "-9223372036854775808, -9223372036854775808",
      "-9.223372036854775808e18, -9223372036854775808",
    })
    void it_is_that_long(String digits, long value) {
      assertThat(Json.number(digits).asLong()).isEqualTo(OptionalLong.of(value));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0.5",
          "1e-1",
          "9223372036854775808",
          "-9223372036854775809",
          "1e19",
          "1e1000",
          "99999999999999999999"
        })
    void it_is_none_with_a_fraction_or_beyond_64_bits(String digits) {
      assertThat(Json.number(digits).asLong()).isEmpty();
    }
  }

  @Test
  void a_decimal_is_equal_for_equal_numbers_and_never_expanded() {
    assertThat(Json.number("1e1000").toBigDecimal())
        .isEqualTo(Json.number("10e999").toBigDecimal())
        .isEqualTo(new BigDecimal("1E+1000"));
    assertThat(Json.number("1.500").toBigDecimal()).isEqualTo(new BigDecimal("1.5"));
    assertThat(Json.number("-0.0").toBigDecimal()).isEqualTo(BigDecimal.ZERO);
  }
}

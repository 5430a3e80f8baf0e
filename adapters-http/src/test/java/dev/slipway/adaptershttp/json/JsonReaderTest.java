package dev.slipway.adaptershttp.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.json.JsonReader.Outcome;
import dev.slipway.domain.json.Json;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract/foundation.md section 1, "unreadable bodies" and "numbers". */
class JsonReaderTest {

  @Nested
  class Readable_text {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "[]",
          "null",
          "true",
          "\"\"",
          "0",
          "-0",
          "1.0",
          "1e2",
          "1E+2",
          "-12.5e-3",
          "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e9\"}",
          " \t\r\n[ 1 , 2 ] \n",
          "\"\uD83D\uDE80\"",
          "12345678901234567890.12345678901234567890"
        })
    void is_every_json_text(String text) {
      var outcome = JsonReader.read(text.getBytes(UTF_8));

      assertThat(outcome).isInstanceOf(Outcome.Value.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "1.0", "1E+2", "100", "0.10", "12345678901234567890.123456789"})
    void keeps_the_digits_of_numbers(String digits) {
      assertThat(read(digits)).isEqualTo(new Outcome.Value(Json.number(digits)));
      assertThat(((Outcome.Value) read(digits)).json().toText()).isEqualTo(digits);
    }

    @Test
    void keeps_the_order_of_keys() {
      assertThat(((Outcome.Value) read("{\"b\":1,\"a\":2}")).json().toText())
          .isEqualTo("{\"b\":1,\"a\":2}");
    }

    @Test
    void may_begin_with_a_byte_order_mark() {
      assertThat(read("\uFEFF{\"a\":1}"))
          .isEqualTo(new Outcome.Value(Json.object().put("a", 1).build()));
    }

    @Test
    void takes_escaped_nul_and_unpaired_surrogates_for_forms_to_judge() {
      assertThat(read("\"\\u0000\\ud800\"")).isEqualTo(new Outcome.Value(Json.string("\0\ud800")));
    }

    @Test
    void is_a_depth_of_64() {
      assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(Outcome.Value.class);
      assertThat(read("{\"a\":".repeat(63) + "{}" + "}".repeat(63)))
          .isInstanceOf(Outcome.Value.class);
    }

    @Test
    void is_a_number_of_1000_digits_with_an_exponent_of_1000() {
      assertThat(read("9".repeat(1_000))).isInstanceOf(Outcome.Value.class);
      assertThat(read("1e1000")).isInstanceOf(Outcome.Value.class);
      assertThat(read("1e-1000")).isInstanceOf(Outcome.Value.class);
    }

    @Test
    void is_a_long_name_and_a_long_string() {
      var text = "x".repeat(900_000);

      assertThat(read("{\"" + text + "\":\"" + text + "\"}")).isInstanceOf(Outcome.Value.class);
    }
  }

  @Nested
  class Unreadable_text {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "``                 | 0",
          "` `                | 0",
          "`{`                | 1",
          "`{\"a\":}`         | 5",
          "`{\"a\":1,}`       | 7",
          "`[1,]`             | 3",
          "`{'a':1}`          | 1",
          "`{a:1}`            | 1",
          "`nul`              | 0",
          "`01`               | 1",
          "`+1`               | 1",
          "`.5`               | 0",
          "`NaN`              | 3",
          "`{}{}`             | 2",
          "`{} x`             | 3",
          "`[1 2]`            | 3",
          "`// x`             | 0",
        })
    void is_what_is_no_json_and_says_where(String text, int offset) {
      var outcome = read(text);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Unreadable.class, wrong -> assertThat(wrong.offset()).isEqualTo(offset));
    }

    @Test
    void is_a_key_that_occurs_twice() {
      assertThat(read("{\"a\":1,\"b\":{\"c\":1,\"c\":2}}"))
          .isInstanceOfSatisfying(
              Outcome.Unreadable.class,
              wrong -> {
                assertThat(wrong.message()).isEqualTo("A key occurs twice in one object");
                assertThat(wrong.offset()).isEqualTo(21);
              });
      assertThat(read("{\"a\":1,\"\\u0061\":2}")).isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void is_a_depth_of_65_and_of_a_hundred_thousand() {
      assertThat(read("[".repeat(65) + "]".repeat(65)))
          .isEqualTo(new Outcome.Unreadable(64, "The value nests deeper than 64"));
      assertThat(read("[".repeat(100_000))).isInstanceOf(Outcome.Unreadable.class);
      assertThat(read("{\"a\":".repeat(64) + "[]" + "}".repeat(64)))
          .isInstanceOf(Outcome.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1001", "1e-1001", "1e99999999999", "0e1001"})
    void is_a_number_beyond_the_bounds(String number) {
      assertThat(read("[" + number + "]")).isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void is_a_number_of_1001_digits_or_of_a_million() {
      assertThat(read("9".repeat(1_001))).isInstanceOf(Outcome.Unreadable.class);
      assertThat(read("0." + "9".repeat(1_000))).isInstanceOf(Outcome.Unreadable.class);
      assertThat(read("9".repeat(1_000_000))).isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void is_what_is_not_utf_8() {
      assertThat(JsonReader.read("{\"a\":\"é\"}".getBytes(ISO_8859_1)))
          .isEqualTo(new Outcome.Unreadable(6, "The text is not UTF-8"));
      assertThat(JsonReader.read("{}".getBytes(UTF_16))).isInstanceOf(Outcome.Unreadable.class);
      assertThat(JsonReader.read(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
          .isInstanceOf(Outcome.Unreadable.class);
      assertThat(JsonReader.read(new byte[] {'"', (byte) 0xE2, (byte) 0x82}))
          .isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void is_a_raw_control_character_in_a_string() {
      assertThat(read("\"a\tb\"")).isInstanceOf(Outcome.Unreadable.class);
      assertThat(read("\"a\0b\"")).isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void never_repeats_what_was_sent() {
      assertThat(read("{\"secret-key\":1,\"secret-key\":2}").toString()).doesNotContain("secret");
      assertThat(read("{\"a\":secret}").toString()).doesNotContain("secret");
    }
  }

  private static Outcome read(String text) {
    return JsonReader.read(text.getBytes(UTF_8));
  }
}

package dev.slipway.adaptershttp.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.adaptershttp.json.JsonReader.Outcome;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Given;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.form.Violation.Step;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract/foundation.md section 1, "validation entries", "null" and "U+0000". */
class FormTest {

  private enum Colour {
    RED("red"),
    BLUE("blue");

    private final String word;

    Colour(String word) {
      this.word = word;
    }
  }

  @Nested
  class A_field {

    @Test
    void that_is_required_must_be_there() {
      assertThat(faults("{}", form -> form.required("a", Rules.text())))
          .containsExactly("a missing");
      assertThat(faults("{\"a\":null}", form -> form.required("a", Rules.text())))
          .containsExactly("a missing");
    }

    @Test
    void that_is_optional_may_be_absent_or_null() {
      assertThat(optional("{}")).isEqualTo("b");
      assertThat(optional("{\"a\":null}")).isEqualTo("b");
      assertThat(optional("{\"a\":\"c\"}")).isEqualTo("c");
    }

    private static String optional(String json) {
      return read(json, form -> form.optional("a", Rules.text(), "b"));
    }

    @Test
    void that_is_wrong_is_of_no_use() {
      var form = form("{\"a\":1}");
      var field = form.required("a", Rules.text());

      assertThatThrownBy(field::value).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void that_nobody_reads_must_be_sound_text_all_the_same() {
      assertThat(
              faults(
                  "{\"a\":\"b\",\"c\":[\"\\u0000\",{\"d\\ud800\":\"x\"}],\"e\\u0000\":1}",
                  form -> form.required("a", Rules.text())))
          .containsExactly(
              "c.0 string_unicode", "c.1.d\uFFFD string_unicode", "e\uFFFD string_unicode");
    }

    @Test
    void is_named_in_the_order_of_reading() {
      var wrong =
          (Filled.Wrong<String>)
              filled(
                  "{\"b\":1,\"a\":2}",
                  form -> {
                    form.required("a", Rules.text());
                    form.required("c", Rules.text());
                    return form.required("b", Rules.text());
                  });

      assertThat(wrong.faults().stream().map(FormTest::shortly))
          .containsExactly("a string_type", "c missing", "b string_type");
    }

    @Test
    void is_one_of_at_most_a_hundred_that_are_named() {
      var items = "[" + "1,".repeat(150) + "1]";

      assertThat(
              faults(
                  "{\"a\":" + items + "}",
                  form -> form.required("a", Rules.list(Rules.text(), 200))))
          .hasSize(100);
    }
  }

  @Nested
  class A_rule {

    @ParameterizedTest
    @CsvSource({
      "text, 1, string_type",
      "text, '\"a\\u0000\"', string_unicode",
      "text, '\"\\udc00\"', string_unicode",
      "short, '\"\"', string_too_short",
      "short, '\"abcd\"', string_too_long",
      "name, '\"a\\tb\"', string_pattern_mismatch",
      "name, '\"a\\u0085b\"', string_pattern_mismatch",
      "bytes, '\"éé\"', string_too_long",
      "colour, '\"RED\"', enum",
      "colour, '\"\"', enum",
      "colour, 1, string_type",
      "number, '\"1.0\"', int_parsing",
      "number, '\"\"', int_parsing",
      "number, '\"１\"', int_parsing",
      "number, '\" 1\"', int_parsing",
      "number, 1.5, int_parsing",
      "number, true, int_parsing",
      "number, 0, greater_than_equal",
      "number, -1, greater_than_equal",
      "number, 10, less_than_equal",
      "number, '\"99999999999999999999\"', less_than_equal",
      "bool, '\"yes\"', bool_parsing",
      "bool, 1, bool_parsing",
      "list, '{}', list_type",
      "list, '[\"a\",\"b\",\"c\"]', too_long",
      "map, '[]', dict_type",
      "map, '{\"a\":\"b\",\"c\":\"d\",\"e\":\"f\"}', too_long",
      "object, '[]', dict_type",
      "form, '\"x\"', dict_type",
    })
    void refuses(String rule, String json, String type) {
      assertThat(faults("{\"a\":" + json + "}", form -> form.required("a", rule(rule))))
          .containsExactly("a " + type);
    }

    @ParameterizedTest
    @CsvSource({
      "text, '\"\"'",
      "text, '\"\\u0001\"'",
      "text, '\"\uD83D\uDE80\"'",
      "short, '\"abc\"'",
      "short, '\"\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\"'",
      "bytes, '\"abc\"'",
      "colour, '\"red\"'",
      "number, 1",
      "number, 9",
      "number, 9.0",
      "number, '\"9\"'",
      "bool, true",
      "bool, '\"false\"'",
      "bool, '\"1\"'",
      "bool, '\"0\"'",
      "list, '[]'",
      "list, '[\"a\",\"b\"]'",
      "map, '{\"a\":\"\"}'",
      "object, '{\"a\":[1,{\"b\":null}]}'",
      "form, '{}'",
    })
    void takes(String rule, String json) {
      assertThat(faults("{\"a\":" + json + "}", form -> form.required("a", rule(rule)))).isEmpty();
    }

    @Test
    void names_the_place_inside() {
      assertThat(
              faults("{\"a\":[\"b\",1]}", form -> form.required("a", Rules.list(Rules.text(), 2))))
          .containsExactly("a.1 string_type");
      assertThat(faults("{\"a\":{\"b\":1}}", form -> form.required("a", rule("map"))))
          .containsExactly("a.b string_type");
      assertThat(
              faults(
                  "{\"a\":{\"b\":{\"c\":\"\\u0000\"}}}",
                  form -> form.required("a", rule("object"))))
          .containsExactly("a.b.c string_unicode");
    }

    @Test
    void shows_what_was_given_unless_it_may_be_secret() {
      assertThat(given(Rules.text(5, 9))).isEqualTo(Given.shown(Json.string("a")));
      assertThat(given(Rules.text(5, 9).withheld())).isEqualTo(Given.withheld());
      assertThat(given(Rules.text(5, 9).withheldWhen(value -> value.equals(Json.string("a")))))
          .isEqualTo(Given.withheld());
      assertThat(given(Rules.text(5, 9).withheldWhen(value -> value.equals(Json.string("b")))))
          .isEqualTo(Given.shown(Json.string("a")));
    }

    private static Given given(Rule<String> rule) {
      return ((Filled.Wrong<String>) rule.read(Json.string("a"))).faults().getFirst().given();
    }
  }

  private static Rule<?> rule(String name) {
    return switch (name) {
      case "text" -> Rules.text();
      case "short" -> Rules.text(1, 3);
      case "name" -> Rules.name(1, 9);
      case "bytes" -> Rules.bytes(3);
      case "colour" -> Rules.choice(Colour.values(), colour -> colour.word);
      case "number" -> Rules.integer(1, 9);
      case "bool" -> Rules.bool();
      case "list" -> Rules.list(Rules.text(), 2);
      case "map" -> Rules.map(Rules.text(), key -> Rules.text(), 2);
      case "object" -> Rules.object();
      case "form" -> Rules.form(form -> form.filled(Map::of));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Reads one field of a form. */
  private interface Reading<T> {
    Field<T> from(Form form);
  }

  private static <T> List<String> faults(String json, Reading<T> reading) {
    return switch (filled(json, reading)) {
      case Filled.Right<T> right -> List.of();
      case Filled.Wrong<T>(var faults) -> faults.stream().map(FormTest::shortly).toList();
    };
  }

  private static <T> T read(String json, Reading<T> reading) {
    return ((Filled.Right<T>) filled(json, reading)).value();
  }

  private static <T> Filled<T> filled(String json, Reading<T> reading) {
    var form = form(json);
    var field = reading.from(form);
    return form.filled(field::value);
  }

  private static Form form(String json) {
    var read = JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    return Form.of((JsonObject) ((Outcome.Value) read).json());
  }

  private static String shortly(Violation fault) {
    var place =
        fault.at().stream()
            .map(
                step ->
                    switch (step) {
                      case Step.Field(var name) -> name;
                      case Step.Index(var index) -> Integer.toString(index);
                    })
            .collect(Collectors.joining("."));
    assertThat(fault.message()).isNotBlank();
    assertThat(fault.kind()).isInstanceOf(Kind.class);
    return place + " " + fault.kind().word();
  }
}

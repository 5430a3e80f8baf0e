package dev.slipway.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Nested
  class An_object {

    @Test
    void keeps_the_order_of_its_members() {
      var object = Json.object().put("b", 1).put("a", true).put("c", "x").putNothing("d").build();

      assertThat(object.toText()).isEqualTo("{\"b\":1,\"a\":true,\"c\":\"x\",\"d\":null}");
      assertThat(object.members().keySet()).containsExactly("b", "a", "c", "d");
    }

    @Test
    void is_equal_to_another_of_the_same_members_in_any_order() {
      var one = Json.object().put("a", 1).put("b", Json.array(Json.number("1.0"))).build();
      var other = Json.object().put("b", Json.array(Json.number("1"))).put("a", 1).build();

      assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
      assertThat(one.canonicalText()).isEqualTo(other.canonicalText());
    }

    @Test
    void differs_by_a_name_a_value_or_a_member_more() {
      var object = Json.object().put("a", 1).putNothing("b").build();

      assertThat(object)
          .isNotEqualTo(Json.object().put("a", 1).putNothing("c").build())
          .isNotEqualTo(Json.object().put("a", 1).put("b", false).build())
          .isNotEqualTo(Json.object().put("a", 1).build())
          .isNotEqualTo(Json.object().put("a", 1).putNothing("b").putNothing("c").build());
    }

    @Test
    void finds_its_members() {
      var object = Json.object().put("a", 1).putNothing("b").build();

      assertThat(object.get("a")).contains(Json.number(1));
      assertThat(object.get("b")).contains(Json.nothing());
      assertThat(object.get("c")).isEmpty();
      assertThat(object.has("b")).isTrue();
      assertThat(object.has("c")).isFalse();
      assertThat(object.size()).isEqualTo(2);
      assertThat(object.isEmpty()).isFalse();
      assertThat(JsonObject.empty().isEmpty()).isTrue();
    }

    @Test
    void sets_a_member_in_its_place_or_last() {
      var object = Json.object().put("a", 1).put("b", 2).build();

      var changed = object.with("a", Json.number(3)).with("c", Json.number(4));

      assertThat(changed.toText()).isEqualTo("{\"a\":3,\"b\":2,\"c\":4}");
      assertThat(object.toText()).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void says_null_for_a_text_that_is_not_there() {
      var object = Json.object().putOrNothing("a", null).putOrNothing("b", "x").build();

      assertThat(object.toText()).isEqualTo("{\"a\":null,\"b\":\"x\"}");
    }

    @Test
    void is_not_changed_by_what_it_was_made_of() {
      Map<String, Json> members = new LinkedHashMap<>(Map.of("a", Json.number(1)));
      var object = new JsonObject(members);
      var builder = Json.object().put("a", 1);
      var built = builder.build();

      members.clear();
      builder.put("b", 2);

      assertThat(object).isEqualTo(built).isEqualTo(Json.object().put("a", 1).build());
    }

    @Test
    void cannot_be_changed_through_its_members() {
      var object = Json.object().put("a", 1).build();

      assertThatThrownBy(() -> object.members().clear())
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Nested
  class An_array {

    @Test
    void keeps_its_order_also_in_equality() {
      assertThat(Json.array(Json.number(1), Json.number(2)))
          .isEqualTo(Json.array(List.of(Json.number("1.0"), Json.number("2"))))
          .isNotEqualTo(Json.array(Json.number(2), Json.number(1)))
          .isNotEqualTo(Json.array(Json.number(1)));
    }

    @Test
    void is_not_changed_by_what_it_was_made_of() {
      List<Json> items = new ArrayList<>(List.of(Json.nothing()));
      var array = new JsonArray(items);

      items.clear();

      assertThat(array.size()).isEqualTo(1);
      assertThat(array.isEmpty()).isFalse();
      assertThat(JsonArray.empty().isEmpty()).isTrue();
    }
  }

  @Nested
  class Every_value {

    static Stream<Json> values() {
      return Stream.of(
          Json.object().put("a", 1).build(),
          Json.array(Json.number(1)),
          Json.string("a"),
          Json.number("1.0"),
          Json.bool(true),
          Json.nothing());
    }

    @ParameterizedTest
    @MethodSource("values")
    void is_equal_to_itself_and_to_nothing_foreign(Json json) {
      assertThat(json.equals(json)).isTrue();
      assertThat(json).isNotEqualTo("a").isNotEqualTo(null);
    }

    @ParameterizedTest
    @MethodSource("values")
    void describes_itself_by_its_text(Json json) {
      assertThat(json).hasToString(json.toText());
    }
  }

  @Nested
  class The_hash {

    @Test
    void tells_names_places_depths_and_values_apart() {
      var words = List.of("a", "b", "c", "d", "e", "f", "g", "h");
      Set<Integer> hashes = new HashSet<>();
      for (String one : words) {
        for (String other : words) {
          hashes.add(Json.object().put(one, other).build().hashCode());
          hashes.add(Json.object().put(one, Json.array(Json.string(other))).build().hashCode());
          hashes.add(Json.array(Json.string(one), Json.string(other)).hashCode());
          hashes.add(
              Json.array(Json.string(one), Json.array(Json.string(other), Json.nothing()))
                  .hashCode());
          hashes.add(Json.object().put(one, JsonObject.empty()).put("z", other).build().hashCode());
        }
      }

      assertThat(hashes).hasSizeGreaterThan(5 * 64 - 5);
    }
  }

  @Nested
  class Values_of_different_kinds {

    @Test
    void are_never_equal() {
      List<Json> values =
          List.of(
              JsonObject.empty(),
              JsonArray.empty(),
              Json.string(""),
              Json.string("0"),
              Json.string("null"),
              Json.string("false"),
              Json.number(0),
              Json.bool(false),
              Json.bool(true),
              Json.nothing(),
              Json.array(Json.nothing()));

      assertThat(values).doesNotHaveDuplicates();
      assertThat(values).extracting(Json::canonicalText).doesNotHaveDuplicates();
    }
  }

  @Nested
  class The_text {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "22|\\\"",
          "5c|\\\\",
          "08|\\b",
          "09|\\t",
          "0a|\\n",
          "0c|\\f",
          "0d|\\r",
          "00|\\u0000",
          "1f|\\u001f",
          "d800|\\ud800",
          "dfff|\\udfff",
        })
    void escapes_what_must_be(String codeUnit, String escape) {
      var string = Json.string("" + (char) Integer.parseInt(codeUnit, 16));

      assertThat(string.toText()).isEqualTo('"' + escape + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "/", "é", "\u007f", "\u2028", "😀", "\uffff", "<&>'"})
    void leaves_all_else_as_it_is(String value) {
      assertThat(Json.string(value).toText()).isEqualTo('"' + value + '"');
    }

    @Test
    void escapes_only_the_halves_that_stand_alone() {
      assertThat(Json.string("\ud83d\ud83d\ude00\ude00").toText())
          .isEqualTo("\"\\ud83d\ud83d\ude00\\ude00\"");
    }

    @Test
    void escapes_names_too() {
      assertThat(Json.object().put("a\"\n", 1).build().toText()).isEqualTo("{\"a\\\"\\n\":1}");
    }

    @Test
    void is_compact() {
      var json =
          Json.object()
              .put("a", Json.array(Json.number(1), JsonArray.empty(), Json.array(Json.nothing())))
              .put("b", JsonObject.empty())
              .put("c", Json.object().put("d", false).build())
              .build();

      assertThat(json).hasToString("{\"a\":[1,[],[null]],\"b\":{},\"c\":{\"d\":false}}");
    }

    @Test
    void in_canonical_form_sorts_names_by_code_units_at_every_depth() {
      var json =
          Json.object()
              .put("\uffff", 1)
              .put("\ud83d\ude00", 2)
              .put("b", Json.object().put("z", 3).put("Z", 4).put("", 5).build())
              .put(
                  "a",
                  Json.array(Json.number("1.0"), Json.object().put("y", 6).put("x", 7).build()))
              .build();

      assertThat(json.canonicalText())
          .isEqualTo(
              "{\"a\":[1,{\"x\":7,\"y\":6}],\"b\":{\"\":5,\"Z\":4,\"z\":3},"
                  + "\"\ud83d\ude00\":2,\"\uffff\":1}");
    }
  }

  @Nested
  class The_length {

    @ParameterizedTest
    @CsvSource({"a, 3", "\u007f, 3", "\u0080, 4", "\u07ff, 4", "\u0800, 5", "\uffff, 5", "😀, 6"})
    void counts_the_bytes_of_utf_8(String value, long bytes) {
      assertThat(Json.string(value).utf8Length()).isEqualTo(bytes);
    }

    @Test
    void counts_the_escapes_of_what_stands_alone() {
      assertThat(Json.string("\ud800").utf8Length()).isEqualTo(8);
    }
  }

  @Nested
  class The_depth {

    @Test
    void counts_nested_objects_and_arrays() {
      assertThat(Json.number(1).depth()).isZero();
      assertThat(JsonObject.empty().depth()).isEqualTo(1);
      assertThat(Json.array(Json.nothing(), JsonArray.empty()).depth()).isEqualTo(2);
      assertThat(Json.object().put("a", Json.array(JsonObject.empty())).put("b", 1).build().depth())
          .isEqualTo(3);
    }
  }

  @Nested
  class A_hostile_depth {
    private static final int DEPTH = 100_000;

    @Test
    void is_written_measured_compared_and_hashed_without_the_stack() {
      var deep = nested(DEPTH, Json.number("1"));
      var same = nested(DEPTH, Json.number("1.0"));
      var other = nested(DEPTH, Json.number("2"));

      assertThat(deep.depth()).isEqualTo(DEPTH);
      assertThat(deep.toText()).hasSize(DEPTH / 2 * "[{\"a\":}]".length() + 1);
      assertThat(deep.utf8Length()).isEqualTo(deep.toText().length());
      assertThat(deep.equals(same)).isTrue();
      assertThat(deep.hashCode()).isEqualTo(same.hashCode());
      assertThat(deep.canonicalText().equals(same.canonicalText())).isTrue();
      assertThat(deep.equals(other)).isFalse();
    }

    private static Json nested(int depth, Json innermost) {
      Json json = innermost;
      for (int i = 0; i < depth / 2; i++) {
        json = Json.array(Json.object().put("a", json).build());
      }
      return json;
    }
  }
}

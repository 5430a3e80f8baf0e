package dev.slipway.domain.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading closed objects, as section 2 of the contract's page on packages has them. */
class ClosedFormTest {

  private static final List<String> AT = List.of("body");

  private static List<String> told(Read<?> read) {
    return read.findings().stream()
        .map(finding -> String.join("/", finding.path()) + " " + finding.reason())
        .toList();
  }

  private static Read<String> name(Json body) {
    return ClosedForm.read(body, AT, form -> form.requiredText("name", 1, 3));
  }

  private static Read<Long> number(Json number) {
    return ClosedForm.read(
        Json.object().put("n", number).build(), AT, form -> form.nullableNumber("n"));
  }

  @Test
  void a_body_that_is_no_object_is_one_finding_and_one_that_is_not_there_is_required() {
    assertThat(told(name(Json.nothing()))).containsExactly("body REQUIRED");
    assertThat(told(name(Json.array()))).containsExactly("body INVALID");
    assertThat(told(name(Json.string("{}")))).containsExactly("body INVALID");
  }

  @Test
  void an_absent_field_is_required_and_a_null_one_is_invalid() {
    assertThat(told(name(Json.object().build()))).containsExactly("body/name REQUIRED");
    assertThat(told(name(Json.object().putNothing("name").build())))
        .containsExactly("body/name INVALID");
  }

  @Test
  void every_unknown_field_is_named_behind_all_else() {
    assertThat(told(name(Json.object().put("b", 1).put("a", 1).build())))
        .containsExactly("body/name REQUIRED", "body/b UNKNOWN_FIELD", "body/a UNKNOWN_FIELD");
  }

  @Test
  void characters_are_counted_and_not_their_halves() {
    assertThat(name(Json.object().put("name", "😀😀😀").build()))
        .isEqualTo(new Read.Valid<>("😀😀😀"));
    assertThat(told(name(Json.object().put("name", "😀😀😀😀").build())))
        .containsExactly("body/name INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000", "\ud83d", "\ude00\ud83d"})
  void a_text_that_no_store_could_keep_or_that_is_too_short_is_invalid(String text) {
    assertThat(told(name(Json.object().put("name", text).build())))
        .containsExactly("body/name INVALID");
  }

  @Test
  void at_most_a_hundred_findings_are_told() {
    var body = Json.object();
    for (int i = 0; i < 500; i++) {
      body.put("surplus" + i, 1);
    }

    assertThat(name(body.build()).findings()).hasSize(ClosedForm.MAX_FINDINGS);
  }

  @Test
  void whole_numbers_may_be_written_in_any_way_and_null_is_none() {
    assertThat(number(Json.number("1e2"))).isEqualTo(new Read.Valid<>(100L));
    assertThat(number(Json.number("7.0"))).isEqualTo(new Read.Valid<>(7L));
    for (Json other :
        List.of(Json.number("1.5"), Json.number("-1"), Json.number("1e30"), Json.string("1"))) {
      assertThat(told(number(other))).as(other.toText()).containsExactly("body/n INVALID");
    }
    assertThat(
            ClosedForm.read(
                Json.object().putNothing("n").build(),
                AT,
                form -> Optional.of(form.nullableNumber("n").isEmpty())))
        .isEqualTo(new Read.Valid<>(true));
  }

  @Test
  void texts_are_looked_for_at_any_depth_in_names_too() {
    Json deep = Json.string("fine");
    Json bad = Json.object().put("na\u0000me", 1).build();
    for (int i = 0; i < 100_000; i++) {
      deep = Json.array(deep);
      bad = new JsonObject(Map.of("a", bad));
    }

    assertThat(ClosedForm.isUnicode(deep)).isTrue();
    assertThat(ClosedForm.isUnicode(bad)).isFalse();
    assertThat(ClosedForm.isUnicode(Json.array(Json.string("\ud83d")))).isFalse();
  }
}

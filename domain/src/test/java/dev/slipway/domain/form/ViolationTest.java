package dev.slipway.domain.form;

import static dev.slipway.domain.form.Violation.Step.field;
import static dev.slipway.domain.form.Violation.Step.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Violation.Given;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.form.Violation.Step;
import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationTest {

  @Test
  void an_absent_field_is_missing_and_shows_nothing() {
    var violation = Violation.missing("metadata", "display_name");

    assertThat(violation.kind()).isEqualTo(Kind.MISSING);
    assertThat(violation.at()).containsExactly(field("metadata"), field("display_name"));
    assertThat(violation.given()).isEqualTo(Given.withheld());
  }

  @Test
  void a_withheld_value_is_nowhere_in_the_violation() {
    var violation =
        Violation.withheld(Kind.STRING_TOO_LONG, "At most 32 KiB", "config", "PASSWORD");

    assertThat(violation.given()).isEqualTo(new Given.Withheld());
    assertThat(violation.at()).containsExactly(field("config"), field("PASSWORD"));
  }

  @Test
  void a_shown_value_is_kept_whole() {
    var violation =
        Violation.shown(Kind.ENUM, "One of free, standard", Json.string("huge"), "tier");

    assertThat(violation.given()).isEqualTo(new Given.Shown(Json.string("huge")));
    assertThat(violation.at()).containsExactly(field("tier"));
  }

  @Test
  void the_whole_form_may_be_wrong() {
    assertThat(Violation.withheld(Kind.DICT_TYPE, "Must be an object").at()).isEmpty();
  }

  @Test
  void seen_from_outside_the_place_grows_at_the_front() {
    var inner = Violation.withheld(Kind.STRING_TYPE, "Must be a string");

    var outer = inner.under(3).under("tags").under("metadata");

    assertThat(outer.at()).containsExactly(field("metadata"), field("tags"), index(3));
    assertThat(outer.kind()).isEqualTo(inner.kind());
    assertThat(outer.message()).isEqualTo(inner.message());
    assertThat(outer.given()).isEqualTo(inner.given());
  }

  @Test
  void the_place_cannot_be_changed_afterwards() {
    List<Step> place = new ArrayList<>(List.of(field("name")));
    var violation = new Violation(place, Kind.MISSING, "Field required", Given.withheld());

    place.clear();

    assertThat(violation.at()).containsExactly(field("name"));
  }

  @ParameterizedTest
  @CsvSource({
    "MISSING, missing",
    "STRING_TYPE, string_type",
    "STRING_TOO_SHORT, string_too_short",
    "STRING_TOO_LONG, string_too_long",
    "STRING_PATTERN_MISMATCH, string_pattern_mismatch",
    "STRING_UNICODE, string_unicode",
    "JSON_INVALID, json_invalid",
    "INT_PARSING, int_parsing",
    "BOOL_PARSING, bool_parsing",
    "ENUM, enum",
    "LIST_TYPE, list_type",
    "DICT_TYPE, dict_type",
    "TOO_LONG, too_long",
    "GREATER_THAN_EQUAL, greater_than_equal",
    "LESS_THAN_EQUAL, less_than_equal",
    "SEMVER, semver",
    "PROVIDER_NAME, provider_name",
    "WHEEL_URL, wheel_url",
    "JSON_SCHEMA, json_schema",
    "DIGEST_MISMATCH, digest_mismatch",
    "WHEEL_UNREACHABLE, wheel_unreachable",
    "WHEEL_TOO_LARGE, wheel_too_large",
    "RESERVED_NAME, reserved_name",
    "VALUE_ERROR, value_error",
  })
  void each_kind_has_its_word_on_the_wire(Kind kind, String word) {
    assertThat(kind.word()).isEqualTo(word);
  }
}

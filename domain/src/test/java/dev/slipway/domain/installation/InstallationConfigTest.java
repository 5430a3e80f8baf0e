package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environment variables of a deployment (contract.md section 3, "config"). */
class InstallationConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"A", "_", "z", "DATABASE_URL", "a1", "__", "SLIPWAY", "PRAGMA", "MY_SLIPWAY_X"})
  void a_key_is_the_name_of_a_variable(String key) {
    assertThat(InstallationConfig.violations(Map.of(key, "value"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1A", "a-b", "a b", "a.b", "é", "A=B", "A\n"})
  void a_key_is_nothing_else(String key) {
    assertThat(InstallationConfig.violations(Map.of(key, "value")))
        .containsExactly(
            Violation.withheld(
                Kind.STRING_PATTERN_MISMATCH,
                "the key must match [A-Za-z_][A-Za-z0-9_]*",
                "config",
                key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SLIPWAY_", "SLIPWAY_TOKEN", "slipway_url", "PRAGMA_X", "Pragma_y"})
  void a_key_of_the_platform_is_reserved_in_any_case(String key) {
    assertThat(InstallationConfig.violations(Map.of(key, "value")))
        .containsExactly(
            Violation.withheld(
                Kind.RESERVED_NAME,
                "keys that start with SLIPWAY_ or PRAGMA_ are reserved",
                "config",
                key));
  }

  @Test
  void a_key_has_at_most_128_bytes() {
    var longest = "K".repeat(128);

    assertThat(InstallationConfig.violations(Map.of(longest, ""))).isEmpty();
    assertThat(InstallationConfig.violations(Map.of(longest + "K", "")))
        .containsExactly(
            Violation.withheld(
                Kind.STRING_TOO_LONG, "the key is longer than 128 bytes", "config", longest + "K"));
  }

  @Test
  void a_value_has_at_most_32_kib_of_utf_8() {
    var longest = "ü".repeat(16 * 1024);

    assertThat(InstallationConfig.violations(Map.of("A", longest))).isEmpty();
    assertThat(InstallationConfig.violations(Map.of("A", longest + "x")))
        .containsExactly(
            Violation.withheld(
                Kind.STRING_TOO_LONG,
                "the value is longer than 32768 bytes of UTF-8",
                "config",
                "A"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "\ud800", "\udfff", "\udc00\ud800", "a\udbff"})
  void a_value_is_text_that_a_process_and_a_store_can_hold(String value) {
    assertThat(InstallationConfig.violations(Map.of("A", value)))
        .containsExactly(
            Violation.withheld(
                Kind.STRING_UNICODE,
                "the value must not hold U+0000 or an unpaired surrogate",
                "config",
                "A"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0001", "\n", "\ud83d\ude00", "\ud7ff\ue000", "\uffff"})
  void a_value_may_hold_any_other_character(String value) {
    assertThat(InstallationConfig.violations(Map.of("A", value))).isEmpty();
  }

  @Test
  void there_are_at_most_100_keys() {
    assertThat(InstallationConfig.violations(keys(100))).isEmpty();
    assertThat(InstallationConfig.violations(keys(101)))
        .containsExactly(Violation.withheld(Kind.TOO_LONG, "has more than 100 keys", "config"));
  }

  @Test
  void every_fault_is_told_in_the_order_of_the_keys() {
    var values = new LinkedHashMap<String, String>();
    values.put("b-b", "");
    values.put("A", "x".repeat(32 * 1024 + 1));
    values.put("PRAGMA_Z", "\0");

    assertThat(InstallationConfig.violations(values))
        .extracting(Violation::kind)
        .containsExactly(
            Kind.STRING_PATTERN_MISMATCH,
            Kind.STRING_TOO_LONG,
            Kind.RESERVED_NAME,
            Kind.STRING_UNICODE);
  }

  @Test
  void cannot_be_made_with_a_fault() {
    assertThatThrownBy(() -> new InstallationConfig(Map.of("1", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: the key must match [A-Za-z_][A-Za-z0-9_]*");
  }

  @Test
  void keeps_its_order_and_is_nobody_elses() {
    var given = new LinkedHashMap<String, String>();
    List.of("C", "A", "B").forEach(key -> given.put(key, "value of " + key));

    var config = new InstallationConfig(given);
    given.clear();

    assertThat(config.values().keySet()).containsExactly("C", "A", "B");
    assertThatThrownBy(() -> config.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void prints_its_keys_and_no_value() {
    assertThat(new InstallationConfig(Map.of("PASSWORD", "secret")))
        .hasToString("InstallationConfig[PASSWORD]");
    assertThat(InstallationConfig.EMPTY).hasToString("InstallationConfig[]");
  }

  private static Map<String, String> keys(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(number -> "K" + number, number -> ""));
  }

  @Test
  void withheld_values_are_refused_with_the_reason_and_never_taken_for_none() {
    var config = InstallationConfig.withheld("sealed", "it is encrypted with key 'k1'");

    assertThatThrownBy(config::values)
        .isInstanceOf(InstallationConfig.Unreadable.class)
        .hasMessage("The config cannot be read: it is encrypted with key 'k1'");
    assertThat(config).isNotEqualTo(InstallationConfig.EMPTY);
  }

  @Test
  void what_is_withheld_is_printed_as_its_reason() {
    var config = InstallationConfig.withheld("sealed", "why");

    assertThat(config).hasToString("InstallationConfigWithheld[why]");
  }

  @Test
  void values_are_there_or_withheld_and_never_both() {
    var withheld = Optional.of(new InstallationConfig.Withheld("sealed", "why"));

    assertThatThrownBy(() -> new InstallationConfig(Map.of("A", "b"), withheld))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not both");
  }
}

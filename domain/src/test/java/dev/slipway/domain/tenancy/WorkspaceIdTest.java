package dev.slipway.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceIdTest {

  private static WorkspaceId of(String organization) {
    return WorkspaceId.of(new OrganizationId(organization));
  }

  @Test
  void an_organization_made_as_a_workspace_has_one_id() {
    assertThat(of("ws_01k9q5s4zv8m2n6p7r3t1w0xya").value())
        .isEqualTo("ws_01k9q5s4zv8m2n6p7r3t1w0xya");
  }

  @Test
  void every_other_one_has_an_id_derived_from_its_own() {
    assertThat(of("acme").value()).isEqualTo("ws_0" + ACME_DIGEST.substring(0, 25));
    assertThat(of("ACME")).isNotEqualTo(of("acme"));
  }

  /** SHA-256 of {@code acme}, as {@code sha256sum} tells it. */
  private static final String ACME_DIGEST =
      "822b33ad87c148a0a20a5ba7cd5ebcaa68d36a18e7aad165554903f52ca82757";

  @Test
  void nobody_gets_another_s_derived_id_by_being_called_so() {
    var derived = of("acme").value();

    assertThat(of(derived).value()).isNotEqualTo(derived).matches("ws_0[0-9a-f]{25}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ws_", "ws_01K9Q5S4ZV8M2N6P7R3T1W0XYA", "ws_01k9q5s4zv8m2n6p7r3t1w0xyu", "ws_1"})
  void what_only_resembles_an_id_is_derived_from(String organization) {
    assertThat(of(organization).value()).matches("ws_0[0-9a-f]{25}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ws", "ws_", "acme", "ws_a-b", "ws_a_b", "ws_é", "WS_a", "ws_a\n"})
  void other_texts_are_no_ids(String text) {
    assertThat(WorkspaceId.parse(text)).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void an_id_has_at_most_fifty_characters_behind_its_prefix() {
    assertThat(WorkspaceId.parse("ws_" + "a".repeat(50))).isInstanceOf(Parsed.Valid.class);
    assertThat(WorkspaceId.parse("ws_" + "a".repeat(51))).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void of_a_secret_the_scheme_and_four_characters_are_shown() {
    assertThat(ApiToken.prefixOf("slp_a3b2cdef")).isEqualTo("slp_a3b2");
    assertThat(ApiToken.prefixOf("slp_a_b2cdef")).isEqualTo("slp_a_b2");
    assertThat(ApiToken.prefixOf("sk_akua_a3b2cdef")).isEqualTo("sk_akua_a3b2");
    assertThat(ApiToken.prefixOf("opaque-text")).isEqualTo("opaq");
    assertThat(ApiToken.prefixOf("x")).isEqualTo("x");
  }
}

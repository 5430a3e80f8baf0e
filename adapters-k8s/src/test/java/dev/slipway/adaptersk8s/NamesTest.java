package dev.slipway.adaptersk8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.OrganizationId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a cluster takes, and that nobody shares. */
class NamesTest {

  private final Names names = new Names("slipway-");

  @ParameterizedTest
  @CsvSource({
    "acme, slipway-acme",
    "acme-corp, slipway-acme-corp",
    "0, slipway-0",
  })
  void a_tenant_that_fits_has_a_plain_namespace(String organization, String namespace) {
    assertThat(names.namespace(new OrganizationId(organization))).isEqualTo(namespace);
  }

  @Test
  void no_two_tenants_share_a_namespace() {
    var long64 = "a".repeat(64);
    var organizations =
        List.of("acme", "ACME", "a_b", "a-b", "_a", "-a", "a-", "_", "-", long64, "A".repeat(64));

    var namespaces =
        organizations.stream()
            .map(organization -> names.namespace(new OrganizationId(organization)))
            .toList();

    assertThat(namespaces)
        .doesNotHaveDuplicates()
        .allMatch(namespace -> namespace.length() <= 63)
        .allMatch(namespace -> namespace.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?"));
  }

  @Test
  void nobody_can_choose_an_id_that_is_another_ones_namespace() {
    var hashed = names.namespace(new OrganizationId("ACME"));
    var chosen = hashed.substring("slipway-".length());

    assertThat(names.namespace(new OrganizationId(chosen))).isNotEqualTo(hashed);
  }

  @ParameterizedTest
  @CsvSource({"acme/postgres, acme-postgres", "acme/my-db, acme-my-db"})
  void a_provider_that_fits_has_a_plain_name(String provider, String name) {
    assertThat(Names.object(ProviderName.of(provider))).isEqualTo(name);
  }

  @Test
  void no_two_providers_share_a_name() {
    var providers =
        List.of(
            "a/b-c",
            "a-b/c",
            "9a/b",
            "p/9a-b",
            "a" + "b".repeat(63) + "/" + "c".repeat(135),
            "a" + "b".repeat(63) + "/" + "c".repeat(134),
            "a/" + Names.object(ProviderName.of("a-b/c")).substring(2));

    var objects = providers.stream().map(ProviderName::of).map(Names::object).toList();

    assertThat(objects)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= 63)
        .allMatch(name -> name.matches("[a-z]([a-z0-9-]*[a-z0-9])?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "slipway", "Slipway-", "1-", "a.b-", "a--b"})
  void a_prefix_that_no_namespace_can_have_is_refused(String prefix) {
    assertThat(KubernetesSettings.isPrefix(prefix)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KubernetesSettings.of(() -> "", (id, incarnation, rollout) -> "")
                    .withNamespacePrefix(prefix));
  }
}

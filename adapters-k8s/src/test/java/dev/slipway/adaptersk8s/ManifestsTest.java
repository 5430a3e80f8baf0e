package dev.slipway.adaptersk8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersk8s.Standing.Served;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Lineup;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.Deployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is sent to a cluster, as files that a reviewer can read: {@code
 * src/test/resources/manifests}. Written anew with {@code -Dslipway.manifests.write=true}.
 */
class ManifestsTest {

  private static final String UID = "0b9f9f4e-0000-4000-8000-000000000000";
  private static final InstallationId ID = RealCluster.id("acme-corp", "acme/postgres");
  private static final Incarnation INCARNATION = new Incarnation("ins_01jd0000000000000000000000");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

  private final KubernetesSettings settings =
      KubernetesSettings.of(
          () -> "http://slipway.slipway.svc:8000", (id, incarnation, rollout) -> "unused");
  private final Manifests manifests =
      new Manifests(new Names(settings.namespacePrefix()), settings);

  @Test
  void a_namespace_belongs_to_one_tenant_and_restricts_its_pods() throws IOException {
    golden("namespace.yaml", manifests.namespace(installing()));
  }

  @Test
  void an_account_has_no_token() throws IOException {
    golden("serviceaccount.yaml", manifests.account(installing(), UID));
  }

  @Test
  void a_service_names_the_pods_that_have_registered() throws IOException {
    golden("service.yaml", manifests.service(installing(), UID));
  }

  @Test
  void a_secret_holds_config_and_token_of_one_rollout() throws IOException {
    golden("secret.yaml", manifests.secret(installing(), asked(List.of()), UID));
  }

  @Test
  void a_first_deployment_waits_for_what_its_pods_need() throws IOException {
    var none = Standing.none(ID, INCARNATION, NOW);

    var deployment =
        manifests.deployment(
            none, manifests.template(none, asked(List.of())), Optional.empty(), false);

    assertThat(deployment.getSpec().getPaused()).isTrue();
    assertThat(deployment.getSpec().getReplicas()).isZero();
    assertThat(deployment.getMetadata().getResourceVersion()).isEqualTo(Cluster.MUST_NOT_EXIST);
    assertThat(deployment.getMetadata().getUid()).isNull();
  }

  @Test
  void a_deployment_of_a_candidate() throws IOException {
    var standing = installing();

    golden(
        "deployment-installing.yaml",
        manifests.deployment(
            standing, manifests.template(standing, asked(List.of())), Optional.of(read()), true));
  }

  @Test
  void a_deployment_of_what_serves_with_an_entrypoint_of_its_own() throws IOException {
    var standing =
        installing()
            .becomes(
                new Lineup(7, Optional.of(7L), Optional.empty()),
                Optional.of(new Served(SemVer.of("1.4.0+build.5"), "registry.example/runtime:2")),
                Set.of(3L),
                Set.of("acme-postgres-7c9f-x2x4z"),
                NOW);

    golden(
        "deployment-serving.yaml",
        manifests.deployment(
            standing,
            manifests.template(standing, asked(List.of("python", "-m", "acme", "$(HOME)"))),
            Optional.of(read()),
            true));
  }

  @Test
  void what_a_deployment_says_is_read_again() {
    var standing =
        installing()
            .becomes(
                new Lineup(7, Optional.of(3L), Optional.of(7L)),
                Optional.of(new Served(SemVer.of("1.4.0+build.5"), "registry.example/runtime:2")),
                Set.of(1L, 2L),
                Set.of("a-1", "a-2"),
                NOW);

    var read =
        Standing.of(
            manifests.deployment(
                standing, manifests.template(standing, asked(List.of())), Optional.empty(), true));

    assertThat(read).contains(standing);
  }

  private static Standing installing() {
    return Standing.none(ID, INCARNATION, NOW)
        .becomes(
            new Lineup(7, Optional.empty(), Optional.of(7L)),
            Optional.empty(),
            Set.of(),
            Set.of(),
            NOW);
  }

  private static ObjectMeta read() {
    return new ObjectMetaBuilder().withUid(UID).withResourceVersion("4711").build();
  }

  private static Deployment asked(List<String> entrypoint) {
    return new Deployment(
        ID,
        INCARNATION,
        7,
        new Rollout(
            7,
            new Specification(
                SemVer.of("1.4.0+build.5"),
                ResourceTier.PERFORMANCE,
                new InstallationConfig(Map.of("DATABASE_URL", "postgres://user:pa$$word@db/x")))),
        false,
        new Release(
            new VersionId(ID.provider(), SemVer.of("1.4.0+build.5")),
            new WheelContent(
                WheelUrl.of("https://example.com/$(x)/acme_postgres-1.4.0-py3-none-any.whl?a=1"),
                Optional.of(Sha256.of(new byte[] {1})),
                Optional.of("acme_postgres"),
                ProviderSchemas.NONE,
                Optional.empty(),
                entrypoint),
            SemVer.of("2.0.0"),
            1,
            NOW),
        "registry.example/runtime:2",
        new Deployment.Credentials("slrt_token"));
  }

  private static void golden(String file, HasMetadata object) throws IOException {
    var rendered = Serialization.asYaml(object);
    var path = resources().resolve(file);
    if (Boolean.getBoolean("slipway.manifests.write")) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(path));
  }

  private static Path resources() {
    var here = Path.of("").toAbsolutePath();
    var module = here.endsWith("adapters-k8s") ? here : here.resolve("adapters-k8s");
    return module.resolve("src/test/resources/manifests");
  }
}

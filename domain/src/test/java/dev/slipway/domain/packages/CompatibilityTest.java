package dev.slipway.domain.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Compatibility.Allowed;
import dev.slipway.domain.packages.Compatibility.Mismatch;
import dev.slipway.domain.packages.Compatibility.NetworkProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of section 4 of the contract's page on packages that is about compatibility. */
class CompatibilityTest {

  private static final JsonObject ANYWHERE =
      Json.object()
          .put("clusterTypes", Json.array(Json.string("managed_kaas")))
          .put("kubernetes", Json.object().build())
          .put("placement", Json.object().put("providers", "any").put("regions", "any").build())
          .build();

  private static List<String> wrong(Json compatibility) {
    var digest = ContentDigest.sha256(new byte[0]);
    var body =
        Json.object()
            .put("semver", "1.0.0")
            .put("ref", digest.text())
            .put("input_schema", Json.object().build())
            .put("compatibility", compatibility)
            .build();
    return VersionDraft.read(body, Optional.empty(), schema -> List.of()).findings().stream()
        .map(CompatibilityTest::told)
        .toList();
  }

  private static String told(Finding finding) {
    return String.join("/", finding.path()).replace("body/compatibility", "")
        + " "
        + finding.reason();
  }

  private static JsonObject kubernetes(String min, String max) {
    return ANYWHERE.with(
        "kubernetes", Json.object().put("minVersion", min).put("maxVersion", max).build());
  }

  @Nested
  class Its_form {

    @Test
    void may_say_as_little_as_it_must() {
      assertThat(wrong(ANYWHERE)).isEmpty();
    }

    @Test
    void is_closed_at_each_level_and_tells_all_that_is_wrong() {
      var body =
          Json.object()
              .put("extra", 1)
              .put("clusterTypes", "managed_kaas")
              .put("kubernetes", Json.object().put("min", "1.27").put("maxVersion", "v1").build())
              .put("placement", Json.object().put("providers", "all").put("zone", "a").build())
              .put("kaas", Json.object().put("networkProfile", "ipv6").put("more", 1).build())
              .build();

      assertThat(wrong(body))
          .containsExactly(
              "/clusterTypes INVALID",
              "/kubernetes/maxVersion INVALID",
              "/kubernetes/min UNKNOWN_FIELD",
              "/placement/providers INVALID",
              "/placement/regions REQUIRED",
              "/placement/zone UNKNOWN_FIELD",
              "/kaas/networkProfile INVALID",
              "/kaas/more UNKNOWN_FIELD",
              "/extra UNKNOWN_FIELD");
    }

    @Test
    void has_lists_of_1_to_64_words_of_1_to_64_characters_none_twice() {
      var many = IntStream.range(0, 65).mapToObj(i -> Json.string("t" + i)).toList();

      assertThat(wrong(ANYWHERE.with("clusterTypes", Json.array(many.subList(0, 64))))).isEmpty();
      assertThat(wrong(ANYWHERE.with("clusterTypes", Json.array(many))))
          .containsExactly("/clusterTypes INVALID");
      assertThat(wrong(ANYWHERE.with("clusterTypes", Json.array())))
          .containsExactly("/clusterTypes INVALID");
      assertThat(
              wrong(
                  ANYWHERE.with(
                      "clusterTypes",
                      Json.array(
                          Json.string("a"),
                          Json.string("x".repeat(65)),
                          Json.string(""),
                          Json.string("a"),
                          Json.number(1)))))
          .containsExactly(
              "/clusterTypes/1 INVALID",
              "/clusterTypes/2 INVALID",
              "/clusterTypes/3 INVALID",
              "/clusterTypes/4 INVALID");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1", "1.", "1.2.", "1.2.3.4", "v1.2", "1.2-rc", "12345.1", " 1.2", "1.2\n", "１.2", ""
        })
    void has_bounds_of_numbers_alone(String bound) {
      assertThat(wrong(kubernetes(bound, "9999.9999.9999")))
          .containsExactly("/kubernetes/minVersion INVALID");
    }

    @ParameterizedTest
    @CsvSource({"1.28,1.27", "1.27.1,1.27.0", "2.0,1.99", "1.28.0,1.27", "1.10,1.9"})
    void has_no_minimum_above_its_maximum(String min, String max) {
      assertThat(wrong(kubernetes(min, max))).containsExactly("/kubernetes/minVersion INVALID");
    }

    @ParameterizedTest
    @CsvSource({"1.27,1.27", "1.27.9,1.27", "1.27,1.27.0", "1.9,1.10", "1.27.3,1.27.3"})
    void may_have_a_minimum_within_its_maximum(String min, String max) {
      assertThat(wrong(kubernetes(min, max))).isEmpty();
    }

    @Test
    void null_is_no_way_of_saying_nothing() {
      assertThat(wrong(ANYWHERE.with("kaas", Json.nothing()))).containsExactly("/kaas INVALID");
      assertThat(wrong(Json.nothing())).containsExactly(" INVALID");
    }
  }

  @Nested
  class A_cluster {

    private final Compatibility picky =
        new Compatibility(
            List.of("managed_kaas"),
            version("1.27"),
            version("1.29"),
            new Allowed.Only(List.of("aws", "gcp")),
            new Allowed.Only(List.of("eu")),
            Optional.of(NetworkProfile.LINUX_CILIUM));

    private final Compatibility open =
        new Compatibility(
            List.of("managed_kaas"),
            Optional.empty(),
            Optional.empty(),
            new Allowed.Any(),
            new Allowed.Any(),
            Optional.empty());

    private static Cluster cluster(
        String type, String version, String provider, String region, String profile) {
      return new Cluster(
          Optional.of(type),
          ofCluster(version),
          Optional.of(provider),
          Optional.of(region),
          Optional.of(profile));
    }

    private static List<String> clauses(Compatibility compatibility, Cluster cluster) {
      return compatibility.judge(cluster).stream().map(Mismatch::clause).toList();
    }

    @Test
    void that_has_all_that_is_asked_for_fits() {
      assertThat(
              picky.judge(cluster("managed_kaas", "v1.29.14-gke.100", "gcp", "eu", "linux_cilium")))
          .isEmpty();
    }

    @Test
    void that_has_nothing_of_it_breaks_each_clause_in_their_order() {
      assertThat(clauses(picky, cluster("byoc", "1.26.15", "azure", "us", "mixed_os_calico")))
          .containsExactly(
              "clusterTypes",
              "kubernetes.minVersion",
              "placement.providers",
              "placement.regions",
              "kaas.networkProfile");
      assertThat(clauses(picky, cluster("managed_kaas", "1.30", "aws", "eu", "linux_cilium")))
          .containsExactly("kubernetes.maxVersion");
    }

    @Test
    void of_which_nothing_is_told_breaks_what_asks_for_it_alone() {
      var unknown =
          new Cluster(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());

      assertThat(clauses(picky, unknown))
          .containsExactly(
              "clusterTypes",
              "kubernetes.minVersion",
              "kubernetes.maxVersion",
              "placement.providers",
              "placement.regions",
              "kaas.networkProfile");
      assertThat(clauses(open, unknown)).containsExactly("clusterTypes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "v1.27.0", "1.27.3-gke.100", "1.27.3+k3s1", "v1.29.999"})
    void tells_its_version_as_clusters_do(String version) {
      assertThat(clauses(picky, cluster("managed_kaas", version, "aws", "eu", "linux_cilium")))
          .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "latest", "vv1.27", "1.27.3.4", "1.27 ", "1.27gke"})
    void that_tells_no_version_is_refused(String version) {
      var body =
          Json.object()
              .put("cluster", Json.object().put("kubernetes_version", version).build())
              .build();

      assertThat(Cluster.read(body).findings())
          .extracting(Finding::path)
          .containsExactly(List.of("body", "cluster", "kubernetes_version"));
    }

    @Test
    void is_told_in_a_closed_form() {
      var body =
          Json.object()
              .put("cluster", Json.object().put("type", 1).put("name", "x").build())
              .put("more", 1)
              .build();

      assertThat(Cluster.read(body).findings())
          .extracting(finding -> String.join("/", finding.path()) + " " + finding.reason())
          .containsExactly(
              "body/cluster/type INVALID",
              "body/cluster/name UNKNOWN_FIELD",
              "body/more UNKNOWN_FIELD");
      assertThat(Cluster.read(Json.object().put("cluster", Json.object().build()).build()))
          .isInstanceOf(Read.Valid.class);
    }

    private static Optional<KubernetesVersion> version(String text) {
      return valid(KubernetesVersion.bound(text));
    }

    private static Optional<KubernetesVersion> ofCluster(String text) {
      return valid(KubernetesVersion.ofCluster(text));
    }

    private static Optional<KubernetesVersion> valid(Parsed<KubernetesVersion> parsed) {
      return Optional.of(parsed.orElseThrow());
    }
  }
}

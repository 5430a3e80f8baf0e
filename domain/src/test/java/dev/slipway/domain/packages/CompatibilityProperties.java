package dev.slipway.domain.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.packages.Compatibility.Allowed;
import dev.slipway.domain.packages.Compatibility.Mismatch;
import dev.slipway.domain.packages.Compatibility.NetworkProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every compatibility and every cluster. */
class CompatibilityProperties {

  @Property
  void it_reads_back_as_it_was_written(@ForAll("compatibilities") Compatibility compatibility) {
    assertThat(Compatibility.of(compatibility.toJson())).isEqualTo(compatibility);
  }

  /** The oracle says it in sets and triples of numbers. */
  @Property
  void a_cluster_breaks_the_clauses_that_exclude_it_each_once(
      @ForAll("compatibilities") Compatibility compatibility, @ForAll("clusters") Cluster cluster) {
    var expected = new ArrayList<String>();
    if (cluster.type().filter(compatibility.clusterTypes()::contains).isEmpty()) {
      expected.add("clusterTypes");
    }
    if (compatibility.minVersion().isPresent()
        && (cluster.kubernetesVersion().isEmpty()
            || number(cluster.kubernetesVersion().get(), 0)
                < number(compatibility.minVersion().get(), 0))) {
      expected.add("kubernetes.minVersion");
    }
    if (compatibility.maxVersion().isPresent()
        && (cluster.kubernetesVersion().isEmpty()
            || number(cluster.kubernetesVersion().get(), 0)
                > number(compatibility.maxVersion().get(), 99))) {
      expected.add("kubernetes.maxVersion");
    }
    if (excludes(compatibility.providers(), cluster.provider())) {
      expected.add("placement.providers");
    }
    if (excludes(compatibility.regions(), cluster.region())) {
      expected.add("placement.regions");
    }
    if (compatibility.networkProfile().isPresent()
        && !compatibility
            .networkProfile()
            .map(NetworkProfile::word)
            .equals(cluster.networkProfile())) {
      expected.add("kaas.networkProfile");
    }

    assertThat(compatibility.judge(cluster)).extracting(Mismatch::clause).isEqualTo(expected);
  }

  private static boolean excludes(Allowed allowed, Optional<String> fact) {
    return allowed instanceof Allowed.Only(var words) && fact.filter(words::contains).isEmpty();
  }

  private static int number(KubernetesVersion version, int openPatch) {
    return version.major() * 10_000 + version.minor() * 100 + version.patch().orElse(openPatch);
  }

  @Provide
  Arbitrary<Compatibility> compatibilities() {
    return Combinators.combine(
            words(),
            versions().optional(),
            versions().optional(),
            allowed(),
            allowed(),
            Arbitraries.of(NetworkProfile.class).optional())
        .filter(
            (types, min, max, providers, regions, profile) ->
                min.isEmpty() || max.isEmpty() || number(min.get(), 0) <= number(max.get(), 99))
        .as(Compatibility::new);
  }

  @Provide
  Arbitrary<Cluster> clusters() {
    var fact = Arbitraries.of("a", "b", "c").optional(0.8);
    return Combinators.combine(
            fact,
            versions().optional(0.8),
            fact,
            fact,
            Arbitraries.of("linux_cilium", "mixed_os_calico", "other").optional(0.8))
        .as(Cluster::new);
  }

  private static Arbitrary<List<String>> words() {
    return Arbitraries.of("a", "b", "c").list().ofMinSize(1).ofMaxSize(2).uniqueElements();
  }

  private static Arbitrary<Allowed> allowed() {
    return Arbitraries.oneOf(Arbitraries.just(new Allowed.Any()), words().map(Allowed.Only::new));
  }

  private static Arbitrary<KubernetesVersion> versions() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2),
            Arbitraries.integers().between(9, 11),
            Arbitraries.integers().between(0, 3).optional())
        .as(
            (major, minor, patch) ->
                KubernetesVersion.bound(
                        major + "." + minor + patch.map(number -> "." + number).orElse(""))
                    .orElseThrow());
  }
}

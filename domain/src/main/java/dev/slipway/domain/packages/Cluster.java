package dev.slipway.domain.packages;

import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What is told about a cluster, to learn whether a version fits into it. What is not told fits
 * nowhere that asks for it.
 *
 * @param type such as {@code managed_kaas}
 * @param kubernetesVersion the version of Kubernetes that it runs
 * @param provider who runs it
 * @param region where it is
 * @param networkProfile which network it has
 */
public record Cluster(
    Optional<String> type,
    Optional<KubernetesVersion> kubernetesVersion,
    Optional<String> provider,
    Optional<String> region,
    Optional<String> networkProfile) {

  private static final int MAX_LENGTH = 64;

  /** Reads it from the body of {@code compatibility:check}. */
  public static Read<Cluster> read(Json body) {
    return ClosedForm.read(
        body, List.of("body"), form -> form.requiredForm("cluster").map(Cluster::read));
  }

  private static Cluster read(ClosedForm form) {
    var type = form.optionalText("type", 1, MAX_LENGTH);
    var version =
        form.parsed(
            "kubernetes_version",
            form.optionalText("kubernetes_version", 1, MAX_LENGTH),
            Reason.INVALID,
            KubernetesVersion::ofCluster);
    var provider = form.optionalText("provider", 1, MAX_LENGTH);
    var region = form.optionalText("region", 1, MAX_LENGTH);
    var profile = form.optionalText("network_profile", 1, MAX_LENGTH);
    form.close();
    return new Cluster(type, version, provider, region, profile);
  }
}

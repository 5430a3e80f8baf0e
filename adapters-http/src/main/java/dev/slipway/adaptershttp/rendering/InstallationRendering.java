package dev.slipway.adaptershttp.rendering;

import dev.slipway.domain.installation.DeploymentName;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationConfig.Withheld;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import java.time.Instant;
import java.util.Optional;

/**
 * Installations and their deployments as answers (contract/foundation.md section 5). What the
 * platform's own parts are called stays inside.
 */
public final class InstallationRendering {
  private InstallationRendering() {}

  /** An Installation. Where its config cannot be read, it says why in place of it. */
  public static JsonObject installation(InstallationView view) {
    var installation = view.installation().value();
    var details = installation.details();
    var desired = details.desired();
    var health =
        view.registration().<Health>map(one -> one.value().health()).orElse(new Health.Healthy());
    return CatalogueRendering.identity(details.id().provider())
        .put("installed_version", desired.version().text())
        .putOrNothing("current_version", runningVersion(installation).orElse(null))
        .put("upgrade_policy", details.upgrades().policy().word())
        .putOrNothing(
            "upgrade_range", details.upgrades().range().map(VersionRange::text).orElse(null))
        .put("resource_tier", desired.tier().word())
        .put("config", config(desired.config()))
        .putOrNothing(
            "config_error", desired.config().withheld().map(Withheld::reason).orElse(null))
        .put("installed_at", Times.text(details.createdAt()))
        .put("created_at", Times.text(details.createdAt()))
        .put("updated_at", Times.text(details.updatedAt()))
        .put("lifecycle_state", installation.state().word())
        .put("health", health.word())
        .putOrNothing(
            "health_message",
            health instanceof Health.Degraded degraded ? degraded.message() : null)
        .putOrNothing("latest_version", view.latest().map(SemVer::text).orElse(null))
        .put("upgrade_available", upgradeAvailable(desired.version(), view.latest()))
        .putOrNothing("error_message", reason(installation).orElse(null))
        .putOrNothing("failed_at", Times.text(failedAt(installation)))
        .build();
  }

  /** A DeploymentResult of what was just asked for: nothing of it runs yet. */
  public static JsonObject requestedDeployment(InstallationView view) {
    return deployment(view, "pending", Optional.empty());
  }

  /** A DeploymentResult of what runs. */
  public static JsonObject deployment(InstallationView view, Optional<Observed> observed) {
    var status =
        switch (view.installation().value()) {
          case Installation.Pending pending -> "pending";
          case Installation.Processing processing -> "progressing";
          case Installation.Ready ready -> "available";
          case Installation.Failed failed -> "failed";
          case Installation.Deleting deleting ->
              observed.filter(runs -> runs.availableReplicas() > 0).isPresent()
                  ? "available"
                  : "pending";
        };
    return deployment(view, status, observed);
  }

  private static JsonObject deployment(
      InstallationView view, String status, Optional<Observed> observed) {
    var installation = view.installation().value();
    var details = installation.details();
    return Json.object()
        .put("deployment_name", DeploymentName.of(details.id().provider()).value())
        .put("status", status)
        .put("available_replicas", observed.map(Observed::availableReplicas).orElse(0))
        .put("ready_replicas", observed.map(Observed::readyReplicas).orElse(0))
        .putOrNothing(
            "image", observed.map(Observed::image).filter(name -> !name.isEmpty()).orElse(null))
        .putOrNothing("version", runningVersion(installation).orElse(null))
        .put("updated_at", Times.text(updatedAt(details.updatedAt(), observed)))
        .putOrNothing(
            "message",
            reason(installation)
                .or(() -> observed.map(Observed::trouble).filter(word -> !word.isEmpty()))
                .orElse(null))
        .build();
  }

  private static Instant updatedAt(Instant stored, Optional<Observed> observed) {
    return observed.map(Observed::updatedAt).filter(stored::isBefore).orElse(stored);
  }

  private static boolean upgradeAvailable(SemVer installed, Optional<SemVer> latest) {
    return latest
        .filter(version -> version.isHigherThan(installed))
        .filter(version -> !version.isPreRelease() || installed.isPreRelease())
        .isPresent();
  }

  private static Optional<String> runningVersion(Installation installation) {
    return installation.details().running().map(runs -> runs.specification().version().text());
  }

  private static Optional<String> reason(Installation installation) {
    return installation instanceof Installation.Failed failed
        ? Optional.of(failed.reason())
        : Optional.empty();
  }

  private static Optional<Instant> failedAt(Installation installation) {
    return installation instanceof Installation.Failed failed
        ? Optional.of(failed.failedAt())
        : Optional.empty();
  }

  private static Json config(InstallationConfig config) {
    var values = Json.object();
    if (config.withheld().isEmpty()) {
      config.values().forEach(values::put);
    }
    return values.build();
  }
}

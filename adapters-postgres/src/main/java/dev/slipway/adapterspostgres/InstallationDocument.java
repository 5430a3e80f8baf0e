package dev.slipway.adapterspostgres;

import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.OperationKind;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.util.LinkedHashMap;

/** Everything of an installation that has no column of its own. */
final class InstallationDocument {

  private InstallationDocument() {}

  static String write(Installation installation) {
    var details = installation.details();
    var document =
        Fields.document()
            .put("incarnation", details.incarnation().value())
            .put("desired", specification(details.desired()))
            .put(
                "running",
                details.running().<Json>map(InstallationDocument::rollout).orElseGet(Json::nothing))
            .put("policy", details.upgrades().policy().word())
            .putOrNothing("range", details.upgrades().range().map(VersionRange::text).orElse(null))
            .put("generation", details.generation())
            .putOrNothing(
                "registration", details.registration().map(RegistrationId::value).orElse(null))
            .put("proposal", details.proposalWaiting())
            .put("created", details.createdAt().toString())
            .put("updated", details.updatedAt().toString())
            .put("state", installation.state().word());
    switch (installation) {
      case Installation.Pending pending -> document.put("operation", word(pending.operation()));
      case Installation.Processing processing ->
          document
              .put("operation", word(processing.operation()))
              .put("deadline", processing.registrationDeadline().toString());
      case Installation.Ready ready -> {}
      case Installation.Failed failed ->
          document.put("reason", failed.reason()).put("failed", failed.failedAt().toString());
      case Installation.Deleting deleting -> {}
    }
    return document.build().toText();
  }

  private static Json rollout(Rollout rollout) {
    return Json.object()
        .put("number", rollout.number())
        .put("specification", specification(rollout.specification()))
        .build();
  }

  private static Json specification(Specification specification) {
    var config = Json.object();
    specification.config().values().forEach(config::put);
    return Json.object()
        .put("version", specification.version().text())
        .put("tier", specification.tier().word())
        .put("config", config.build())
        .build();
  }

  /** What is stored must not hang on what the constants are called. */
  private static String word(OperationKind kind) {
    return switch (kind) {
      case INSTALL -> "install";
      case UPGRADE -> "upgrade";
      case DOWNGRADE -> "downgrade";
      case REDEPLOY -> "redeploy";
      case RECONFIGURE -> "reconfigure";
      case AUTOMATIC_UPGRADE -> "automatic-upgrade";
    };
  }

  static Installation read(InstallationId id, String document) {
    var fields = Fields.of("installation " + id, document);
    var details =
        new Details(
            id,
            new Incarnation(fields.text("incarnation")),
            specification(fields.fields("desired")),
            fields
                .fieldsIfAny("running")
                .map(
                    rollout ->
                        new Rollout(
                            rollout.number("number"),
                            specification(rollout.fields("specification")))),
            new UpgradeRule(
                fields.oneOf("policy", UpgradePolicy.values(), UpgradePolicy::word),
                fields.textIfAny("range").map(VersionRange::of)),
            fields.number("generation"),
            fields.textIfAny("registration").map(RegistrationId::new),
            fields.bool("proposal"),
            fields.time("created"),
            fields.time("updated"));
    return switch (fields.oneOf("state", LifecycleState.values(), LifecycleState::word)) {
      case PENDING -> new Installation.Pending(details, operation(fields));
      case PROCESSING ->
          new Installation.Processing(details, operation(fields), fields.time("deadline"));
      case READY -> new Installation.Ready(details);
      case FAILED -> new Installation.Failed(details, fields.text("reason"), fields.time("failed"));
      case DELETING -> new Installation.Deleting(details);
    };
  }

  private static OperationKind operation(Fields fields) {
    return fields.oneOf("operation", OperationKind.values(), InstallationDocument::word);
  }

  private static Specification specification(Fields fields) {
    var config = new LinkedHashMap<String, String>();
    fields
        .object("config")
        .members()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Json.JsonString string)) {
                throw fields.unreadable("config", "an object of texts");
              }
              config.put(key, string.value());
            });
    return new Specification(
        SemVer.of(fields.text("version")),
        fields.oneOf("tier", ResourceTier.values(), ResourceTier::word),
        new InstallationConfig(config));
  }
}

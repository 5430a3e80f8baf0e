package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.ConfigCipher.Opened;
import dev.slipway.domain.form.Parsed;
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
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Everything of an installation that has no column of its own. What a tenant configured is sealed
 * in it, and stands as a text then; the rest stays legible.
 */
final class InstallationDocument {

  private static final String COLUMN = "installations.document";

  private InstallationDocument() {}

  /** How the configs of one incarnation are sealed and opened. */
  private record Configs(ConfigCipher cipher, ConfigCipher.Place place) {

    static Configs of(ConfigCipher cipher, InstallationId id, String incarnation) {
      return new Configs(
          cipher,
          ConfigCipher.Place.of(
              COLUMN, id.organization().value(), id.provider().canonical(), incarnation));
    }

    Json write(InstallationConfig config) {
      if (config.withheld().isPresent()) {
        return Json.string(config.withheld().get().stored());
      }
      var values = Json.object();
      config.values().forEach(values::put);
      return sealed(values.build());
    }

    Json sealed(JsonObject values) {
      return cipher.writingKey().isPresent()
          ? Json.string(cipher.seal(place, values.toText()))
          : values;
    }

    /** The variables as they were stored, or why they cannot be read. */
    Parsed<JsonObject> opened(Fields specification) {
      return switch (specification.value("config")) {
        case JsonObject plain -> Parsed.valid(plain);
        case Json.JsonString(var stored) when !ConfigCipher.isSealed(stored) ->
            Parsed.invalid("it stands in a form that this release does not know");
        case Json.JsonString(var stored) ->
            switch (cipher.open(place, stored)) {
              case Opened.Text(var text) ->
                  Parsed.valid(StoredJson.object("a config of " + place.row(), text));
              case Opened.Refused(var reason) -> Parsed.invalid(reason);
            };
        case Json other -> throw specification.unreadable("config", "an object or a text");
      };
    }

    boolean isCurrent(Fields specification) {
      return specification.value("config") instanceof Json.JsonString(var stored)
          && cipher.isCurrent(stored);
    }

    InstallationConfig read(Fields specification) {
      return switch (opened(specification)) {
        case Parsed.Valid<JsonObject>(var values) -> config(specification, values);
        case Parsed.Invalid<JsonObject>(var reason) ->
            InstallationConfig.withheld(specification.text("config"), reason);
      };
    }

    private static InstallationConfig config(Fields specification, JsonObject values) {
      var config = new LinkedHashMap<String, String>();
      values
          .members()
          .forEach(
              (key, value) -> {
                if (!(value instanceof Json.JsonString(var text))) {
                  throw specification.unreadable("config", "an object of texts");
                }
                config.put(key, text);
              });
      return new InstallationConfig(config);
    }
  }

  static String write(Installation installation, ConfigCipher cipher) {
    var details = installation.details();
    var configs = Configs.of(cipher, details.id(), details.incarnation().value());
    var document =
        Fields.document()
            .put("incarnation", details.incarnation().value())
            .put("desired", specification(details.desired(), configs))
            .put(
                "running",
                details
                    .running()
                    .<Json>map(rollout -> rollout(rollout, configs))
                    .orElseGet(Json::nothing))
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

  private static Json rollout(Rollout rollout, Configs configs) {
    return Json.object()
        .put("number", rollout.number())
        .put("specification", specification(rollout.specification(), configs))
        .build();
  }

  private static Json specification(Specification specification, Configs configs) {
    return Json.object()
        .put("version", specification.version().text())
        .put("tier", specification.tier().word())
        .put("config", configs.write(specification.config()))
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

  static Installation read(InstallationId id, String document, ConfigCipher cipher) {
    var fields = Fields.of("installation " + id, document);
    var configs = Configs.of(cipher, id, fields.text("incarnation"));
    var details =
        new Details(
            id,
            new Incarnation(fields.text("incarnation")),
            specification(fields.fields("desired"), configs),
            fields
                .fieldsIfAny("running")
                .map(
                    rollout ->
                        new Rollout(
                            rollout.number("number"),
                            specification(rollout.fields("specification"), configs))),
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

  private static Specification specification(Fields fields, Configs configs) {
    return new Specification(
        SemVer.of(fields.text("version")),
        fields.oneOf("tier", ResourceTier.values(), ResourceTier::word),
        configs.read(fields));
  }

  /**
   * A stored document whose configs are sealed as they would be now; whatever else stands in it
   * stays, also what this release does not know.
   *
   * @param text the document as it should stand; the same text when nothing is to be changed
   * @param refused why some of it cannot be read, and so was left as it is
   */
  record Resealed(String text, Optional<String> refused) {}

  static Resealed reseal(InstallationId id, String document, ConfigCipher cipher) {
    var fields = Fields.of("installation " + id, document);
    var sealing = new Sealing(Configs.of(cipher, id, fields.text("incarnation")));
    var whole = fields.whole();
    var next = whole.with("desired", sealing.specification(fields.fields("desired")));
    if (fields.fieldsIfAny("running").isPresent()) {
      var running = fields.fields("running");
      next =
          next.with(
              "running",
              running
                  .whole()
                  .with("specification", sealing.specification(running.fields("specification"))));
    }
    return new Resealed(next.equals(whole) ? document : next.toText(), sealing.refused);
  }

  /** Goes through the configs of one document. */
  private static final class Sealing {
    private final Configs configs;
    private Optional<String> refused = Optional.empty();

    Sealing(Configs configs) {
      this.configs = configs;
    }

    Json specification(Fields fields) {
      return switch (configs.opened(fields)) {
        case Parsed.Valid<JsonObject>(var values) ->
            configs.isCurrent(fields)
                ? fields.whole()
                : fields.whole().with("config", configs.sealed(values));
        case Parsed.Invalid<JsonObject>(var reason) -> {
          refused = Optional.of(reason);
          yield fields.whole();
        }
      };
    }
  }
}

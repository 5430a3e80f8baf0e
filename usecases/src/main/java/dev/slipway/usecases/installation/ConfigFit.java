package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.InstallForm.Judgement;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import dev.slipway.ports.driven.schema.SchemaChecks.CompiledSchema;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a config fits the schema of a version (contract/foundation.md section 5, "config"). It is
 * judged as the version's install form judges it, so that whatever the form takes can be installed:
 * with the defaults of what is absent, although they are not injected. A value is judged as the
 * string; where the property's schema allows no string, as the JSON value that it spells. Thread-
 * safe.
 */
public final class ConfigFit {

  private final SchemaChecks checks;

  /**
   * @param checks compiles schemas
   */
  public ConfigFit(SchemaChecks checks) {
    this.checks = checks;
  }

  /** Whether all fits, or the version has no schema. */
  public boolean fits(ProviderVersion version, InstallationConfig config) {
    return errors(version, config).isEmpty();
  }

  /** Why a config that a request holds cannot be installed; empty when it can. */
  Optional<InstallationAnswer> refused(ProviderVersion version, InstallationConfig config) {
    return refused(
        version,
        config,
        error ->
            key(error)
                .map(key -> violation(error, "config", key))
                .orElseGet(() -> violation(error, "config")));
  }

  /**
   * Why a version that a request names cannot be brought out with the config that is stored; empty
   * when it can.
   *
   * @param field the field that names the version
   */
  Optional<InstallationAnswer> refused(
      ProviderVersion version, InstallationConfig config, String field) {
    return refused(version, config, error -> violation(error, field));
  }

  private Optional<InstallationAnswer> refused(
      ProviderVersion version,
      InstallationConfig config,
      Function<FormError, Violation> violation) {
    var errors = errors(version, config);
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InstallationAnswer.Unfit(errors.stream().map(violation).toList(), errors));
  }

  private static Violation violation(FormError error, String... field) {
    return Violation.withheld(
        Violation.Kind.JSON_SCHEMA,
        key(error).map(key -> "config." + key).orElse("config") + ": " + error.message(),
        field);
  }

  /** The key that an error is about; empty when it is the config as a whole. */
  private static Optional<String> key(FormError error) {
    return JsonPointers.tokens(error.pointer()).stream().findFirst();
  }

  private List<FormError> errors(ProviderVersion version, InstallationConfig config) {
    var schema = version.release().content().schemas().config();
    if (schema.isEmpty()) {
      return List.of();
    }
    return switch (checks.compile(schema.get())) {
      case Compiled.Sound(var compiled) ->
          switch (InstallForm.judge(compiled, values(compiled, config))) {
            case Judgement.Judged(var errors) -> errors;
            case Judgement.TooCostly costly ->
                whole("It takes too much work to tell whether the config fits the schema.");
          };
      case Compiled.Unsound unsound -> whole("The version's config schema cannot be used.");
    };
  }

  /** An error of the config as a whole, which no keyword says. */
  private static List<FormError> whole(String message) {
    return List.of(new FormError("", "", Json.nothing(), message));
  }

  private Json.JsonObject values(CompiledSchema schema, InstallationConfig config) {
    var values = Json.object();
    config
        .values()
        .forEach(
            (key, text) ->
                values.put(
                    key,
                    schema.allowsString(key)
                        ? Json.string(text)
                        : checks.read(text).orElseGet(() -> Json.string(text))));
    return values.build();
  }
}

package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import dev.slipway.ports.driven.schema.SchemaChecks.CompiledSchema;
import dev.slipway.ports.driven.schema.SchemaChecks.Fault;
import java.util.List;

/**
 * Whether a config fits the schema of a version (contract/foundation.md section 5, "config"). A
 * value is judged as the string; where the property's schema allows no string, as the JSON value
 * that it spells. Faults never hold a value. Thread-safe.
 */
public final class ConfigFit {

  private final SchemaChecks checks;

  /**
   * @param checks compiles schemas
   */
  public ConfigFit(SchemaChecks checks) {
    this.checks = checks;
  }

  /**
   * Something in a config that does not fit.
   *
   * @param key the key, or empty text when the config as a whole does not fit
   * @param message why, for people
   */
  public record Misfit(String key, String message) {

    /** Key and reason in one sentence. */
    public String sentence() {
      return key.isEmpty() ? "config: " + message : "config." + key + ": " + message;
    }
  }

  /** Everything that does not fit; empty when all does, or the version has no schema. */
  public List<Misfit> misfits(ProviderVersion version, InstallationConfig config) {
    var schema = version.release().content().schemas().config();
    if (schema.isEmpty()) {
      return List.of();
    }
    return switch (checks.compile(schema.get())) {
      case Compiled.Sound(var compiled) ->
          compiled.judge(values(compiled, config)).stream().map(ConfigFit::misfit).toList();
      case Compiled.Unsound unsound ->
          List.of(new Misfit("", "the version's config schema cannot be used"));
    };
  }

  /** What does not fit, as violations of the config that a request holds. */
  List<Violation> violations(ProviderVersion version, InstallationConfig config) {
    return misfits(version, config).stream()
        .map(
            misfit ->
                misfit.key().isEmpty()
                    ? Violation.withheld(Violation.Kind.JSON_SCHEMA, misfit.message(), "config")
                    : Violation.withheld(
                        Violation.Kind.JSON_SCHEMA, misfit.message(), "config", misfit.key()))
        .toList();
  }

  private Json values(CompiledSchema schema, InstallationConfig config) {
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

  private static Misfit misfit(Fault fault) {
    var pointer = fault.pointer();
    if (pointer.isEmpty()) {
      return new Misfit("", fault.message());
    }
    int end = pointer.indexOf('/', 1);
    var key = pointer.substring(1, end < 0 ? pointer.length() : end);
    return new Misfit(key.replace("~1", "/").replace("~0", "~"), fault.message());
  }
}

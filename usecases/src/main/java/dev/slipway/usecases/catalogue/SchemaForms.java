package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ResourceSchema;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Given;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.form.Violation.Step;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the schemas of a publication: size and soundness. Thread-safe. */
public final class SchemaForms {

  private final SchemaChecks checks;

  /**
   * @param checks compiles schemas
   */
  public SchemaForms(SchemaChecks checks) {
    this.checks = checks;
  }

  /** Everything that is wrong, each at its field; empty when all are sound. */
  public List<Violation> violations(ProviderSchemas schemas) {
    var wrong = new ArrayList<Violation>();
    for (ResourceSchema resource : schemas.resources()) {
      judge(wrong, resource.config(), "schemas", resource.resource(), "config_schema");
      judge(wrong, resource.outputs(), "schemas", resource.resource(), "outputs_schema");
    }
    judge(wrong, schemas.config(), "config_schema");
    judge(wrong, schemas.outputs(), "outputs_schema");
    return List.copyOf(wrong);
  }

  private void judge(List<Violation> wrong, Optional<Json.JsonObject> given, String... at) {
    if (given.isEmpty()) {
      return;
    }
    var schema = given.get();
    if (schema.utf8Length() > ProviderSchemas.MAX_SCHEMA_BYTES) {
      wrong.add(
          Violation.withheld(
              Kind.TOO_LONG,
              "the schema is larger than "
                  + ProviderSchemas.MAX_SCHEMA_BYTES
                  + " bytes of compact JSON",
              at));
      return;
    }
    switch (checks.compile(schema)) {
      case Compiled.Sound sound -> {}
      case Compiled.Unsound(var faults) ->
          faults.forEach(
              fault ->
                  wrong.add(
                      new Violation(
                          Stream.of(at).map(Step::field).toList(),
                          Kind.JSON_SCHEMA,
                          (fault.pointer().isEmpty() ? "" : "at " + fault.pointer() + ": ")
                              + fault.message(),
                          Given.withheld())));
    }
  }
}

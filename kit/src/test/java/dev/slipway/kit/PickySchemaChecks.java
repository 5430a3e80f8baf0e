package dev.slipway.kit;

import dev.slipway.adaptersinmemory.schemas.TrustingSchemaChecks;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import java.util.List;
import java.util.Optional;

/**
 * Knows two rules of JSON Schema: {@code required} is a list, and a reference stays inside. Enough
 * to see at which step a schema is judged.
 */
final class PickySchemaChecks implements SchemaChecks {

  private final SchemaChecks trusting = TrustingSchemaChecks.create();

  @Override
  public Compiled compile(Json.JsonObject schema) {
    if (schema.has("required")
        && !(schema.get("required").orElseThrow() instanceof Json.JsonArray)) {
      return new Compiled.Unsound(List.of(new Fault("/required", "type", "must be a list")));
    }
    if (schema.has("$ref")) {
      return new Compiled.Unsound(
          List.of(new Fault("/$ref", "$ref", "leads away", Fault.Kind.REMOTE_REFERENCE)));
    }
    return trusting.compile(schema);
  }

  @Override
  public Optional<Json> read(String text) {
    return trusting.read(text);
  }
}

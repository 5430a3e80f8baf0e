package dev.slipway.domain.catalogue;

import dev.slipway.domain.json.Json;
import java.util.Optional;

/**
 * What a provider says about one type of resource that it manages.
 *
 * @param resource the type: 1 to 200 characters without control characters; {@code /} is allowed
 * @param description for people
 * @param config JSON Schema of a resource's config
 * @param outputs JSON Schema of its outputs; an empty schema counts as none
 */
public record ResourceSchema(
    String resource,
    Optional<String> description,
    Optional<Json.JsonObject> config,
    Optional<Json.JsonObject> outputs) {

  public ResourceSchema {
    outputs = outputs.filter(schema -> !schema.members().isEmpty());
  }
}

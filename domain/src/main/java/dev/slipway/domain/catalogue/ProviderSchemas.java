package dev.slipway.domain.catalogue;

import dev.slipway.domain.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every schema of a provider version, in the one form in which it is stored, whichever of the
 * request's forms it came in (contract.md section 2, contract/foundation.md section 4).
 *
 * @param resources one entry a type, sorted by type
 * @param config JSON Schema of the provider's own config
 * @param outputs JSON Schema of the provider's own outputs
 */
public record ProviderSchemas(
    List<ResourceSchema> resources,
    Optional<Json.JsonObject> config,
    Optional<Json.JsonObject> outputs) {

  /** At most so many resource types. */
  public static final int MAX_TYPES = 500;

  /** At most so many bytes a schema, as compact UTF-8 JSON. */
  public static final int MAX_SCHEMA_BYTES = 256 * 1024;

  /** No schema at all. */
  public static final ProviderSchemas NONE =
      new ProviderSchemas(List.of(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException when a type is given twice, or too many are
   */
  public ProviderSchemas {
    if (resources.size() > MAX_TYPES) {
      throw new IllegalArgumentException("at most " + MAX_TYPES + " resource types");
    }
    resources = resources.size() < 2 ? List.copyOf(resources) : sorted(resources);
  }

  private static List<ResourceSchema> sorted(List<ResourceSchema> resources) {
    var sorted = resources.stream().sorted(Comparator.comparing(ResourceSchema::resource)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).resource().equals(sorted.get(i - 1).resource())) {
        throw new IllegalArgumentException("a resource type is given twice");
      }
    }
    return sorted;
  }
}

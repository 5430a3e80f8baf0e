package dev.slipway.adaptershttp.archive;

import dev.slipway.domain.json.Json;
import java.util.Optional;

/** What the archive of a package holds. */
public sealed interface PackageContent {

  /**
   * It is one.
   *
   * @param version {@code [package].version} of its {@code akua.toml}
   * @param schema what {@code inputs.schema.json}, or else {@code exported/inputs.schema.json}
   *     holds; empty when neither is there
   */
  record Found(String version, Optional<Json.JsonObject> schema) implements PackageContent {}

  /**
   * It is none.
   *
   * @param reason a sentence for whoever made it
   */
  record Bad(String reason) implements PackageContent {}
}

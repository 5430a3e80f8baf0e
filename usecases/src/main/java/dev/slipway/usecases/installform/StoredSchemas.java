package dev.slipway.usecases.installform;

import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;

/** Compiles schemas that were found sound before they were stored. Thread-safe. */
public final class StoredSchemas {

  private final SchemaChecks checks;

  /**
   * @param checks compiles schemas
   */
  public StoredSchemas(SchemaChecks checks) {
    this.checks = checks;
  }

  /**
   * A stored schema, ready for a form.
   *
   * @param owner what it belongs to, for people
   * @throws IllegalStateException when it is not sound any more, which a stored one must be
   */
  public FormSchema compile(Json.JsonObject schema, String owner) {
    return switch (checks.compile(schema)) {
      case Compiled.Sound(var compiled) -> compiled;
      case Compiled.Unsound(var faults) ->
          throw new IllegalStateException(
              "The schema of "
                  + owner
                  + " was sound when it was stored and is not now: "
                  + faults.getFirst());
    };
  }
}

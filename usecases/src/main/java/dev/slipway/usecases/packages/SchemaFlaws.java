package dev.slipway.usecases.packages;

import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.SchemaFlaw;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.util.List;
import java.util.function.Function;

/** What compiling a schema finds, in the words of the domain. Thread-safe. */
final class SchemaFlaws implements Function<JsonObject, List<SchemaFlaw>> {

  private final SchemaChecks checks;

  SchemaFlaws(SchemaChecks checks) {
    this.checks = checks;
  }

  @Override
  public List<SchemaFlaw> apply(JsonObject schema) {
    return switch (checks.compile(schema)) {
      case Compiled.Sound sound -> List.of();
      case Compiled.Unsound(var faults) -> faults.stream().map(SchemaFlaws::flaw).toList();
    };
  }

  private static SchemaFlaw flaw(SchemaChecks.Fault fault) {
    return new SchemaFlaw(
        fault.pointer(),
        switch (fault.kind()) {
          case UNSOUND -> SchemaFlaw.Kind.UNSOUND;
          case REMOTE_REFERENCE -> SchemaFlaw.Kind.REMOTE_REFERENCE;
          case TOO_COSTLY -> SchemaFlaw.Kind.TOO_COSTLY;
        },
        fault.message());
  }
}

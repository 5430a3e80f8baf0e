package dev.slipway.adaptersjsonschema;

import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.portstck.schema.SchemaChecksContract;

class NetworkntSchemaChecksTest implements SchemaChecksContract {
  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  @Override
  public SchemaChecks checks() {
    return CHECKS;
  }
}

package dev.slipway.app.configuration;

import dev.slipway.adapterspostgres.PostgresSettings;

/** Where everything is kept (contract section 9, {@code --store}). */
public sealed interface StoreChoice {

  /** A PostgreSQL that lives and dies with the server, under {@code --data}. */
  record Embedded() implements StoreChoice {}

  /** This process's memory; gone when it ends. */
  record Memory() implements StoreChoice {}

  /**
   * A PostgreSQL that somebody else runs.
   *
   * @param database where it is, and how it is spoken to
   */
  record External(PostgresSettings database) implements StoreChoice {}
}

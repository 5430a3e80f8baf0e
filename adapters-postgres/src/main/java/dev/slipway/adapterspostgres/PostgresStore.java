package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.StorageUnavailable;

/** Opens stores on PostgreSQL 14 or newer. */
public final class PostgresStore {

  private PostgresStore() {}

  /**
   * Opens the store of a database whose migrations were run ({@link PostgresMigrations#migrate}).
   * Any number of processes may have it open. Blocks until one connection stands.
   *
   * @throws StorageUnavailable when the database cannot be reached, or its schema is not the one of
   *     this release
   */
  public static Store open(PostgresSettings settings) {
    return OpenStore.open(settings);
  }
}

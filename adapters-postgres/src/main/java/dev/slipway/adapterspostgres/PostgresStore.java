package dev.slipway.adapterspostgres;

import dev.slipway.domain.installation.InstallationConfig;
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

  /**
   * The same, with the config of installations encrypted (ADR 16): what is written from now on, and
   * what is read in so far as it was. What a key is missing for stays where it is: an installation
   * comes with its config withheld, a kept answer is refused with {@link
   * InstallationConfig.Unreadable}, and whatever stands beside is read as ever.
   *
   * @throws StorageUnavailable as above
   */
  public static Store open(PostgresSettings settings, ConfigCipher cipher) {
    return OpenStore.open(settings, cipher);
  }

  /**
   * The same, with its connections on event loops of somebody else (ADR 22).
   *
   * @throws StorageUnavailable when the database cannot be reached, or is not ready for this
   *     release
   */
  public static Store open(PostgresSettings settings, ConfigCipher cipher, ConnectionLoops loops) {
    return OpenStore.open(settings, cipher, loops);
  }
}

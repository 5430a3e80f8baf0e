package dev.slipway.app.storage;

import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.adapterspostgres.ConfigCipher;
import dev.slipway.adapterspostgres.ConfigReencryption;
import dev.slipway.adapterspostgres.ConfigReencryption.Progress;
import dev.slipway.adapterspostgres.ConfigReencryption.Report;
import dev.slipway.adapterspostgres.ConnectionLoops;
import dev.slipway.adapterspostgres.PostgresMigrations;
import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.adapterspostgres.PostgresStore;
import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.KeyFile;
import dev.slipway.app.configuration.StoreChoice;
import dev.slipway.app.configuration.StoreSettings;
import dev.slipway.app.embedded.Access;
import dev.slipway.app.embedded.DataFolder;
import dev.slipway.app.embedded.DataFolder.Holder;
import dev.slipway.app.embedded.DataFolder.Ownership;
import dev.slipway.app.embedded.EmbeddedPostgres;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.loops.EventLoops;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what somebody has chosen by {@code --store} and {@code --data}. A server owns the data
 * folder while it runs; the commands beside it join its PostgreSQL, or run one for a moment when
 * there is none. What is opened is closed by the {@link Closing} that it is given.
 */
public final class Storage {

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  /** So long a command waits for another that has the folder for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 100;

  private final StoreSettings settings;
  private final String command;
  private final Closing closing;

  private Storage(StoreSettings settings, String command, Closing closing) {
    this.settings = settings;
    this.command = command;
    this.closing = closing;
  }

  /**
   * Opens the store of a server, which owns its data folder from now on.
   *
   * @throws CommandFailed when the folder is another server's, or the store does not answer
   */
  public static Store forServer(StoreSettings settings, EventLoops loops, Closing closing) {
    return new Storage(settings, "serve", closing).forServer(loops);
  }

  /**
   * Opens the store for a command beside servers.
   *
   * @param command which one: {@code token}
   * @throws CommandFailed when the store does not answer, or is no store that outlives a server
   */
  public static Store beside(StoreSettings settings, String command, Closing closing) {
    return new Storage(settings, command, closing).beside();
  }

  /**
   * Brings the schema up to this release.
   *
   * @return its version
   * @throws CommandFailed when the store does not answer, or has no schema
   */
  public static int migrate(StoreSettings settings, Closing closing) {
    var storage = new Storage(settings, "migrate", closing);
    return storage.migrated(storage.database());
  }

  /**
   * Encrypts anew what is stored under other keys than the first, or in plain.
   *
   * @throws CommandFailed when the store does not answer
   */
  public static Report reencrypt(
      StoreSettings settings, KeyFile keys, Consumer<Progress> progress, Closing closing) {
    var storage = new Storage(settings, "reencrypt", closing);
    PostgresSettings database = storage.database();
    int unused = storage.migrated(database);
    warnOfOthers(keys);
    try {
      return ConfigReencryption.run(database, keys.cipher(), progress);
    } catch (StorageUnavailable e) {
      throw unreachable(e);
    }
  }

  private Store forServer(EventLoops loops) {
    return switch (settings.choice()) {
      case StoreChoice.Memory memory -> opened(InMemoryStore.create(InstantSource.system()));
      case StoreChoice.Embedded embedded -> opened(start(own()), connectionLoops(loops));
      case StoreChoice.External(var database) -> opened(database, connectionLoops(loops));
    };
  }

  private Store beside() {
    return opened(database(), Optional.empty());
  }

  /** Loops that only read and write are better kept apart: they would hinder each other. */
  private static Optional<ConnectionLoops> connectionLoops(EventLoops loops) {
    return loops.areCarrying()
        ? Optional.of(new ConnectionLoops(loops.vertx(), EventLoops::here))
        : Optional.empty();
  }

  private PostgresSettings database() {
    return switch (settings.choice()) {
      case StoreChoice.Memory memory ->
          throw new IllegalArgumentException("a store in memory is no database");
      case StoreChoice.Embedded embedded -> joinOrStart();
      case StoreChoice.External(var database) -> database;
    };
  }

  private Store opened(PostgresSettings database, Optional<ConnectionLoops> loops) {
    int unused = migrated(database);
    ConfigCipher cipher = cipher();
    try {
      return opened(
          loops
              .map(shared -> PostgresStore.open(database, cipher, shared))
              .orElseGet(() -> PostgresStore.open(database, cipher)));
    } catch (StorageUnavailable e) {
      throw unreachable(e);
    }
  }

  private ConfigCipher cipher() {
    if (settings.keys().isEmpty()) {
      return ConfigCipher.none();
    }
    KeyFile keys = settings.keys().get();
    LOG.info(
        "The config of installations is stored encrypted with key '{}' of {}",
        keys.cipher().writingKey().orElseThrow(),
        keys.path());
    warnOfOthers(keys);
    return keys.cipher();
  }

  /** No refusal: what a container is given as a secret file is often open to everybody in it. */
  private static void warnOfOthers(KeyFile keys) {
    if (keys.openToOthers()) {
      LOG.warn(
          "Every user of this machine may read the keys in {}; take that from them (chmod o= {})",
          keys.path(),
          keys.path());
    }
  }

  private Store opened(Store store) {
    closing.add("the store", store::close);
    return store;
  }

  private int migrated(PostgresSettings database) {
    try {
      return PostgresMigrations.migrate(database);
    } catch (StorageUnavailable e) {
      throw unreachable(e);
    }
  }

  private static CommandFailed unreachable(StorageUnavailable e) {
    Throwable deepest = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      deepest = cause;
    }
    String said = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    return CommandFailed.refused(
        "The store cannot be used (check --store): %s: %s".formatted(e.getMessage(), said), e);
  }

  /** Owns the folder; waits for a command that has it for a moment, not for another server. */
  private DataFolder own() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      switch (DataFolder.tryOwn(settings.data(), command)) {
        case Ownership.Owned(var folder) -> {
          return keep(folder);
        }
        case Ownership.HeldBy(var holder) -> {
          if (holder.filter(Holder::isServer).isPresent() || System.nanoTime() > deadline) {
            throw CommandFailed.refused(
                "The data folder %s is in use by %s. Stop that one, or choose another folder by"
                        .formatted(settings.data(), name(holder))
                    + " --data.");
          }
          pause();
        }
      }
    }
  }

  private DataFolder keep(DataFolder folder) {
    closing.add("the data folder", folder::close);
    return folder;
  }

  private PostgresSettings start(DataFolder folder) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
    closing.add("the embedded PostgreSQL", postgres::close);
    return settings(postgres.access());
  }

  /** Joins the PostgreSQL of a running server, or starts it when none runs. */
  private PostgresSettings joinOrStart() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      switch (DataFolder.tryOwn(settings.data(), command)) {
        case Ownership.Owned(var folder) -> {
          return start(keep(folder));
        }
        case Ownership.HeldBy(var holder) -> {
          Optional<PostgresSettings> running =
              holder
                  .filter(Holder::isServer)
                  .flatMap(server -> EmbeddedPostgres.running(settings.data()))
                  .map(Storage::settings)
                  .filter(Storage::answers);
          if (running.isPresent()) {
            return running.get();
          }
          if (System.nanoTime() > deadline) {
            throw CommandFailed.refused(
                "The data folder %s is in use by %s, whose PostgreSQL does not answer."
                    .formatted(settings.data(), name(holder)));
          }
          pause();
        }
      }
    }
  }

  private static String name(Optional<Holder> holder) {
    return holder.map(one -> "process " + one.pid()).orElse("another process");
  }

  /** A server that is just beginning or ending has a folder, but no database. */
  private static boolean answers(PostgresSettings database) {
    try {
      PostgresStore.open(database).close();
      return true;
    } catch (StorageUnavailable e) {
      return false;
    }
  }

  private static PostgresSettings settings(Access access) {
    return PostgresSettings.of(
        Access.HOST, access.port(), Access.DATABASE, Access.USER, access.password());
  }

  private static void pause() {
    try {
      // Nobody counts this down: it is a wait that an interrupt ends.
      if (new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailed.refused("Interrupted while waiting for the data folder", e);
    }
  }
}

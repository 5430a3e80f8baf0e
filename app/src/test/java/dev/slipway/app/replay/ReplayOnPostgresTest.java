package dev.slipway.app.replay;

import dev.slipway.adapterspostgres.PostgresMigrations;
import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.adapterspostgres.PostgresStore;
import dev.slipway.app.embedded.Access;
import dev.slipway.app.embedded.DataFolder;
import dev.slipway.app.embedded.EmbeddedPostgres;
import dev.slipway.ports.driven.Store;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The contract over an embedded PostgreSQL: the one that {@code serve} starts. */
class ReplayOnPostgresTest extends ReplayContract {

  private final Deque<Runnable> open = new ArrayDeque<>();
  private @Nullable EmbeddedPostgres postgres;
  private int databases;

  /** Of the class, since the stage is set before any instance has a folder. */
  @TempDir private static Path data = Path.of("");

  @Override
  Store emptyStore() {
    var access = server().access();
    var name = "replay_" + ++databases;
    create(access, name);
    var settings =
        PostgresSettings.of(Access.HOST, access.port(), name, Access.USER, access.password());
    PostgresMigrations.migrate(settings);
    var store = PostgresStore.open(settings);
    open.push(store::close);
    return store;
  }

  @Override
  void closeStores() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }

  private EmbeddedPostgres server() {
    if (postgres != null) {
      return postgres;
    }
    if (!(DataFolder.tryOwn(data, "replay") instanceof DataFolder.Ownership.Owned(var folder))) {
      throw new IllegalStateException("Somebody else owns " + data);
    }
    open.push(folder::close);
    var started = EmbeddedPostgres.start(folder);
    open.push(started::close);
    postgres = started;
    return started;
  }

  private static void create(Access access, String database) {
    var url = "jdbc:postgresql://%s:%d/%s".formatted(Access.HOST, access.port(), Access.DATABASE);
    try (var connection = DriverManager.getConnection(url, Access.USER, access.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    } catch (SQLException e) {
      throw new IllegalStateException("Creating the database " + database, e);
    }
  }
}

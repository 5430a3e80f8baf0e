package dev.slipway.benchmarks.database;

import dev.slipway.adapterspostgres.PostgresMigrations;
import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.adapterspostgres.PostgresSettings.Tls;
import dev.slipway.app.embedded.Access;
import dev.slipway.app.embedded.DataFolder;
import dev.slipway.app.embedded.EmbeddedPostgres;
import dev.slipway.domain.form.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL for measures: the one that {@code serve} would start, with its durable settings, in
 * a folder that is removed at the end, or a given one. Every measure gets databases of its own,
 * which are dropped at the end. Not thread-safe.
 */
public final class Postgres implements AutoCloseable {

  private static final String PREFIX = "slipway_bench_";

  private final PostgresSettings maintenance;
  private final Runnable stop;
  private final List<String> made = new ArrayList<>();

  private Postgres(PostgresSettings maintenance, Runnable stop) {
    this.maintenance = maintenance;
    this.stop = stop;
  }

  /** Starts one as {@code serve} does, without a URL; else uses the one of the URL. */
  public static Postgres of(Optional<String> url) {
    return url.map(Postgres::at).orElseGet(Postgres::start);
  }

  /** A server that runs already; its user may make databases. */
  public static Postgres at(String url) {
    return switch (PostgresSettings.parse(url)) {
      case Parsed.Valid<PostgresSettings> valid -> new Postgres(valid.value(), () -> {});
      case Parsed.Invalid<PostgresSettings> invalid ->
          throw new IllegalArgumentException("--database: " + invalid);
    };
  }

  /** A server in a folder of its own, that lives as long as this. */
  public static Postgres start() {
    try {
      var folder = Files.createTempDirectory("slipway-bench");
      return switch (DataFolder.tryOwn(folder, "bench")) {
        case DataFolder.Ownership.Owned owned -> {
          var embedded = EmbeddedPostgres.start(owned.folder());
          // Also when somebody interrupts the measure; closing twice does nothing.
          Runtime.getRuntime().addShutdownHook(new Thread(embedded::close, "stop-postgres"));
          var access = embedded.access();
          yield new Postgres(
              PostgresSettings.of(
                  Access.HOST, access.port(), Access.DATABASE, Access.USER, access.password()),
              () -> {
                embedded.close();
                owned.folder().close();
                delete(folder);
              });
        }
        case DataFolder.Ownership.HeldBy held ->
            throw new IllegalStateException(folder + " was just made, and is held by " + held);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("Making a folder for the database of a measure", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Removing " + folder, e);
    }
  }

  /** An empty database; one of that name that an earlier run left is dropped. */
  public PostgresSettings emptyDatabase(String name) {
    var database = PREFIX + name;
    made.add(database);
    execute(
        maintenance,
        "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)",
        "CREATE DATABASE " + database);
    return named(database);
  }

  /** A database with Slipway's schema, and nothing in it. */
  public PostgresSettings migratedDatabase(String name) {
    var settings = emptyDatabase(name);
    PostgresMigrations.migrate(settings);
    return settings;
  }

  private PostgresSettings named(String database) {
    return new PostgresSettings(
        maintenance.host(),
        maintenance.port(),
        database,
        maintenance.user(),
        maintenance.password(),
        maintenance.tls(),
        maintenance.rootCertificate(),
        maintenance.connections(),
        maintenance.limits());
  }

  /** The URL of a database, password included, as {@code serve --store} takes it. */
  public static String url(PostgresSettings database) {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=%s"
        .formatted(
            database.user(),
            database.password(),
            database.host(),
            database.port(),
            database.database(),
            database.tls().word());
  }

  /** A plain JDBC connection, for filling and looking; the caller closes it. */
  public static Connection connect(PostgresSettings database) {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty(
        "sslmode", database.tls() == Tls.PREFER ? "prefer" : database.tls().word());
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://%s:%d/%s"
              .formatted(database.host(), database.port(), database.database()),
          properties);
    } catch (SQLException e) {
      throw new IllegalStateException("Connecting to " + database, e);
    }
  }

  /** The same, with the settings of a server's connections that have to do with plans. */
  public static Connection connectAsServer(PostgresSettings database) {
    var connection = connect(database);
    try (var statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET max_parallel_workers_per_gather = 0");
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("Setting up a connection to " + database, e);
    }
  }

  /** Runs statements one by one, each its own transaction. */
  public static void execute(PostgresSettings database, String... statements) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Running SQL on " + database, e);
    }
  }

  /** The number that a query answers. */
  public static int count(PostgresSettings database, String sql) {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Asking " + database, e);
    }
  }

  /** Drops the databases of the measures, and stops the server that was started. */
  @Override
  public void close() {
    for (var database : made) {
      execute(maintenance, "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }
    stop.run();
  }
}

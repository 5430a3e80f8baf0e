package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.PostgresSettings.Limits;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of one test on a server that all tests share. The server has a test's settings: it is
 * fast and forgets what it has not written when it crashes.
 */
final class TestDatabase implements AutoCloseable {

  /** So that a busy machine is not taken for a lost database. */
  private static final Limits PATIENT =
      new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final PostgresSettings settings;

  private TestDatabase(PostgresSettings settings) {
    this.settings = settings;
  }

  /** The server, started when it is first asked for; it ends with this process. */
  private static final class Server {
    private static final String TEMPLATE = "template_slipway";
    private static final EmbeddedPostgres STARTED = start();

    private static EmbeddedPostgres start() {
      try {
        var server =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "64MB")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
        var template = settings(server, TEMPLATE);
        execute(settings(server, "postgres"), "CREATE DATABASE " + TEMPLATE);
        PostgresMigrations.migrate(template);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("the PostgreSQL of the tests did not start", e);
      }
    }

    private static PostgresSettings settings(EmbeddedPostgres server, String database) {
      return PostgresSettings.of("localhost", server.getPort(), database, "postgres", "postgres")
          .withLimits(PATIENT);
    }
  }

  /** An empty database whose migrations have run. */
  static TestDatabase migrated() {
    return create(" TEMPLATE " + Server.TEMPLATE);
  }

  /** A database with nothing in it. */
  static TestDatabase bare() {
    return create("");
  }

  private static TestDatabase create(String how) {
    var name = "test_" + COUNT.incrementAndGet();
    execute(Server.settings(Server.STARTED, "postgres"), "CREATE DATABASE " + name + how);
    return new TestDatabase(Server.settings(Server.STARTED, name));
  }

  /** How to reach it. */
  PostgresSettings settings() {
    return settings;
  }

  /** Lets the store's clock stand at a time. */
  void clockStandsAt(Instant time) {
    execute(
        """
        CREATE OR REPLACE FUNCTION slipway.store_now() RETURNS timestamptz
          LANGUAGE sql VOLATILE PARALLEL SAFE RETURN timestamptz '%s'
        """
            .formatted(time));
  }

  /** Runs a statement. */
  void execute(String sql) {
    execute(settings, sql);
  }

  /** The first column of the first row of a query, as text. */
  String ask(String sql) {
    try (var connection = connect(settings);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new AssertionError("no row: " + sql);
      }
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Opens a connection that the test closes. */
  Connection connect() throws SQLException {
    return connect(settings);
  }

  private static Connection connect(PostgresSettings settings) throws SQLException {
    return DriverManager.getConnection(
        // Simple, so that a statement to be explained may have parameters which nobody gives.
        "jdbc:postgresql://%s:%d/%s?preferQueryMode=simple"
            .formatted(settings.host(), settings.port(), settings.database()),
        settings.user(),
        settings.password());
  }

  private static void execute(PostgresSettings settings, String sql) {
    try (var connection = connect(settings);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Removes the database, whoever still uses it. */
  @Override
  public void close() {
    execute(
        Server.settings(Server.STARTED, "postgres"),
        "DROP DATABASE " + settings.database() + " WITH (FORCE)");
  }
}

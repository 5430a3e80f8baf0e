package dev.slipway.benchmarks.serving;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Table;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What tenants have installed while something was measured, by the rows: they hold when each
 * installation was asked for, and when it became what it is.
 *
 * @param database where
 */
record Installed(PostgresSettings database) {

  private static final int LOOKS = 600;
  private static final int PAUSE_MILLIS = 100;

  private static final String ROWS =
      """
      FROM slipway.installations
      WHERE organization IN (SELECT 'tenant' || g FROM generate_series(1, 16) g)
        AND provider LIKE 'bench/i%' AND document::json->>'state' \
      """;

  /** How long installations took. */
  record Latencies(Duration p50, Duration p99) {

    @Override
    public String toString() {
      return "p50 " + Table.time(p50) + ", p99 " + Table.time(p99);
    }
  }

  /** Removes all of them. */
  void forget() {
    Postgres.execute(database, "DELETE " + ROWS + "<> ''");
  }

  /** How many are ready. */
  int ready() {
    return Postgres.count(database, "SELECT count(*) " + ROWS + "= 'ready'");
  }

  /** Waits until all are, a minute at most. */
  void awaitReady() throws InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      if (Postgres.count(database, "SELECT count(*) " + ROWS + "<> 'ready'") == 0) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new IllegalStateException("Some installations did not become ready within a minute");
  }

  /** How long the newest so many took from being asked for to being ready. */
  Latencies latencies(int newest) {
    var sql =
        """
        SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY took),
            percentile_disc(0.99) WITHIN GROUP (ORDER BY took)
          FROM (
            SELECT extract(epoch FROM (document::json->>'updated')::timestamptz
                - (document::json->>'created')::timestamptz) * 1000000 AS took
        """
            + ROWS
            + "= 'ready' ORDER BY (document::json->>'created')::timestamptz DESC LIMIT "
            + newest
            + ") newest";
    try (var connection = Postgres.connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return new Latencies(micros(rows.getLong(1)), micros(rows.getLong(2)));
    } catch (SQLException e) {
      throw new IllegalStateException("Asking " + database, e);
    }
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}

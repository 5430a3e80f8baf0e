package dev.slipway.benchmarks.serving;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Planner.Question;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What the database does while a server reads every installation, page by page, as its sweep does.
 *
 * @param database where
 * @param page the server's statement for a page; its places are an organization and a provider,
 *     behind which the page begins, and how many at most
 */
record WholeSweep(PostgresSettings database, Question page) {

  private static final int AT_ONCE = 100;

  /** What all of it came to. */
  record Measured(long installations, long pages, long buffers, Duration time) {

    @Override
    public String toString() {
      return "A whole sweep: %,d installations in %,d pages, %,d buffers, %s in all%n"
          .formatted(installations, pages, buffers, Table.time(time));
    }
  }

  Measured measure() {
    try (var connection = Postgres.connectAsServer(database)) {
      run(connection, "SET plan_cache_mode = force_generic_plan");
      run(connection, "PREPARE page AS " + page.sql());
      long before = buffers(connection);
      long begun = System.nanoTime();
      long installations = 0;
      long pages = 0;
      var last = new Last("", "");
      for (long found = AT_ONCE; found == AT_ONCE; pages++) {
        found = 0;
        try (var statement = connection.createStatement();
            var rows =
                statement.executeQuery(
                    "EXECUTE page('%s', '%s', %d)"
                        .formatted(last.organization(), last.provider(), AT_ONCE))) {
          while (rows.next()) {
            last = new Last(rows.getString("i_organization"), rows.getString("i_provider"));
            found++;
          }
        }
        installations += found;
      }
      var time = Duration.ofNanos(System.nanoTime() - begun);
      return new Measured(installations, pages, buffers(connection) - before, time);
    } catch (SQLException e) {
      throw new IllegalStateException("Sweeping " + database, e);
    }
  }

  private record Last(String organization, String provider) {}

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As the database counts them, for everybody. */
  private static long buffers(Connection connection) throws SQLException {
    run(connection, "SELECT pg_stat_force_next_flush()");
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit, 0)
                    + coalesce(idx_blks_read, 0) + coalesce(toast_blks_hit, 0)
                    + coalesce(toast_blks_read, 0) + coalesce(tidx_blks_hit, 0)
                    + coalesce(tidx_blks_read, 0))::bigint
                  FROM pg_statio_user_tables WHERE schemaname = 'slipway'
                """)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

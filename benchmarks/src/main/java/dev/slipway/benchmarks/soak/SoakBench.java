package dev.slipway.benchmarks.soak;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.server.KillsOption;
import dev.slipway.benchmarks.server.MortalServer;
import dev.slipway.benchmarks.server.ServerOptions;
import dev.slipway.benchmarks.server.ServerProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench soak}: long mixed work, and whether anything grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Lets tenants publish, install, upgrade, downgrade, uninstall, read, and make and revoke"
          + " tokens for a while, with runtimes that beat twice a second, and looks every minute"
          + " at everything that must not grow. Kept answers are to be forgotten after a minute."
          + " Ends with 1 when something grew."
    })
public final class SoakBench implements Callable<Integer> {

  /** Kept answers live for a minute, and caches fill: until then nothing can be told. */
  private static final int SETTLING = 2;

  /** What is less than that is noise. */
  private static final double TOLERATED = 1.25;

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "how long (default: ${DEFAULT-VALUE})")
  private int minutes = 10;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "how much is done each second at most (default: ${DEFAULT-VALUE})")
  private double rate = 200;

  @Option(
      names = "--workers",
      defaultValue = "10",
      description = "how many tenants work at once (default: ${DEFAULT-VALUE})")
  private int workers = 10;

  @Mixin private ServerOptions options = new ServerOptions();

  @Mixin private KillsOption killing = new KillsOption();

  /**
   * Something that must not grow.
   *
   * @param name what it is
   * @param noise so much more is never growth
   * @param sql how many there are
   */
  private record Counted(String name, double noise, String sql) {}

  private static final List<Counted> COUNTED =
      List.of(
          new Counted(
              "connections",
              2,
              "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'slipway'"),
          new Counted(
              "outbox",
              50,
              "SELECT (SELECT count(*) FROM slipway.heads) + (SELECT count(*) FROM"
                  + " slipway.backlog)"),
          new Counted("dead letters", 0, "SELECT count(*) FROM slipway.dead_letters"),
          new Counted("kept answers", 300, "SELECT count(*) FROM slipway.kept_answers"),
          new Counted("installations", 100, "SELECT count(*) FROM slipway.installations"),
          new Counted("registrations", 200, "SELECT count(*) FROM slipway.registrations"),
          new Counted("leases", 100, "SELECT count(*) FROM slipway.leases"),
          // Autovacuum comes to a table after a fifth of its rows and 50, to the outbox after
          // 5,000.
          new Counted(
              "dead rows",
              10_000,
              "SELECT coalesce(sum(n_dead_tup), 0)::bigint FROM pg_stat_user_tables"),
          new Counted(
              "size of outbox, KiB",
              4_096,
              "SELECT (pg_total_relation_size('slipway.heads')"
                  + " + pg_total_relation_size('slipway.backlog')) / 1024"));

  @Override
  public Integer call() throws InterruptedException {
    try (var postgres = database.open()) {
      var settings = postgres.migratedDatabase("soak");
      try (var server = new MortalServer(() -> start(settings))) {
        return soak(settings, server);
      }
    }
  }

  private ServerProcess start(PostgresSettings settings) throws InterruptedException {
    return options.start(
        settings,
        "--dev",
        "--runtimes",
        "simulated",
        "--heartbeat-interval",
        "500ms",
        "--idempotency-retention",
        "60s");
  }

  private int soak(PostgresSettings settings, MortalServer server) throws InterruptedException {
    var work = new MixedWork(server::address, workers, rate);
    work.prepare();
    var threads = work.start();
    var series = new LinkedHashMap<String, List<Double>>();
    var noise = new LinkedHashMap<String, Double>();
    int killed = 0;
    for (int minute = 1; minute <= minutes; minute++) {
      Thread.sleep(Duration.ofMinutes(1));
      look(settings, server, series, noise);
      System.out.printf(Locale.ROOT, "minute %d: %s %s%n", minute, last(series), work.answers());
      if (killed < killing.kills()
          && minute * (killing.kills() + 1) >= (killed + 1) * minutes
          && minute < minutes) {
        killed++;
        server.killAndStartAgain();
        System.out.println("          killed, and started again");
      }
    }
    work.stop();
    for (var thread : threads) {
      thread.join();
    }
    return verdict(series, noise);
  }

  private static void look(
      PostgresSettings settings,
      MortalServer server,
      Map<String, List<Double>> series,
      Map<String, Double> noise)
      throws InterruptedException {
    note(series, noise, "heap, MiB", 8, Vitals.heapAfterCollection(server.pid()) / 1024.0);
    note(series, noise, "threads", 4, Vitals.threads(server.pid()));
    try (var connection = Postgres.connect(settings);
        var statement = connection.createStatement()) {
      for (var counted : COUNTED) {
        try (var rows = statement.executeQuery(counted.sql())) {
          rows.next();
          note(series, noise, counted.name(), counted.noise(), rows.getDouble(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Counting rows of " + settings, e);
    }
  }

  private static void note(
      Map<String, List<Double>> series,
      Map<String, Double> noise,
      String name,
      double tolerated,
      double value) {
    series.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    noise.put(name, tolerated);
  }

  private static String last(Map<String, List<Double>> series) {
    var text = new StringBuilder();
    series.forEach(
        (name, values) ->
            text.append(String.format(Locale.ROOT, "%s %.0f, ", name, values.getLast())));
    return text.toString();
  }

  /** Growth is a last third that is more than the first, beyond what is noise. */
  private static int verdict(Map<String, List<Double>> series, Map<String, Double> noise) {
    var table = new Table("what must not grow", "first third", "last third", "most", "verdict");
    int grown = 0;
    for (var one : series.entrySet()) {
      var all = one.getValue();
      var values = all.subList(Math.min(SETTLING, all.size() - 1), all.size());
      int third = Math.max(1, values.size() / 3);
      double first = mean(values.subList(0, third));
      double last = mean(values.subList(values.size() - third, values.size()));
      boolean grows =
          last > first * TOLERATED && last - first > noise.getOrDefault(one.getKey(), 0.0);
      grown += grows ? 1 : 0;
      table.row(
          one.getKey(),
          String.format(Locale.ROOT, "%.1f", first),
          String.format(Locale.ROOT, "%.1f", last),
          String.format(
              Locale.ROOT, "%.1f", all.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
          grows ? "GROWS" : "steady");
    }
    System.out.println();
    System.out.println(table);
    return grown == 0 ? 0 : 1;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}

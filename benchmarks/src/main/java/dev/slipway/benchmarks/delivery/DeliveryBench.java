package dev.slipway.benchmarks.delivery;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Pgbench;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.delivery.Deliveries.Ending;
import dev.slipway.benchmarks.delivery.Peer.Asked;
import dev.slipway.benchmarks.delivery.Peer.Outcome;
import dev.slipway.benchmarks.measure.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench delivery}: claiming and acknowledging, ours and in other queues. */
@Command(
    name = "delivery",
    mixinStandardHelpOptions = true,
    description = {
      "Claims and acknowledges messages through the store's ports, on a durable PostgreSQL, among"
          + " few and many of them; beside the same statements by pgbench, and beside other queues"
          + " that work off jobs on the same server."
    })
public final class DeliveryBench implements Callable<Integer> {

  private static final int WARMUP = 60_000;
  private static final int SHORTEST = 20_000;
  private static final double NANOS = 1e9;

  /** As many as the server's own workers claim at once. */
  private static final int FEW = 16;

  /** The functions that the store's statements call, without a client that looks at rows. */
  private static final String PGBENCH =
      """
      SELECT coalesce(array_agg(key ORDER BY key), '{}') AS keys, \
      coalesce(array_agg(token ORDER BY key), '{}') AS tokens \
      FROM slipway.claim(:batch, interval '10 seconds') \\gset
      SELECT slipway.acknowledge(:keys, :tokens);
      """;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "postgresql://… of a server; without it one is started")
  private Optional<String> database = Optional.empty();

  @Option(
      names = "--backlogs",
      split = ",",
      paramLabel = "ROWS",
      description = "how many messages wait (default: 1000,100000,1000000)")
  private List<Integer> backlogs = new ArrayList<>(List.of(1_000, 100_000, 1_000_000));

  @Option(
      names = "--workers",
      defaultValue = "4",
      description = "how many claim at once, each on a connection (default: ${DEFAULT-VALUE})")
  private int workers = 4;

  @Option(
      names = "--connections",
      defaultValue = "10",
      description = "how many connections every queue gets (default: ${DEFAULT-VALUE})")
  private int connections = 10;

  @Option(
      names = "--batch",
      defaultValue = "500",
      description = "how many a worker claims at once (default: ${DEFAULT-VALUE})")
  private int batch = 500;

  @Option(
      names = "--messages",
      defaultValue = "100000",
      description = "how many are delivered in each measure (default: ${DEFAULT-VALUE})")
  private int messages = 100_000;

  @Option(
      names = "--timely",
      defaultValue = "2000",
      description = "how many come one by one, for the latency (default: ${DEFAULT-VALUE})")
  private int timely = 2_000;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "how many of those a second (default: ${DEFAULT-VALUE})")
  private int rate = 200;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description =
          "how often the queues take turns; the best of each counts"
              + " (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(names = "--no-peers", description = "without the other queues")
  private boolean alone;

  @Override
  public Integer call() throws InterruptedException {
    try (var postgres = Postgres.of(database)) {
      warmUp(postgres);
      System.out.println(amongMany(postgres));
      if (!alone) {
        System.out.println(besideOthers(postgres));
      }
    }
    return 0;
  }

  private void warmUp(Postgres postgres) throws InterruptedException {
    try (var ours = new Deliveries(postgres.migratedDatabase("warm"), workers)) {
      for (var ending : Ending.values()) {
        ours.fill(WARMUP);
        ours.deliver(ending == Ending.TOGETHER ? WARMUP : WARMUP / 4, batch, ending);
      }
    }
  }

  // Among few and many.

  private Table amongMany(Postgres postgres) throws InterruptedException {
    var table =
        new Table(
            workers + " workers, messages a second",
            "claims of " + batch,
            "pgbench",
            "ratio",
            "one commit each");
    var database = postgres.migratedDatabase("delivery");
    try (var ours = new Deliveries(database, workers)) {
      for (int rows : backlogs) {
        ours.fill(rows);
        double together = best(ours, rows, Ending.TOGETHER);
        double single = best(ours, rows, Ending.ONE_BY_ONE);
        var bare = rows < SHORTEST ? OptionalDouble.empty() : pgbench(ours, database, rows);
        table.row(
            "%,d messages wait".formatted(rows),
            Table.rate(together),
            bare.isPresent() ? Table.rate(bare.getAsDouble()) : "-",
            bare.isPresent() ? Table.ratio(together / bare.getAsDouble()) : "-",
            Table.rate(single));
      }
      var waits = ours.waits(timely, rate, batch);
      System.out.printf(
          "From the call that commits a message to its claim, %d a second: p50 %s, p99 %s%n%n",
          rate,
          Table.time(Duration.ofNanos(waits.getValueAtPercentile(50))),
          Table.time(Duration.ofNanos(waits.getValueAtPercentile(99))));
    }
    return table;
  }

  private double best(Deliveries ours, int rows, Ending ending) throws InterruptedException {
    double best = 0;
    for (int round = 0; round < rounds; round++) {
      best = Math.max(best, deliver(ours, rows, ending));
    }
    return best;
  }

  /** Few that wait are worked off again and again, until enough were delivered. */
  private double deliver(Deliveries ours, int rows, Ending ending) throws InterruptedException {
    int wanted = ending == Ending.TOGETHER ? messages : messages / 5;
    long delivered = 0;
    var time = Duration.ZERO;
    while (delivered < Math.min(wanted, SHORTEST) || delivered < Math.min(wanted, rows)) {
      ours.keep(rows);
      int now = (int) Math.min(rows - rows / 5, wanted - delivered);
      int claims = rows < SHORTEST ? Math.max(1, Math.min(batch, rows / (workers * 2))) : batch;
      time = time.plus(ours.deliver(now, claims, ending));
      delivered += now;
    }
    return delivered * NANOS / time.toNanos();
  }

  private OptionalDouble pgbench(Deliveries ours, PostgresSettings database, int rows)
      throws InterruptedException {
    ours.keep(rows);
    // As long as there is enough for it at a hundred thousand a second.
    var time = Duration.ofSeconds(Math.max(1, Math.min(5, rows / 100_000)));
    var rate =
        new Pgbench(database, workers).run(time, PGBENCH, Map.of("batch", Integer.toString(batch)));
    return rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() * batch) : rate;
  }

  // Beside others.

  private Table besideOthers(Postgres postgres) throws InterruptedException {
    var asked = new Asked(connections, messages, timely, rate);
    var table =
        new Table(
            "%,d jobs wait, %d connections".formatted(messages, connections),
            "a second",
            "ours is times as fast",
            "wait p50",
            "p99");
    var outcomes = new LinkedHashMap<Peer, Outcome>();
    for (int round = 0; round < rounds; round++) {
      for (var peer : everybody()) {
        if (!(outcomes.get(peer) instanceof Outcome.LeftOut)) {
          outcomes.merge(
              peer, peer.measure(postgres.emptyDatabase("peer"), asked), DeliveryBench::better);
        }
      }
    }
    double ours = 0;
    for (var one : outcomes.entrySet()) {
      var name = one.getKey().name();
      System.out.println(name + ": " + one.getKey().settings());
      switch (one.getValue()) {
        case Outcome.Measured measured -> {
          double perSecond = messages * NANOS / measured.drained().toNanos();
          ours = ours == 0 ? perSecond : ours;
          table.row(
              name,
              Table.rate(perSecond),
              Table.ratio(ours / perSecond),
              Table.time(measured.median()),
              Table.time(measured.slowest()));
        }
        case Outcome.LeftOut(var why) -> {
          System.out.println("  left out: " + why);
          table.row(name, "left out");
        }
      }
    }
    System.out.println();
    return table;
  }

  private List<Peer> everybody() {
    return List.of(
        new Ours(Ending.TOGETHER, workers, batch),
        new Ours(Ending.ONE_BY_ONE, connections, FEW),
        new DbScheduler(),
        Child.GRAPHILE_WORKER,
        Child.RIVER);
  }

  private static Outcome better(Outcome before, Outcome now) {
    return before instanceof Outcome.Measured one && now instanceof Outcome.Measured other
        ? new Outcome.Measured(
            shorter(one.drained(), other.drained()),
            shorter(one.median(), other.median()),
            shorter(one.slowest(), other.slowest()))
        : now;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

package dev.slipway.benchmarks.serving;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.database.Seeding;
import dev.slipway.benchmarks.measure.Measured;
import dev.slipway.benchmarks.measure.SecondsOption;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.server.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench servers}: several servers on one database, beside one of them. */
@Command(
    name = "servers",
    mixinStandardHelpOptions = true,
    description = {
      "The same load, spread over one, two and four servers on one database: what they answer, and"
          + " how fast what is installed becomes ready. On one machine more servers cannot be"
          + " faster; this shows what it costs that there are many.",
      "",
      "At the end one server is killed in the middle of its work, and the time is told until the"
          + " others have done all that was accepted."
    })
public final class ServersBench implements Callable<Integer> {

  private static final int TENANTS = 16;
  private static final int ROWS = 1_000;

  @Option(
      names = "--servers",
      split = ",",
      defaultValue = "1,2,4",
      description = "how many servers (default: ${DEFAULT-VALUE})")
  private List<Integer> servers = List.of();

  @Mixin private SecondsOption seconds = new SecondsOption();

  @Mixin private DatabaseOption database = new DatabaseOption();

  /** What some servers did. */
  private record Done(int servers, Measured reads, double installations, String latencies) {}

  @Override
  public Integer call() throws InterruptedException {
    try (var postgres = database.open()) {
      var settings = postgres.migratedDatabase("servers");
      var world = World.make(settings, TENANTS, ROWS);
      var done = new ArrayList<Done>();
      for (int many : servers) {
        done.add(measure(world, many));
      }
      print(done);
      killOne(world, servers.stream().mapToInt(Integer::intValue).max().orElse(2));
    }
    return 0;
  }

  private static void print(List<Done> done) {
    var first = done.getFirst();
    var table =
        new Table("servers", "gets/s", "p50", "p99", "ratio", "installed/s", "ratio", "to ready");
    for (var one : done) {
      table.row(
          Integer.toString(one.servers()),
          Table.rate(one.reads().perSecond()),
          Table.time(one.reads().percentile(50)),
          Table.time(one.reads().percentile(99)),
          Table.ratio(one.reads().of(first.reads())),
          Table.rate(one.installations()),
          Table.ratio(one.installations() / first.installations()),
          one.latencies());
    }
    System.out.println(table);
  }

  private Done measure(World world, int many) throws InterruptedException {
    var installed = new Installed(world.database());
    installed.forget();
    try (var cluster = new Cluster(world.database(), many)) {
      var time = seconds.time();
      HttpLoad.Traffic gets =
          c ->
              HttpLoad.get(
                  "/providers/bench/i"
                      + (1 + ThreadLocalRandom.current().nextInt(Seeding.CHANGING))
                      + "/versions/1.0.0",
                  world.owner());
      var reads = cluster.load(time.dividedBy(2), time, server -> gets);
      long begun = System.nanoTime();
      var accepted = cluster.load(Duration.ZERO, time, server -> installs(world, server));
      installed.awaitReady();
      double rate = accepted.count() * 1e9 / (System.nanoTime() - begun);
      return new Done(many, reads, rate, installed.latencies((int) accepted.count()).toString());
    }
  }

  /** Each server's load installs for tenants that no other one does it for. */
  private static HttpLoad.Traffic installs(World world, int server) {
    var next = new AtomicInteger();
    return connection -> {
      int turn = next.getAndIncrement();
      int provider = Seeding.CHANGING - turn % Seeding.CHANGING;
      var tenant = world.tenants().get((server + 4 * (turn / Seeding.CHANGING)) % TENANTS);
      return HttpLoad.post(
          "/providers/install", tenant, World.installation("bench/i" + provider).toText());
    };
  }

  private void killOne(World world, int many) throws InterruptedException {
    var installed = new Installed(world.database());
    installed.forget();
    try (var cluster = new Cluster(world.database(), many)) {
      var time = seconds.time();
      var accepted = cluster.load(Duration.ZERO, time, server -> installs(world, server));
      int open = (int) accepted.count() - installed.ready();
      cluster.kill();
      long begun = System.nanoTime();
      installed.awaitReady();
      System.out.printf(
          "one of %d killed with SIGKILL while %d of %d installations were not ready: all were %s"
              + " later%n",
          many, open, accepted.count(), Table.time(Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  /** Several servers on one database. */
  private static final class Cluster implements AutoCloseable {

    private final List<ServerProcess> servers = new ArrayList<>();

    Cluster(PostgresSettings database, int many) throws InterruptedException {
      for (int i = 0; i < many; i++) {
        servers.add(
            ServerProcess.start(
                List.of("-Xmx256m"),
                List.of("--store", Postgres.url(database), "--runtimes", "simulated")));
      }
    }

    /** What a server is asked for. */
    @FunctionalInterface
    private interface Asking {
      HttpLoad.Traffic of(int server);
    }

    /** The same number of connections in all, however many servers there are. */
    Measured load(Duration warmup, Duration time, Asking asking) throws InterruptedException {
      int connections = Math.max(1, TENANTS / servers.size());
      try (var threads = Executors.newCachedThreadPool()) {
        var running = new ArrayList<Future<Measured>>();
        for (int i = 0; i < servers.size(); i++) {
          var address = servers.get(i).address();
          var traffic = asking.of(i);
          running.add(
              threads.submit(
                  () -> {
                    try (var load = new HttpLoad(address, connections)) {
                      return load.closed("load", warmup, time, traffic);
                    }
                  }));
        }
        var sum = running.getFirst().get();
        for (var other : running.subList(1, running.size())) {
          sum = sum.and(other.get());
        }
        return sum;
      } catch (ExecutionException e) {
        throw new IllegalStateException("A load ended early", e);
      }
    }

    /** Ends the first at once. */
    void kill() {
      servers.removeFirst().kill();
    }

    @Override
    public void close() {
      servers.forEach(ServerProcess::close);
    }
  }
}

package dev.slipway.benchmarks.serving;

import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Measured;
import dev.slipway.benchmarks.measure.SecondsOption;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.server.ServerProbe;
import dev.slipway.benchmarks.server.ServerProcess;
import dev.slipway.domain.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench isolation}: what one tenant costs the others. */
@Command(
    name = "isolation",
    mixinStandardHelpOptions = true,
    description = {
      "How long other tenants wait for their installations while one installation is changed as"
          + " fast as it can be; and what a thousand tenants cost that do nothing."
    })
public final class IsolationBench implements Callable<Integer> {

  private static final int TENANTS = 16;
  private static final int HAMMERS = 4;
  private static final int PER_SECOND = 30;
  private static final int FEW = 20;
  private static final int MANY = 20_000;
  private static final List<String> HEAP = List.of("-Xmx256m");

  @Mixin private SecondsOption seconds = new SecondsOption();

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() throws InterruptedException {
    try (var postgres = database.open()) {
      hot(World.make(postgres.migratedDatabase("isolation"), TENANTS, FEW));
      var table = new Table("tenants that do nothing", "heap", "CPU a second, idle", "install p50");
      idle(table, "none", World.make(postgres.migratedDatabase("idle_few"), TENANTS, FEW));
      idle(table, "1,000", World.make(postgres.migratedDatabase("idle_many"), TENANTS, MANY));
      System.out.println(table);
    }
    return 0;
  }

  /** Tenant 1 has the hot installation; the others install one provider after the other. */
  private void hot(World world) throws InterruptedException {
    var installed = new Installed(world.database());
    try (var server = server(world, "simulated");
        var others = new HttpLoad(server.address(), TENANTS - 1)) {
      var api = new Api(server.address());
      api.post("/providers/install", world.tenants().getFirst(), World.installation("bench/i1"));
      installed.awaitReady();
      int[] asked = new int[TENANTS];
      HttpLoad.Traffic installs =
          c ->
              HttpLoad.post(
                  "/providers/install",
                  world.tenants().get(c + 1),
                  World.installation("bench/i" + (2 + asked[c]++)).toText());
      others.open("warm-up", PER_SECOND, Duration.ZERO, seconds.time(), installs);
      installed.awaitReady();
      var token = world.tenants().getFirst();
      var path = "/providers/installed/bench/i1";
      var table = new Table("installations of others", "p50", "p99", "done/s", "refused/s");
      var alone = measured(installed, others, installs);
      table.row("alone", Table.time(alone.p50()), Table.time(alone.p99()));
      // As many clients that only read tell what of it is the cores' and not the installation's.
      beside(
          "beside reads of one",
          HttpLoad.get(path, token),
          table,
          server,
          installed,
          others,
          installs);
      // It is asked to be brought out again, which is refused while it is under way.
      var deploy = HttpLoad.post(path + "/deploy", token, Json.object().build().toText());
      beside("beside changes of one", deploy, table, server, installed, others, installs);
      System.out.println(table);
    }
  }

  /** What others wait for while some clients ask for one thing as fast as they are answered. */
  private void beside(
      String name,
      byte[] request,
      Table table,
      ServerProcess server,
      Installed installed,
      HttpLoad others,
      HttpLoad.Traffic installs)
      throws InterruptedException {
    var hammered = new Measured[1];
    var hammer =
        Thread.ofPlatform()
            .name("hammer")
            .start(
                () -> {
                  try (var load = new HttpLoad(server.address(), HAMMERS)) {
                    hammered[0] = load.closed(name, Duration.ZERO, seconds.time(), c -> request);
                  }
                });
    var waits = measured(installed, others, installs);
    hammer.join();
    var done = hammered[0];
    table.row(
        name,
        Table.time(waits.p50()),
        Table.time(waits.p99()),
        Table.rate(done.perSecond()),
        Table.rate((double) done.failed() / seconds.time().toSeconds()));
  }

  private Installed.Latencies measured(
      Installed installed, HttpLoad others, HttpLoad.Traffic installs) throws InterruptedException {
    int before = installed.ready();
    others.open("install", PER_SECOND, Duration.ZERO, seconds.time(), installs);
    installed.awaitReady();
    return installed.latencies(installed.ready() - before);
  }

  private void idle(Table table, String name, World world) throws InterruptedException {
    try (var server = server(world, "external");
        var probe = ServerProbe.of(server)) {
      Thread.sleep(seconds.time());
      long cpu = probe.cpuNanos();
      Thread.sleep(seconds.time());
      double idle = (probe.cpuNanos() - cpu) / 1e6 / seconds.time().toSeconds();
      int[] asked = new int[TENANTS];
      try (var load = new HttpLoad(server.address(), TENANTS)) {
        var installs =
            load.closed(
                "install",
                seconds.time(),
                seconds.time(),
                c ->
                    HttpLoad.post(
                        "/providers/install",
                        world.tenants().get(c),
                        World.installation("bench/i" + (1 + asked[c]++)).toText()));
        table.row(
            name,
            Table.bytes((double) probe.heapAfterCollection()),
            "%.1f ms".formatted(idle),
            Table.time(installs.percentile(50)));
      }
    }
  }

  private static ServerProcess server(World world, String runtimes) throws InterruptedException {
    return ServerProcess.start(
        HEAP, List.of("--store", Postgres.url(world.database()), "--runtimes", runtimes));
  }
}

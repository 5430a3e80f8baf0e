package dev.slipway.benchmarks.serving;

import static java.util.stream.Collectors.toMap;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.BareClient;
import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.database.Pgbench;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.database.Seeding;
import dev.slipway.benchmarks.measure.Measured;
import dev.slipway.benchmarks.measure.SecondsOption;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.server.ServerOptions;
import dev.slipway.benchmarks.server.ServerProbe;
import dev.slipway.domain.version.SemVer;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench serving}: what a request costs over HTTP, beside the same SQL without Slipway. */
@Command(
    name = "serving",
    mixinStandardHelpOptions = true,
    description = {
      "Throughput and latency over HTTP, beside the very same SQL (heard from the server itself)"
          + " run by the bare client and by pgbench with as many connections. Each number of rows"
          + " gets a database of its own.",
      "",
      "What leaves work behind is measured twice: with the server doing that work meanwhile, and"
          + " 'alone', on a server that only answers (--workers 0), as pgbench only commits.",
      "",
      "Load, server and database share the cores of this machine."
    })
public final class ServingBench implements Callable<Integer> {

  private static final int TENANTS = 16;
  private static final int RUNTIMES = 4;
  private static final int WARM_UP_ROUNDS = 3;

  /** What a tenant may install, beside the providers whose runtimes are heard. */
  private static final int INSTALLABLE = Seeding.CHANGING - RUNTIMES;

  /**
   * What is compared with each other takes so many turns: when something else slows the machine for
   * a while, it slows all of them.
   */
  private static final int TURNS = 4;

  /** At the beginning of each turn, until connections stand and rows are in memory. */
  private static final Duration SETTLING = Duration.ofMillis(250);

  /** About the bytes of a version's document beside its schema, and of an installation's. */
  private static final int DOCUMENT = 600;

  /** Above all numbers that one turn of pgbench gives to what it writes. */
  private static final long NUMBERS = 1_000_000;

  private static final String KEY = SemVer.of("1.0.25").sortKey().hex();

  /** Above every key of a version. */
  private static final String ABOVE = "ff";

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1000,100000,1000000",
      description =
          "how many versions, installations and registrations (default: ${DEFAULT-VALUE})")
  private List<Integer> rows = List.of();

  @Option(
      names = "--schema",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "about how large the schema is that each version brings for its config; 0 for none"
              + " (default: ${DEFAULT-VALUE})")
  private int schema;

  @Mixin private SecondsOption seconds = new SecondsOption();

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "in all, over the wanted operations in turn, before the first is measured (default:"
              + " ${DEFAULT-VALUE})")
  private int warmUp = 60;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "of the load to the server, and of the bare SQL (default: ${DEFAULT-VALUE})")
  private int connections = 16;

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "only operations whose names contain one of these")
  private List<String> only = new ArrayList<>();

  @Option(names = "--http-only", description = "without the bare SQL: for a look with a profiler")
  private boolean httpOnly;

  @Mixin private DatabaseOption database = new DatabaseOption();

  /** One operation, with and without the server. */
  private record Operation(
      String name,
      HttpLoad.Traffic traffic,
      String script,
      String statement,
      Optional<Supplier<Tuple>> given) {

    /** Whether there is work behind it. */
    boolean appends() {
      return script.contains("slipway.append");
    }

    Operation named(String other) {
      return new Operation(other, traffic, script, statement, given);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var postgres = database.open()) {
      for (int many : rows) {
        var began = System.nanoTime();
        var settings = postgres.migratedDatabase("serving_" + many);
        var world = World.make(settings, TENANTS, many, schema);
        System.out.printf(
            "%n%,d rows, made in %s%n%n",
            many, Table.time(Duration.ofNanos(System.nanoTime() - began)));
        measure(world, many);
      }
    }
    return 0;
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.stream().anyMatch(name::contains);
  }

  private List<Operation> wanted(List<Operation> operations) {
    return operations.stream().filter(one -> wanted(one.name())).toList();
  }

  /**
   * Everything in turn and more than once: what is measured first has then been compiled as well as
   * what is measured last, and for the same mix.
   */
  private void warmUp(List<Operation> all, Duration time, Under under) throws InterruptedException {
    var turn = time.dividedBy(WARM_UP_ROUNDS * Math.max(1L, all.size()));
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (var operation : all) {
        // Of a read's turn a third is the bare client's, which has less to compile.
        boolean beside = operation.given().isPresent() && under.bare().isPresent();
        try (var load = new HttpLoad(under.address(), connections)) {
          var own = beside ? turn.multipliedBy(2).dividedBy(3) : turn;
          load.closed(operation.name(), Duration.ZERO, own, operation.traffic());
        }
        if (beside) {
          under
              .bare()
              .orElseThrow()
              .closed(
                  operation.name(),
                  Duration.ZERO,
                  turn.dividedBy(3),
                  operation.statement(),
                  operation.given().orElseThrow());
        }
      }
    }
  }

  private void measure(World world, int many) throws InterruptedException {
    var table =
        new Table(
            "operation",
            "HTTP/s",
            "p50",
            "p99",
            "p99.9",
            "bare/s",
            "of bare",
            "pgbench/s",
            "of pgbench",
            "wrong",
            "allocated",
            "server CPU",
            "load CPU");
    var scripts = new Scripts(world.sql(), many);
    var done = new ArrayList<Compared>();
    var appending = new ArrayList<Operation>();
    try (var server = options.start(world.database(), "--runtimes", "external");
        var probe = ServerProbe.of(server);
        var bare = new BareClient(world.database(), connections)) {
      var operations =
          Stream.concat(
                  wanted(reads(world, scripts, many)).stream(),
                  wanted(commits(world, scripts, new Api(server.address()))).stream())
              .toList();
      var under =
          new Under(
              server.address(), probe, world.database(), Optional.of(bare).filter(b -> !httpOnly));
      warmUp(operations, Duration.ofSeconds(warmUp), under);
      World.awaitDelivery(world.database());
      for (var operation : operations) {
        // Workers would deliver what the same SQL appends: that is compared when there are none.
        done.add(compare(operation, under, !httpOnly && !operation.appends()));
        World.awaitDelivery(world.database());
      }
      operations.stream().filter(Operation::appends).forEach(appending::add);
      System.out.printf(
          "server: heap after a collection %s of %s, %d platform threads, %d connections to the"
              + " database%n",
          Table.bytes((double) probe.heapAfterCollection()),
          options.heap(),
          probe.threads(),
          databaseConnections(world.database()));
    }
    // Before pgbench leaves installations that no server can read.
    if (wanted("install to ready")) {
      installToReady(world);
    }
    done.addAll(undelivered(world, appending));
    var byPgbench =
        done.stream()
            .filter(one -> one.pgbench().isPresent())
            .collect(toMap(one -> one.operation().script(), Compared::pgbench));
    for (var one : done) {
      var pgbench = byPgbench.getOrDefault(one.operation().script(), OptionalDouble.empty());
      row(table, one.operation(), one.used(), one.bare(), pgbench);
    }
    System.out.println(table);
  }

  /**
   * What appends messages once more, on a server that only answers: a commit alone, as the same SQL
   * is, without the work that follows from it.
   */
  private List<Compared> undelivered(World world, List<Operation> appending)
      throws InterruptedException {
    if (appending.isEmpty()) {
      return List.of();
    }
    var done = new ArrayList<Compared>();
    try (var server = options.start(world.database(), "--runtimes", "external", "--workers", "0");
        var probe = ServerProbe.of(server)) {
      var under = new Under(server.address(), probe, world.database(), Optional.empty());
      new Installed(world.database()).forget();
      warmUp(appending, Duration.ofSeconds(warmUp).dividedBy(2), under);
      for (var operation : appending) {
        new Installed(world.database()).forget();
        world.seeding().forgetMessages();
        var named = operation.named(operation.name() + " alone");
        done.add(compare(named, under, !httpOnly));
      }
    }
    world.seeding().forgetMessages();
    return done;
  }

  /**
   * Installations on simulated runtimes, asked for as fast as they are accepted; then until all are
   * ready. Then at a third of that rate, for the latency, by the times that the rows hold.
   */
  private void installToReady(World world) throws InterruptedException {
    var installed = new Installed(world.database());
    installed.forget();
    try (var server = options.start(world.database(), "--runtimes", "simulated");
        var load = new HttpLoad(server.address(), connections)) {
      int[] asked = new int[connections];
      HttpLoad.Traffic traffic =
          c ->
              HttpLoad.post(
                  "/providers/install",
                  world.tenants().get(c % TENANTS),
                  World.installation("bench/i" + (Seeding.CHANGING - asked[c]++)).toText());
      load.closed("install", Duration.ZERO, Duration.ofSeconds(warmUp).dividedBy(4), traffic);
      installed.awaitReady();
      int warm = IntStream.of(asked).sum();
      long begun = System.nanoTime();
      load.closed("install", Duration.ZERO, time(), traffic);
      installed.awaitReady();
      double rate = (IntStream.of(asked).sum() - warm) * 1e9 / (System.nanoTime() - begun);
      int before = installed.ready();
      load.open("install", rate / 3, Duration.ZERO, time(), traffic);
      installed.awaitReady();
      System.out.printf(
          "install to ready on simulated runtimes: %s/s; at a third of that %s%n",
          Table.rate(rate), installed.latencies(installed.ready() - before));
    }
  }

  private Duration time() {
    return seconds.time();
  }

  /** What one operation used. */
  private record Used(Measured measured, double allocated, double serverNanos, double loadNanos) {

    Used then(Used other) {
      return new Used(
          measured.then(other.measured),
          allocated + other.allocated,
          serverNanos + other.serverNanos,
          loadNanos + other.loadNanos);
    }

    double ofEach(double all) {
      return all / Math.max(1, measured.count() + measured.failed());
    }
  }

  /** What is asked: the server, and its database without it. */
  private record Under(
      URI address, ServerProbe probe, PostgresSettings database, Optional<BareClient> bare) {}

  /** An operation by the server, and the same SQL without it. */
  private record Compared(
      Operation operation, Used used, Optional<Measured> bare, OptionalDouble pgbench) {}

  /** In turns, so that they are measured at the same time as far as the machine is concerned. */
  private Compared compare(Operation operation, Under under, boolean beside)
      throws InterruptedException {
    var used = new ArrayList<Used>();
    var client = new ArrayList<Measured>();
    var rates = new ArrayList<Double>();
    for (int turn = 0; turn < TURNS; turn++) {
      used.add(http(operation, under));
      if (beside && operation.given().isPresent()) {
        client.add(
            under
                .bare()
                .orElseThrow()
                .closed(
                    operation.name(),
                    SETTLING,
                    time().dividedBy(TURNS),
                    operation.statement(),
                    operation.given().orElseThrow()));
      }
      if (beside) {
        pgbench(under.database(), operation, turn).ifPresent(rates::add);
      }
    }
    return new Compared(
        operation,
        used.stream().reduce(Used::then).orElseThrow(),
        client.stream().reduce(Measured::then),
        rates.stream().mapToDouble(Double::doubleValue).average());
  }

  private OptionalDouble pgbench(PostgresSettings settings, Operation operation, int turn)
      throws InterruptedException {
    return new Pgbench(settings, connections)
        .run(
            time().dividedBy(TURNS),
            operation.script(),
            Map.of(
                "n", Long.toString(turn * NUMBERS),
                "key", "\\x" + KEY,
                "above", "\\x" + ABOVE,
                "document", "{" + " ".repeat(DOCUMENT + schema) + "}",
                "payload", "{" + " ".repeat(150) + "}"));
  }

  /** On new connections: the server closes those that are idle while others have their turn. */
  private Used http(Operation operation, Under under) throws InterruptedException {
    try (var load = new HttpLoad(under.address(), connections)) {
      load.closed(operation.name(), Duration.ZERO, SETTLING, operation.traffic());
      var probe = under.probe();
      long allocated = probe.allocated();
      long cpu = probe.cpuNanos();
      long own = ownCpu();
      var measured =
          load.closed(
              operation.name(), Duration.ZERO, time().dividedBy(TURNS), operation.traffic());
      return new Used(
          measured, probe.allocated() - allocated, probe.cpuNanos() - cpu, ownCpu() - own);
    }
  }

  private static long ownCpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static void row(
      Table table,
      Operation operation,
      Used used,
      Optional<Measured> bare,
      OptionalDouble pgbench) {
    var http = used.measured();
    table.row(
        operation.name(),
        Table.rate(http.perSecond()),
        Table.time(http.percentile(50)),
        Table.time(http.percentile(99)),
        Table.time(http.percentile(99.9)),
        bare.map(one -> Table.rate(one.perSecond())).orElse("-"),
        bare.map(one -> Table.ratio(http.of(one))).orElse("-"),
        pgbench.isPresent() ? Table.rate(pgbench.getAsDouble()) : "-",
        pgbench.isPresent() ? Table.ratio(http.perSecond() / pgbench.getAsDouble()) : "-",
        Long.toString(http.failed() + bare.map(Measured::failed).orElse(0L)),
        Table.bytes(used.ofEach(used.allocated())),
        "%.0f us".formatted(used.ofEach(used.serverNanos()) / 1e3),
        "%.0f us".formatted(used.ofEach(used.loadNanos()) / 1e3));
  }

  private static int random(int most) {
    return ThreadLocalRandom.current().nextInt(1, most + 1);
  }

  private List<Operation> reads(World world, Scripts scripts, int many) {
    int providers = Seeding.providers(many);
    var key = Buffer.buffer(HexFormat.of().parseHex(KEY));
    var above = Buffer.buffer(HexFormat.of().parseHex(ABOVE));
    var sql = world.sql();
    return List.of(
        new Operation(
            "get version",
            c ->
                HttpLoad.get(
                    "/providers/bench/p" + random(providers) + "/versions/1.0.25", world.owner()),
            scripts.version(),
            sql.version(),
            Optional.of(() -> Tuple.of("bench/p" + random(providers), key, "1.0.25"))),
        new Operation(
            "latest",
            c -> HttpLoad.get("/providers/bench/p" + random(providers), world.owner()),
            scripts.provider(),
            sql.provider(),
            Optional.of(() -> Tuple.of("bench/p" + random(providers)))),
        new Operation(
            "page of 20 versions",
            c ->
                HttpLoad.get(
                    "/providers/bench/p" + random(providers) + "/versions?limit=20", world.owner()),
            scripts.versions(),
            sql.versions(),
            Optional.of(() -> Tuple.of("bench/p" + random(providers), above, 20L, 0L))),
        new Operation(
            "get installation",
            c ->
                HttpLoad.get(
                    "/providers/installed/bench/p" + random(Seeding.INSTALLATIONS),
                    world.tenants().get(c % TENANTS)),
            scripts.installation(),
            sql.installation(),
            Optional.of(
                () ->
                    Tuple.of(
                        "tenant" + random(TENANTS), "bench/p" + random(Seeding.INSTALLATIONS)))),
        new Operation(
            "page of 20 installations",
            c -> HttpLoad.get("/providers/installed?limit=20", world.tenants().get(c % TENANTS)),
            scripts.installations(),
            sql.installations(),
            Optional.of(() -> Tuple.of("tenant" + random(TENANTS), "", 20L, 0L))));
  }

  private List<Operation> commits(World world, Scripts scripts, Api api)
      throws InterruptedException {
    var runtimes = wanted("heartbeat") ? runtimes(world, api) : List.<World.Registration>of();
    int[] published = new int[connections];
    int[] installed = new int[connections];
    int[] beaten = new int[connections];
    return List.of(
        new Operation(
            "publish",
            c ->
                HttpLoad.post(
                    "/provider-versions",
                    world.owner(),
                    World.publication(
                            "bench/i" + (1 + (c * 250 + published[c]) % Seeding.CHANGING),
                            "2." + c + "." + published[c]++,
                            schema)
                        .toText()),
            scripts.publication(),
            "",
            Optional.empty()),
        new Operation(
            "heartbeat",
            c -> {
              var runtime = runtimes.get((c * RUNTIMES + beaten[c]++ % RUNTIMES) % runtimes.size());
              return HttpLoad.post(
                  "/runtime/v1/registrations/" + runtime.id() + "/heartbeat",
                  runtime.token(),
                  "{}");
            },
            scripts.heartbeat(),
            "",
            Optional.empty()),
        new Operation(
            "install",
            c ->
                HttpLoad.post(
                    "/providers/install",
                    world.tenants().get(c % TENANTS),
                    World.installation("bench/i" + (RUNTIMES + 1 + installed[c]++ % INSTALLABLE))
                        .toText()),
            scripts.installing(),
            "",
            Optional.empty()));
  }

  private List<World.Registration> runtimes(World world, Api api) throws InterruptedException {
    var runtimes = new ArrayList<World.Registration>();
    for (var tenant : world.tenants()) {
      for (int i = 1; i <= RUNTIMES; i++) {
        api.post("/providers/install", tenant, World.installation("bench/i" + i));
        runtimes.add(World.registerWhenAsked(api, tenant, "bench/i" + i));
      }
    }
    return List.copyOf(runtimes);
  }

  private static int databaseConnections(PostgresSettings settings) {
    return Postgres.count(
        settings, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'slipway'");
  }
}

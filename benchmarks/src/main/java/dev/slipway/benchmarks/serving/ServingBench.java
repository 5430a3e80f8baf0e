package dev.slipway.benchmarks.serving;

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
import java.util.HashMap;
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

  /** Before each measure, until its connections stand and its rows are in memory. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

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
  private void warmUp(List<Operation> all, Duration time, URI address, Optional<BareClient> bare)
      throws InterruptedException {
    var turn = time.dividedBy(WARM_UP_ROUNDS * Math.max(1L, all.size()));
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (var operation : all) {
        // Of a read's turn a third is the bare client's, which has less to compile.
        boolean beside = operation.given().isPresent() && bare.isPresent();
        try (var load = new HttpLoad(address, connections)) {
          var own = beside ? turn.multipliedBy(2).dividedBy(3) : turn;
          load.closed(operation.name(), Duration.ZERO, own, operation.traffic());
        }
        if (beside) {
          bare.orElseThrow()
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
    var done = new ArrayList<Done>();
    var appending = new ArrayList<Operation>();
    try (var server = options.start(world.database(), "--runtimes", "external")) {
      try (var probe = ServerProbe.of(server);
          var bare = new BareClient(world.database(), connections)) {
        var reads = wanted(reads(world, scripts, many));
        var commits = wanted(commits(world, scripts, new Api(server.address())));
        warmUp(
            Stream.concat(reads.stream(), commits.stream()).toList(),
            Duration.ofSeconds(warmUp),
            server.address(),
            httpOnly ? Optional.empty() : Optional.of(bare));
        World.awaitDelivery(world.database());
        for (var read : reads) {
          reading(table, world.database(), read, server.address(), bare, probe);
        }
        for (var commit : commits) {
          done.add(new Done(commit, http(commit, server.address(), probe)));
          World.awaitDelivery(world.database());
        }
        commits.stream().filter(Operation::appends).forEach(appending::add);
        System.out.printf(
            "server: heap after a collection %s of %s, %d platform threads, %d connections to the"
                + " database%n",
            Table.bytes((double) probe.heapAfterCollection()),
            options.heap(),
            probe.threads(),
            databaseConnections(world.database()));
      }
    }
    done.addAll(undelivered(world, appending));
    if (wanted("install to ready")) {
      installToReady(world);
    }
    // Without the server, whose workers would deliver what the same SQL leaves.
    var byPgbench = new HashMap<String, OptionalDouble>();
    for (var commit : done) {
      var operation = commit.operation();
      if (!byPgbench.containsKey(operation.script())) {
        byPgbench.put(operation.script(), pgbench(world.database(), operation));
        world.seeding().forgetMessages();
      }
      row(
          table,
          operation,
          commit.used(),
          Optional.empty(),
          byPgbench.getOrDefault(operation.script(), OptionalDouble.empty()));
    }
    System.out.println(table);
  }

  /**
   * What appends messages once more, on a server that only answers: a commit alone, as the same SQL
   * is, without the work that follows from it.
   */
  private List<Done> undelivered(World world, List<Operation> appending)
      throws InterruptedException {
    if (appending.isEmpty()) {
      return List.of();
    }
    var done = new ArrayList<Done>();
    try (var server = options.start(world.database(), "--runtimes", "external", "--workers", "0");
        var probe = ServerProbe.of(server)) {
      new Installed(world.database()).forget();
      warmUp(
          appending, Duration.ofSeconds(warmUp).dividedBy(2), server.address(), Optional.empty());
      for (var operation : appending) {
        new Installed(world.database()).forget();
        world.seeding().forgetMessages();
        done.add(
            new Done(
                operation.named(operation.name() + " alone"),
                http(operation, server.address(), probe)));
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

  private void reading(
      Table table,
      PostgresSettings settings,
      Operation read,
      URI address,
      BareClient bare,
      ServerProbe probe)
      throws InterruptedException {
    var program = pgbench(settings, read);
    var alone =
        httpOnly
            ? Optional.<Measured>empty()
            : Optional.of(
                bare.closed(
                    read.name(), SETTLING, time(), read.statement(), read.given().orElseThrow()));
    row(table, read, http(read, address, probe), alone, program);
  }

  private OptionalDouble pgbench(PostgresSettings settings, Operation operation)
      throws InterruptedException {
    if (httpOnly) {
      return OptionalDouble.empty();
    }
    return new Pgbench(settings, connections)
        .run(
            time(),
            operation.script(),
            Map.of(
                "n", "0",
                "key", "\\x" + KEY,
                "above", "\\x" + ABOVE,
                "document", "{" + " ".repeat(600) + "}",
                "payload", "{" + " ".repeat(150) + "}"));
  }

  /** What one operation used. */
  private record Used(
      Measured measured, double allocated, double serverMicros, double loadMicros) {}

  /** A commit that was measured over HTTP. */
  private record Done(Operation operation, Used used) {}

  /** On connections of its own: the server closes those that are idle for long. */
  private Used http(Operation operation, URI address, ServerProbe probe) {
    try (var load = new HttpLoad(address, connections)) {
      load.closed(operation.name(), Duration.ZERO, SETTLING, operation.traffic());
      long allocated = probe.allocated();
      long cpu = probe.cpuNanos();
      long own = ownCpu();
      var measured = load.closed(operation.name(), Duration.ZERO, time(), operation.traffic());
      double count = Math.max(1, measured.count() + measured.failed());
      return new Used(
          measured,
          (probe.allocated() - allocated) / count,
          (probe.cpuNanos() - cpu) / count / 1e3,
          (ownCpu() - own) / count / 1e3);
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
        Table.bytes(used.allocated()),
        "%.0f us".formatted(used.serverMicros()),
        "%.0f us".formatted(used.loadMicros()));
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

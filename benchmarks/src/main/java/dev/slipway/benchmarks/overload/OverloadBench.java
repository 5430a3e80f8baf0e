package dev.slipway.benchmarks.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.measure.Load;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.overload.Crowd.Answer;
import dev.slipway.benchmarks.overload.Crowd.Request;
import dev.slipway.benchmarks.server.KillsOption;
import dev.slipway.benchmarks.server.MortalServer;
import dev.slipway.benchmarks.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench overload}: more than a server can do, and what becomes of it. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    description = {
      "Finds out how much a server can do, asks for more than that for a while whatever becomes of"
          + " it, then for half as much again. Says what was accepted, refused and lost, how long"
          + " the accepted waited, how soon it was as before, and looks for everything that was"
          + " acknowledged. Eight in ten requests read a version, one publishes one that is new,"
          + " one renames a provider, and one in a hundred installs."
    })
public final class OverloadBench implements Callable<Integer> {

  private static final int PROVIDERS = 200;
  private static final int FEW = 16;
  private static final int CALIBRATING = 64;
  private static final Duration WARMUP = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofSeconds(15);
  private static final double HALF = 0.5;
  private static final double AS_BEFORE = 2;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "how long the overload lasts (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(
      names = "--factor",
      defaultValue = "2",
      description = "how many times as much as it can do (default: ${DEFAULT-VALUE})")
  private double factor = 2;

  @Option(
      names = "--connections",
      defaultValue = "900",
      description = "how many clients (default: ${DEFAULT-VALUE})")
  private int connections = 900;

  @Mixin private ServerOptions options = new ServerOptions();

  @Mixin private KillsOption killing = new KillsOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var postgres = database.open()) {
      var settings = postgres.migratedDatabase("overload");
      try (var server =
              new MortalServer(() -> options.start(settings, "--dev", "--runtimes", "simulated"));
          var crowd = new Crowd(server.address(), connections)) {
        return measure(settings, server, crowd);
      }
    }
  }

  private int measure(PostgresSettings settings, MortalServer server, Crowd crowd)
      throws IOException, InterruptedException {
    var mix = new Mix();
    mix.prepare(server.address());
    double capacity;
    try (var few = new Crowd(server.address(), CALIBRATING)) {
      few.ask(0, WARMUP, mix.during(new Phase("warm-up")));
      var most = new Phase("as much as it can, %d clients".formatted(CALIBRATING));
      few.ask(0, CALM, mix.during(most));
      capacity = most.accepted() / (double) CALM.toSeconds();
      System.out.printf(
          Locale.ROOT,
          "It can do %,.0f requests a second (%d clients, each with one request at a time).%n",
          capacity,
          CALIBRATING);
    }
    var before = new Phase("half of it, before");
    crowd.ask(capacity * HALF, CALM, mix.during(before));
    var memory = memory(server);
    var over = new Phase("%.1f times as much".formatted(factor));
    var killer = killer(server, crowd);
    killer.start();
    crowd.ask(capacity * factor, Duration.ofSeconds(seconds), mix.during(over));
    killer.join();
    var memoryAfter = memory(server);
    var after = new Phase("half of it, right after");
    long calm = System.nanoTime();
    Table afterwards;
    try (var looking = new Afterwards(settings, server, after.begun)) {
      crowd.ask(capacity * HALF, CALM, mix.during(after));
      afterwards = looking.table(after);
    }
    System.out.println(Phase.table(List.of(before, over, after)));
    System.out.println("Right after, second by second:");
    System.out.println(afterwards);
    System.out.printf(
        Locale.ROOT,
        "Resident memory of the server: %s before, at most %s%s.%n",
        memory,
        memoryAfter,
        killing.kills() == 0 ? "" : " (of the last one)");
    var limit = Math.max(before.nanos.getValueAtPercentile(99) * AS_BEFORE, SECOND / 50.0);
    System.out.printf(
        Locale.ROOT,
        "The 99th percentile was below %s again %s.%n",
        Table.time(Duration.ofNanos((long) limit)),
        after.calmSince(calm, limit));
    int missing = mix.missing(server.address());
    System.out.printf(
        Locale.ROOT,
        "Of %,d publications and %,d installations that were acknowledged, %,d are missing.%n",
        mix.published(),
        mix.installed(),
        missing);
    return missing == 0 ? 0 : 1;
  }

  /** Kills the server in between and leads the crowd to the next. */
  private Thread killer(MortalServer server, Crowd crowd) {
    return Thread.ofPlatform()
        .unstarted(
            () -> {
              try {
                for (int i = 1; i <= killing.kills(); i++) {
                  Thread.sleep(Duration.ofSeconds(seconds).dividedBy(killing.kills() + 1L));
                  server.killAndStartAgain();
                  crowd.goTo(server.address());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** The most that was ever resident; text, since only Linux tells it. */
  private static String memory(MortalServer server) throws IOException {
    var status = Path.of("/proc", Long.toString(server.pid()), "status");
    return Files.exists(status)
        ? Files.readAllLines(status, US_ASCII).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\D", ""))
            .map(kib -> Table.bytes(Long.parseLong(kib) * 1024.0))
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }

  /** What came of asking for a while. */
  static final class Phase {
    private final String name;
    private final Histogram nanos = Load.histogram();
    private final List<Histogram> bySecond = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long accepted;
    private long full;
    private long fullWithoutWord;
    private long other;
    private long lost;
    private long held;
    private long last = begun;

    Phase(String name) {
      this.name = name;
    }

    long accepted() {
      return accepted;
    }

    /** Notes an answer. */
    void answered(Answer answer, boolean right, long due) {
      last = System.nanoTime();
      if (right) {
        accepted++;
        long took = Math.min(last - due, nanos.getHighestTrackableValue());
        nanos.recordValue(took);
        int second = (int) ((due - begun) / SECOND);
        while (bySecond.size() <= second) {
          bySecond.add(Load.histogram());
        }
        bySecond.get(second).recordValue(took);
      } else if (answer.status() == 503) {
        full++;
        fullWithoutWord += answer.retryAfter() ? 0 : 1;
      } else {
        other++;
      }
    }

    void lost() {
      lost++;
    }

    void held() {
      held++;
    }

    /** From which second on the 99th percentile stayed below a limit. */
    String calmSince(long since, double limit) {
      int calm = bySecond.size();
      while (calm > 0 && bySecond.get(calm - 1).getValueAtPercentile(99) <= limit) {
        calm--;
      }
      return calm == bySecond.size()
          ? "not within " + bySecond.size() + " s"
          : "after " + (calm + (begun - since) / SECOND) + " s";
    }

    /** A percentile of what was due in a second. */
    String inSecond(int second, double percentile) {
      return second < bySecond.size()
          ? Table.time(Duration.ofNanos(bySecond.get(second).getValueAtPercentile(percentile)))
          : "-";
    }

    static Table table(List<Phase> phases) {
      var table =
          new Table(
              "asked",
              "offered/s",
              "accepted/s",
              "503/s",
              "without Retry-After",
              "other",
              "lost",
              "no client free",
              "p50",
              "p99",
              "p99.9",
              "most");
      for (var phase : phases) {
        double time = (phase.last - phase.begun) / (double) SECOND;
        long all = phase.accepted + phase.full + phase.other + phase.lost + phase.held;
        table.row(
            phase.name,
            Table.rate(all / time),
            Table.rate(phase.accepted / time),
            Table.rate(phase.full / time),
            Long.toString(phase.fullWithoutWord),
            Long.toString(phase.other),
            Long.toString(phase.lost),
            Long.toString(phase.held),
            Table.time(Duration.ofNanos(phase.nanos.getValueAtPercentile(50))),
            Table.time(Duration.ofNanos(phase.nanos.getValueAtPercentile(99))),
            Table.time(Duration.ofNanos(phase.nanos.getValueAtPercentile(99.9))),
            Table.time(Duration.ofNanos(phase.nanos.getMaxValue())));
      }
      return table;
    }
  }

  /** What is asked, and what of it was acknowledged. */
  private static final class Mix {

    private final List<String> published = new ArrayList<>();
    private final List<String> installed = new ArrayList<>();
    private int turn;
    private int fresh;

    int published() {
      return published.size();
    }

    int installed() {
      return installed.size();
    }

    private static String text(String method, String path, String token, String json) {
      return ("%s %s HTTP/1.1\r\nHost: slipway\r\nAuthorization: Bearer dev:%s\r\n"
              + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
          .formatted(method, path, token, json.length(), json);
    }

    private static Request publication(String provider, String version) {
      return new Request(
          text(
              "POST",
              "/provider-versions",
              "load",
              "{\"name\":\"load/%s\",\"version\":\"%s\",\"wheel_url\":\"https://wheels.example/p-%s-py3-none-any.whl\"}"
                  .formatted(provider, version, version)),
          "/providers/load/%s/versions/%s".formatted(provider, version));
    }

    /** Makes what all of them ask about. */
    void prepare(URI address) throws IOException {
      try (var one = new Crowd(address, 1)) {
        var made = new ArrayList<Request>();
        made.add(
            new Request(
                text(
                    "POST",
                    "/console/runtime/versions",
                    "load",
                    "{\"version\":\"1.0.0\",\"image_url\":\"registry.example/runtime:1\"}"),
                ""));
        for (int i = 0; i < PROVIDERS; i++) {
          made.add(publication("p" + i, "1.0.0"));
        }
        one.askEach(
            made,
            request -> {
              throw new IllegalStateException("Could not make " + request.text());
            });
      }
    }

    /** How much of what was acknowledged is not there. */
    int missing(URI address) throws IOException {
      var questions = new ArrayList<Request>();
      for (var path : published) {
        questions.add(new Request(text("GET", path, "load", ""), path));
      }
      for (var path : installed) {
        int at = path.indexOf(' ');
        questions.add(
            new Request(text("GET", path.substring(at + 1), path.substring(0, at), ""), path));
      }
      var missing = new ArrayList<Request>();
      try (var few = new Crowd(address, FEW)) {
        few.askEach(questions, missing::add);
      }
      return missing.size();
    }

    private Request next() {
      int now = turn++;
      if (now % 100 == 99) {
        int one = fresh++;
        var tenant = "t" + one / PROVIDERS;
        return new Request(
            text(
                "POST",
                "/providers/install",
                tenant,
                "{\"provider_name\":\"load/p%d\"}".formatted(one % PROVIDERS)),
            "%s /providers/installed/load/p%d".formatted(tenant, one % PROVIDERS));
      }
      return switch (now % 10) {
        case 3 -> publication("p" + now % PROVIDERS, "2." + now + ".0");
        case 7 ->
            new Request(
                text(
                    "PATCH",
                    "/providers/load/p" + now % PROVIDERS,
                    "load",
                    "{\"description\":\"renamed in turn %d\"}".formatted(now)),
                "");
        default ->
            new Request(
                text("GET", "/providers/load/p" + now % PROVIDERS + "/versions/1.0.0", "load", ""),
                "");
      };
    }

    Crowd.Traffic during(Phase phase) {
      return new Crowd.Traffic() {
        @Override
        public Request next() {
          return Mix.this.next();
        }

        @Override
        public void answered(Request request, Answer answer, long due) {
          phase.answered(answer, answer.status() / 100 == 2, due);
          if (request.subject() instanceof String subject && !subject.isEmpty()) {
            if (answer.status() / 100 == 2) {
              (subject.indexOf(' ') < 0 ? published : installed).add(subject);
            }
          }
        }

        @Override
        public void lost(Request request) {
          phase.lost();
        }

        @Override
        public void held() {
          phase.held();
        }
      };
    }
  }
}

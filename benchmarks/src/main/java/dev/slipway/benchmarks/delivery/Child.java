package dev.slipway.benchmarks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A peer in a language of its own: a small program under {@code benchmarks/peers}, installed when
 * it is first asked for, into a cache, by the package manager of its language.
 *
 * @param name its name and version
 * @param settings with which of its settings it is measured, and what it promises
 * @param folder the program's folder under {@code benchmarks/peers}
 * @param files what is in it
 * @param install what installs it there
 * @param start what starts it there, without what is asked of it
 */
record Child(
    String name,
    String settings,
    String folder,
    List<String> files,
    List<String> install,
    List<String> start)
    implements Peer {

  private static final Duration INSTALLING = Duration.ofMinutes(10);
  private static final Duration RUNNING = Duration.ofMinutes(15);
  private static final int MOST_SAID = 300;

  static final Child GRAPHILE_WORKER =
      new Child(
          "graphile-worker 0.17.3",
          "24 jobs at once, local queue of 500, completions batched (its page on performance);"
              + " at least once, no order unless a queue is named",
          "graphile-worker",
          List.of("package.json", "package-lock.json", "peer.js"),
          List.of("npm", "ci", "--no-audit", "--no-fund"),
          List.of("node", "peer.js"));

  static final Child RIVER =
      new Child(
          "River 0.51.1",
          "2,000 workers, fetches at most every 2 ms, completions batched (its own benchmark);"
              + " at least once, no order, completed jobs are kept for a day",
          "river",
          List.of("go.mod", "go.sum", "main.go"),
          List.of("go", "build", "-o", "peer", "."),
          List.of("./peer"));

  @Override
  public Outcome measure(PostgresSettings database, Asked asked) throws InterruptedException {
    try {
      var home = unpack();
      var installed = home.resolve("installed");
      if (!Files.exists(installed)) {
        var ended = run(home, install, INSTALLING);
        if (ended.code() != 0) {
          return new Outcome.LeftOut("it did not install: " + ended.tail());
        }
        Files.createFile(installed);
      }
      var line = new ArrayList<>(start);
      line.addAll(
          List.of(
              // Both clients know fewer ways to verify than PostgreSQL's own.
              Postgres.url(database).replace("sslmode=prefer", "sslmode=disable"),
              Integer.toString(asked.connections()),
              Integer.toString(asked.jobs()),
              Integer.toString(asked.timely()),
              Integer.toString(asked.perSecond())));
      var ended = run(home, line, RUNNING);
      return ended.code() == 0
          ? new Outcome.Measured(
              Duration.ofNanos((long) (ended.number("drained_seconds") * 1e9)),
              Duration.ofNanos((long) (ended.number("p50_micros") * 1e3)),
              Duration.ofNanos((long) (ended.number("p99_micros") * 1e3)))
          : new Outcome.LeftOut("it did not run: " + ended.tail());
    } catch (IOException e) {
      return new Outcome.LeftOut(String.valueOf(e.getMessage()));
    }
  }

  /** The program, in a folder of the user's cache that its content names. */
  private Path unpack() throws IOException {
    var texts = new ArrayList<byte[]>();
    int digest = 0;
    for (String file : files) {
      try (var in = Child.class.getResourceAsStream("/peers/" + folder + "/" + file)) {
        if (in == null) {
          throw new IOException("this build has no " + folder + "/" + file);
        }
        var bytes = in.readAllBytes();
        texts.add(bytes);
        digest = 31 * digest + new String(bytes, UTF_8).hashCode();
      }
    }
    var home = cache().resolve("%s-%08x".formatted(folder, digest));
    Files.createDirectories(home);
    for (int i = 0; i < files.size(); i++) {
      Files.write(home.resolve(files.get(i)), texts.get(i));
    }
    return home;
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("slipway-bench");
  }

  private record Ended(int code, String said) {

    double number(String member) {
      var found = Pattern.compile("\"" + member + "\": ?([0-9.e+-]+)").matcher(said);
      return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }

    String tail() {
      var one = said.strip().replaceAll("\\s+", " ");
      return one.substring(Math.max(0, one.length() - MOST_SAID));
    }
  }

  private static Ended run(Path home, List<String> line, Duration atMost)
      throws IOException, InterruptedException {
    var said = Files.createTempFile("slipway-bench-peer", ".log");
    try {
      var builder =
          new ProcessBuilder(line)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      withGo(builder.environment());
      var process = builder.start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return new Ended(-1, "it did not end within " + atMost.toMinutes() + " minutes");
      }
      return new Ended(process.exitValue(), Files.readString(said, UTF_8));
    } finally {
      delete(said);
    }
  }

  /** Go is often installed where no PATH leads. */
  private static void withGo(Map<String, String> environment) {
    environment.merge("PATH", "/usr/local/go/bin", (path, go) -> path + ":" + go);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Removing " + file, e);
    }
  }
}

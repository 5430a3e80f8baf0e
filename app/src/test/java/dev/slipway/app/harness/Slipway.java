package dev.slipway.app.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command in a process of its own, as a shell starts it. Not thread-safe. */
public final class Slipway implements AutoCloseable {

  /** So long anything may take on a machine that is busy with other things. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String READY = "listening on ";
  private static final long PAUSE_MILLIS = 25;

  private final Process process;
  private final Path out;
  private final Path err;

  private Slipway(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command line. */
  public static Slipway start(Path folder, String... arguments) {
    return start(folder, Map.of(), arguments);
  }

  /** Starts a command line with more variables; an empty one is removed. */
  public static Slipway start(Path folder, Map<String, String> variables, String... arguments) {
    try {
      var out = Files.createTempFile(folder, "slipway-", ".out");
      var err = Files.createTempFile(folder, "slipway-", ".err");
      var line =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.slipway.app.Main"));
      line.addAll(List.of(arguments));
      var builder =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
      builder.environment().putAll(variables);
      builder.environment().values().removeIf(String::isEmpty);
      return new Slipway(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException("The command cannot be started", e);
    }
  }

  /** Starts a command line and waits for its end. */
  public static Ended run(Path folder, String... arguments) {
    return run(folder, Map.of(), arguments);
  }

  /** Starts a command line with more variables and waits for its end. */
  public static Ended run(Path folder, Map<String, String> variables, String... arguments) {
    try (var slipway = start(folder, variables, arguments)) {
      return slipway.ended();
    }
  }

  /** How a command ended. */
  public record Ended(int exitCode, String out, String err) {}

  /** Waits until the server listens. */
  public URI address() {
    // The whole line: its beginning may be there before its end.
    await("listening", () -> out().contains("\n") || !process.isAlive());
    if (!out().startsWith(READY)) {
      throw new AssertionError("The server did not come up: " + err());
    }
    return URI.create(out().lines().findFirst().orElseThrow().substring(READY.length()));
  }

  /** What it has printed. */
  public String out() {
    return read(out);
  }

  /** What it has told and logged. */
  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of the PostgreSQL that a server has embedded, by its folder. */
  public static String embeddedStore(Path data) {
    var properties = new Properties();
    var file = data.resolve("postgresql").resolve("connection.properties");
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "postgresql://%s:%s@127.0.0.1:%s/%s?sslmode=disable"
        .formatted(
            properties.getProperty("user"),
            properties.getProperty("password"),
            properties.getProperty("port"),
            properties.getProperty("database"));
  }

  /** Its process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Whether a process runs: it is there, and not just a corpse that nobody has taken away yet. */
  public static boolean runs(long pid) {
    try {
      var state = Path.of("/proc", Long.toString(pid), "stat");
      if (Files.exists(state)) {
        var line = Files.readString(state, ISO_8859_1);
        // "PID (NAME) STATE …", where the name may hold anything.
        return !line.substring(line.lastIndexOf(')') + 1).strip().startsWith("Z");
      }
    } catch (IOException e) {
      return false; // it ended while we looked
    }
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Sends it a signal, such as {@code TERM}. */
  public void signal(String name) {
    signal(process.pid(), name);
  }

  /** Sends a process a signal. */
  public static void signal(long pid, String name) {
    try {
      var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start();
      if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("Process " + pid + " did not take SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for its end. */
  public Ended ended() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("The command does not end: " + err());
      }
      return new Ended(process.exitValue(), out(), err());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Asks it to stop, and waits for its end. */
  public Ended stop() {
    signal("TERM");
    return ended();
  }

  /** Waits for something that happens in another process. */
  public static void await(String what, BooleanSupplier happened) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!happened.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("Still not: " + what);
        }
        // Another process has no latch to offer; nobody counts this one down.
        if (new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new AssertionError();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Ends it, whatever it does. */
  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      try {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}

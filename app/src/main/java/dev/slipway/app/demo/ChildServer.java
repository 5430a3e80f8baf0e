package dev.slipway.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.app.signal.Signals;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, from the same jar, as anybody would start it. */
final class ChildServer implements AutoCloseable {

  private static final String READY = "listening on ";
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int TAIL = 30;

  private final Process process;
  private final Path log;
  private final URI address;

  private ChildServer(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param folder where its output is kept
   * @param options of {@code serve}
   * @throws Difference when it does not come up
   */
  static ChildServer start(Path folder, List<String> options, Signals stop) throws IOException {
    Path output = folder.resolve("server.out");
    Path log = folder.resolve("server.log");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.app.Main",
                "serve"));
    line.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(log.toFile());
    // What somebody has set for the own server is not meant for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    Process process = builder.start();
    ChildServer unready = new ChildServer(process, log, URI.create("http://127.0.0.1"));
    boolean ready = false;
    try {
      ChildServer server = new ChildServer(process, log, unready.awaitAddress(output, stop));
      ready = true;
      return server;
    } finally {
      if (!ready) {
        unready.close();
      }
    }
  }

  private URI awaitAddress(Path output, Signals stop) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      String printed = Files.readString(output, UTF_8);
      // The whole line: its beginning may be there before its end.
      if (printed.startsWith(READY) && printed.contains("\n")) {
        return URI.create(printed.lines().findFirst().orElseThrow().substring(READY.length()));
      }
      if (stop.await(LOOK)) {
        throw new Interrupted();
      }
    }
    throw new Difference("The server should come up, and did not:\n" + tail());
  }

  /** Where it listens. */
  URI address() {
    return address;
  }

  /** The last lines of its log. */
  String tail() throws IOException {
    List<String> lines = Files.readAllLines(log, UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  /** The processes that the server has started and that run a Python package. */
  List<ProcessHandle> running(String pythonPackage) {
    try (Stream<ProcessHandle> all = process.descendants()) {
      return all.filter(ProcessHandle::isAlive)
          .filter(
              one -> one.info().arguments().map(List::of).orElse(List.of()).contains(pythonPackage))
          .toList();
    }
  }

  /** Asks it to stop, and waits until it has. */
  int stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return -1;
  }

  /** Ends it, whatever it takes. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    if (process.isAlive() && stop() == -1) {
      process.destroyForcibly().onExit().join();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

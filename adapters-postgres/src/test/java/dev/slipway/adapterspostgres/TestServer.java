package dev.slipway.adapterspostgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server of one test, which may crash. What it has committed it keeps, as long as the machine
 * does not crash too.
 */
final class TestServer implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 60;

  private final Path folder;
  private final int port;
  private EmbeddedPostgres running;

  private TestServer(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.running = begin();
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** A server with a database whose migrations have run. */
  static TestServer started() {
    try {
      int port = freePort();
      var server = new TestServer(Files.createTempDirectory("slipway-crash"), port);
      PostgresMigrations.migrate(server.settings());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("the PostgreSQL of a test did not start", e);
    }
  }

  private EmbeddedPostgres begin() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(Duration.ofSeconds(DEADLINE_SECONDS))
        .start();
  }

  PostgresSettings settings() {
    return PostgresSettings.of("localhost", port, "postgres", "postgres", "");
  }

  /** Ends at once, without putting anything in order. */
  void crash() {
    kill("-QUIT", mainProcess());
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of its processes dies, whereupon all of them begin anew. */
  void loseProcess(int processId) {
    kill("-KILL", processId);
  }

  /** Begins again where it crashed. */
  void start() {
    try {
      running = begin();
    } catch (IOException e) {
      throw new UncheckedIOException("the PostgreSQL of a test did not start again", e);
    }
  }

  private long mainProcess() {
    try {
      return Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(String signal, long processId) {
    var process = ProcessHandle.of(processId).orElseThrow();
    try {
      new ProcessBuilder("kill", signal, Long.toString(processId)).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("process " + processId + " did not end", e);
    }
    awaitEnd(process);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("process " + process.pid() + " did not end", e);
    }
  }

  @Override
  public void close() {
    try {
      var main =
          Files.exists(folder.resolve("postmaster.pid"))
              ? ProcessHandle.of(mainProcess())
              : Optional.<ProcessHandle>empty();
      running.close();
      // Closing gives up after five seconds, and a server that still runs still writes.
      main.ifPresent(TestServer::awaitEnd);
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

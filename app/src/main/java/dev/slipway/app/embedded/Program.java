package dev.slipway.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Program {

  private static final Duration QUICK = Duration.ofSeconds(10);

  private Program() {}

  /**
   * How a program ended.
   *
   * @param ok with exit code 0
   * @param said all that it printed
   */
  record Ended(boolean ok, String said) {}

  /** Whether a program can be run at all and succeeds. */
  static boolean works(List<String> command) {
    try {
      return run(command, QUICK).ok();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Runs a program that prints little.
   *
   * @throws IOException when it cannot be started, or does not end in time and is killed
   */
  static Ended run(List<String> command, Duration atMost) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A user's own PostgreSQL settings are not for ours; messages must be in English to be read.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      // Its output is a few lines and fits the pipe; a server that it starts writes elsewhere.
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(command.getLast() + " did not end within " + atMost);
      }
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Ended(process.exitValue() == 0, said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
    } finally {
      process.destroyForcibly();
    }
  }
}

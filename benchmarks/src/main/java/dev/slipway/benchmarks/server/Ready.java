package dev.slipway.benchmarks.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** The first answer of a server that it is ready. */
final class Ready {

  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final int OK = 200;

  private Ready() {}

  static void await(URI address) throws InterruptedException {
    long deadline = System.nanoTime() + AT_MOST.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        // The plainest client of the JDK: it is up at once, and its own start is not measured.
        var connection = (HttpURLConnection) address.resolve("/ready").toURL().openConnection();
        if (connection.getResponseCode() == OK) {
          connection.disconnect();
          return;
        }
      } catch (IOException e) {
        Thread.sleep(1);
      }
    }
    throw new IllegalStateException(address + " did not become ready within " + AT_MOST);
  }
}

package dev.slipway.benchmarks.overload;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.server.MortalServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a server still has to do after too much was asked of it, second by second: why it is not as
 * it was. Looks once a second, on a thread of its own.
 */
final class Afterwards implements AutoCloseable {

  private static final Duration EACH = Duration.ofSeconds(1);

  private final PostgresSettings database;
  private final List<Look> looks = new CopyOnWriteArrayList<>();
  private final Thread looking;

  /**
   * One look.
   *
   * @param messages that wait for somebody to work on them
   * @param cores how many cores the server kept busy since the look before
   * @param compilers how many threads of its compilers were busy since then
   */
  private record Look(int messages, double cores, double compilers) {}

  /**
   * Looks from now on, and holds nobody up.
   *
   * @param began when the first second began, by {@link System#nanoTime}
   */
  Afterwards(PostgresSettings database, MortalServer server, long began) {
    this.database = database;
    this.looking = Thread.ofPlatform().start(() -> look(server, began));
  }

  private void look(MortalServer server, long began) {
    try (var probe = server.probe()) {
      long at = System.nanoTime();
      long cpu = probe.cpuNanos();
      long compiled = probe.compiledMillis();
      for (int second = 1; ; second++) {
        long due = began + second * EACH.toNanos();
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        long passed = System.nanoTime() - at;
        long cpuNow = probe.cpuNanos();
        long compiledNow = probe.compiledMillis();
        looks.add(
            new Look(
                Postgres.count(database, "SELECT count(*) FROM slipway.heads"),
                (cpuNow - cpu) / (double) passed,
                Duration.ofMillis(compiledNow - compiled).toNanos() / (double) passed));
        at += passed;
        cpu = cpuNow;
        compiled = compiledNow;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line for each second. */
  Table table(OverloadBench.Phase phase) {
    var table = new Table("second", "p50", "p99", "messages", "server, cores", "its compilers");
    for (int second = 0; second < looks.size(); second++) {
      var look = looks.get(second);
      table.row(
          Integer.toString(second + 1),
          phase.inSecond(second, 50),
          phase.inSecond(second, 99),
          Integer.toString(look.messages()),
          String.format(Locale.ROOT, "%.2f", look.cores()),
          String.format(Locale.ROOT, "%.2f", look.compilers()));
    }
    return table;
  }

  /** Looks no more. */
  @Override
  public void close() {
    looking.interrupt();
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

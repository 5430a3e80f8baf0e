package dev.slipway.benchmarks.delivery;

import dev.slipway.adapterspostgres.PostgresSettings;
import java.time.Duration;

/** Another queue on PostgreSQL. */
interface Peer {

  /** Its name and version. */
  String name();

  /** With which of its settings it is measured, and what it promises. */
  String settings();

  /**
   * Puts jobs that do nothing into an empty database by its own bulk call, and has them worked off;
   * then puts some in one by one.
   *
   * @param asked how much
   * @return what it took, or why it could not be measured here
   */
  Outcome measure(PostgresSettings database, Asked asked) throws InterruptedException;

  /**
   * How much is asked of everybody.
   *
   * @param connections how many to the database
   * @param jobs how many wait when the work begins
   * @param timely how many come one by one afterwards
   * @param perSecond how many of those a second
   */
  record Asked(int connections, int jobs, int timely, int perSecond) {}

  /** What came of it. */
  sealed interface Outcome {

    /**
     * It was measured.
     *
     * @param drained from the start until no job was left
     * @param median from the call that puts a job in to the start of its work
     * @param slowest the same, of one in a hundred
     */
    record Measured(Duration drained, Duration median, Duration slowest) implements Outcome {}

    /** It does not install or run here. */
    record LeftOut(String why) implements Outcome {}
  }
}

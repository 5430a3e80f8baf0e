package dev.slipway.ports.driving.delivery;

import java.time.Duration;
import java.util.List;

/**
 * The work behind the requests, one step a call. Whoever owns the threads (the kit, a test) calls
 * these in loops; any number of processes may do so on one store. Thread-safe; blocks.
 *
 * <p>Every step may end with {@code StorageUnavailable}: nothing is lost, call again later.
 */
public interface Work {

  /** A message that this process has claimed. */
  interface Job {

    /** For logs: what is to be done, on what. */
    String name();

    /**
     * Does it: performs the effect, decides, commits under the claim. Never throws for what a
     * message asks; throws {@code StorageUnavailable} and {@code OutcomeUnknown}, after which the
     * message is delivered again when its lease has ended.
     */
    void run();

    /** Gives the message back untried. */
    void handBack();

    /** Prolongs the claim; {@code false} when it has ended. */
    boolean renew();
  }

  /** How long a claim holds; renew well before. */
  Duration lease();

  /** Claims due messages, at most so many. Each must be run or handed back. */
  List<Job> claim(int limit);

  /**
   * Judges what is due by the clock: registration deadlines and silent runtimes.
   *
   * @return how many were judged; call again at once when it is not zero
   */
  int judgeDeadlines();

  /**
   * Compares what runs with what should run and repairs the difference; for the start and every
   * five minutes.
   *
   * @return how many differences were repaired
   */
  int sweep();

  /**
   * Brings back the runtimes whose owner was lost; for every few seconds.
   *
   * @return how many
   */
  int adoptOrphans();

  /**
   * Removes what has expired, a bounded batch a call, and writes down when tokens were used.
   *
   * @return how much was removed; call again soon when it is not zero
   */
  int housekeep();

  /**
   * How long to sleep at most when nothing is due. Asks nobody: what becomes due by other servers,
   * or because they have ended, is found a second late at most.
   */
  Duration idle();
}

package dev.slipway.adaptersjsonschema;

import java.io.Serial;
import java.time.Duration;

/**
 * How much work one judgement may be: a number of counts, and time. Belongs to one thread.
 *
 * <p>The counts alone are no bound, as some keywords do much in one of them; so each spending looks
 * at the time as well. And as a virtual thread is never interrupted in its turn, whoever spends for
 * long lets others go first now and then.
 */
final class Budget {

  /** Too much work. Travels through the library as what it does not know, hence unchecked. */
  static final class Exceeded extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Exceeded() {
      super("the budget of a judgement is spent", null, false, false);
    }
  }

  private static final long COUNTS = 1_000_000;
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final long TURN_NANOS = Duration.ofMillis(1).toNanos();

  private final long end;
  private long left;
  private long turn;

  Budget(long counts, Duration time) {
    this.left = counts;
    this.turn = System.nanoTime();
    this.end = turn + time.toNanos();
  }

  /** The budget of one judgement. */
  static Budget ofOneJudgement() {
    return new Budget(COUNTS, TIME);
  }

  /**
   * The budget of finding out which schemas a name belongs to: a hundred names get together what
   * one judgement gets.
   */
  static Budget ofOneName() {
    return new Budget(COUNTS / 100, TIME);
  }

  /**
   * Takes {@code counts} away.
   *
   * @throws Exceeded if there are not so many left, or the time is over
   */
  void spend(long counts) {
    left -= counts;
    long now = System.nanoTime();
    if (left < 0 || now - end > 0) {
      throw new Exceeded();
    }
    letOthersGoOn(now);
  }

  /** Lets other virtual threads of the same carrier go on, if they have waited for a while. */
  void letOthersGoOn() {
    letOthersGoOn(System.nanoTime());
  }

  @SuppressWarnings("ThreadPriorityCheck") // who yields is late at worst, never wrong
  private void letOthersGoOn(long now) {
    if (now - turn > TURN_NANOS && Thread.currentThread().isVirtual()) {
      Thread.yield();
      turn = System.nanoTime();
    }
  }
}

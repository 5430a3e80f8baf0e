package dev.slipway.adaptershttp.fetch;

import java.time.Duration;

/** The moment at which a fetch has taken too long, on the clock that never jumps. Immutable. */
public final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  /** The moment at which {@code limit} has passed from now. */
  public static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /** Nanoseconds until then; 0 or less when it has passed. */
  long nanosLeft() {
    return end - System.nanoTime();
  }

  /** Whether it has passed. */
  public boolean hasPassed() {
    return nanosLeft() <= 0;
  }

  /** The earlier of this moment and the one at which {@code limit} has passed from now. */
  public Deadline within(Duration limit) {
    Deadline other = in(limit);
    return other.nanosLeft() < nanosLeft() ? other : this;
  }

  /** A moment at which a {@code parts}-th of what is left has passed. */
  Deadline share(int parts) {
    return new Deadline(System.nanoTime() + nanosLeft() / parts);
  }
}

package dev.slipway.adaptershttp.fetch;

import java.time.Duration;

/** The moment at which a fetch has taken too long, on the clock that never jumps. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /** Nanoseconds until then; 0 or less when it has passed. */
  long nanosLeft() {
    return end - System.nanoTime();
  }

  /** A moment at which a {@code parts}-th of what is left has passed. */
  Deadline share(int parts) {
    return new Deadline(System.nanoTime() + nanosLeft() / parts);
  }
}

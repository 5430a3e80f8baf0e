package dev.slipway.portstck.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class MovableClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** A clock that shows this time. */
  public MovableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock forward, or back when the time is negative. */
  public void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}

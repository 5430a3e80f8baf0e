package dev.slipway.junit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Thread-safe. */
public final class VirtualClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** A clock that stands at a time. */
  public VirtualClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock alone; {@link VirtualPlatform#advance} lets happen what is due on the way. */
  void moveTo(Instant next) {
    now.updateAndGet(current -> next.isAfter(current) ? next : current);
  }

  @Override
  public String toString() {
    return "VirtualClock[" + now.get() + "]";
  }
}

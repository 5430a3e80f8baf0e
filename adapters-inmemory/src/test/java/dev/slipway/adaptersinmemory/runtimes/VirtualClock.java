package dev.slipway.adaptersinmemory.runtimes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. Thread-safe. */
final class VirtualClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void moveTo(Instant next) {
    now = next;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}

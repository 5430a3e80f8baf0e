package dev.slipway.usecases.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * When the messages that were put off here become due again, so that nobody needs to ask the store.
 * Only a hint: what another server put off, that one remembers. Thread-safe.
 */
final class Retries {

  private final NavigableSet<Instant> due = new ConcurrentSkipListSet<>();
  private final InstantSource clock;

  Retries(InstantSource clock) {
    this.clock = clock;
  }

  /** A message was put off just now. */
  void after(Duration delay) {
    due.add(clock.instant().plus(delay));
  }

  /** How long until the next one; those whose time has come are forgotten. */
  Optional<Duration> next() {
    var now = clock.instant();
    due.headSet(now, true).clear();
    return Optional.ofNullable(due.higher(now)).map(next -> Duration.between(now, next));
  }
}

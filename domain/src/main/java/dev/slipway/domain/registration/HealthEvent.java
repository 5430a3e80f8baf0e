package dev.slipway.domain.registration;

import java.time.Duration;
import java.time.Instant;

/** What can happen to the health of a registered runtime. */
public sealed interface HealthEvent {

  /** It registered again, as the same instance. */
  record RegisteredAgain(Instant at) implements HealthEvent {}

  /** It was heard, and is well. */
  record HeardWell(Instant at) implements HealthEvent {}

  /**
   * It was heard, and is not well.
   *
   * @param message what it said; empty when it said nothing
   */
  record HeardUnwell(String message, Instant at) implements HealthEvent {}

  /**
   * It may have been silent for too long.
   *
   * @param interval how often it should be heard
   */
  record SilenceChecked(Duration interval, Instant at) implements HealthEvent {}
}

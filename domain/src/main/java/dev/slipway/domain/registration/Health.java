package dev.slipway.domain.registration;

import java.time.Instant;

/** Whether a runtime can be reached, as its heartbeats tell. */
public sealed interface Health {

  /** It says that it is well, in time. */
  record Healthy() implements Health {}

  /**
   * It is silent, or says that it is not well.
   *
   * @param since since when
   * @param message why, for people
   */
  record Degraded(Instant since, String message) implements Health {}

  /** The wire's word. */
  default String word() {
    return switch (this) {
      case Healthy healthy -> "healthy";
      case Degraded degraded -> "degraded";
    };
  }
}

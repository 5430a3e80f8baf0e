package dev.slipway.domain.registration;

import dev.slipway.domain.registration.Health.Degraded;
import dev.slipway.domain.registration.Health.Healthy;
import dev.slipway.domain.registration.HealthEvent.HeardUnwell;
import dev.slipway.domain.registration.HealthEvent.HeardWell;
import dev.slipway.domain.registration.HealthEvent.RegisteredAgain;
import dev.slipway.domain.registration.HealthEvent.SilenceChecked;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * The state machine of a runtime's health: one pure, total function. The diagram in {@code
 * docs/states/health.md} is generated from it.
 */
public final class HealthMachine {

  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private HealthMachine() {}

  /**
   * What a registration becomes when an event happens to it; the same value when nothing changes.
   */
  public static Registration apply(Registration registration, HealthEvent event) {
    return switch (registration.health()) {
      case Healthy healthy ->
          switch (event) {
            case RegisteredAgain e -> registration.heard(healthy, e.at());
            case HeardWell e -> registration.heard(healthy, e.at());
            case HeardUnwell e -> registration.heard(unwell(e), e.at());
            case SilenceChecked e ->
                e.at().isBefore(registration.silentFrom(e.interval()))
                    ? registration
                    : registration.judged(silent(registration, e.at()));
          };
      case Degraded degraded ->
          switch (event) {
            case RegisteredAgain e -> registration.heard(new Healthy(), e.at());
            case HeardWell e -> registration.heard(new Healthy(), e.at());
            case HeardUnwell e ->
                registration.heard(new Degraded(degraded.since(), said(e)), e.at());
            case SilenceChecked e -> registration;
          };
    };
  }

  private static Degraded unwell(HeardUnwell event) {
    return new Degraded(event.at(), said(event));
  }

  private static String said(HeardUnwell event) {
    return event.message().isEmpty() ? "The runtime says that it is degraded" : event.message();
  }

  private static Degraded silent(Registration registration, Instant at) {
    return new Degraded(
        at, "No heartbeat since " + MICROSECONDS.format(registration.lastHeartbeatAt()));
  }
}

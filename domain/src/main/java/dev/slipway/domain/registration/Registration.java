package dev.slipway.domain.registration;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;

/**
 * One runtime of one installation that registered. Only the one to which the installation points
 * counts for its health.
 *
 * @param id names it
 * @param installation the installation that it serves
 * @param incarnation which incarnation of that installation
 * @param instanceId what the runtime calls itself, 1 to 128 characters
 * @param version the version that it runs
 * @param rollout the rollout from which it comes, or {@link
 *     dev.slipway.domain.installation.InstallationEvent#ANY_ROLLOUT}
 * @param health what its heartbeats tell
 * @param registeredAt when it registered
 * @param lastHeartbeatAt when it was last heard
 */
public record Registration(
    RegistrationId id,
    InstallationId installation,
    Incarnation incarnation,
    String instanceId,
    SemVer version,
    long rollout,
    Health health,
    Instant registeredAt,
    Instant lastHeartbeatAt) {

  /** So many intervals in a row without a heartbeat make a runtime degraded. */
  public static final int MISSED_INTERVALS = 3;

  /** From when it counts as silent. */
  public Instant silentFrom(Duration heartbeatInterval) {
    return lastHeartbeatAt.plus(heartbeatInterval.multipliedBy(MISSED_INTERVALS));
  }

  Registration heard(Health next, Instant at) {
    return new Registration(
        id,
        installation,
        incarnation,
        instanceId,
        version,
        rollout,
        next,
        registeredAt,
        at.isAfter(lastHeartbeatAt) ? at : lastHeartbeatAt);
  }

  Registration judged(Health next) {
    return new Registration(
        id,
        installation,
        incarnation,
        instanceId,
        version,
        rollout,
        next,
        registeredAt,
        lastHeartbeatAt);
  }
}

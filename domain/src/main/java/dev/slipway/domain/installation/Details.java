package dev.slipway.domain.installation;

import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What every state of an installation knows.
 *
 * @param id names it; never changes
 * @param incarnation tells it from an earlier one of the same name; never changes
 * @param desired what was asked for; its version is the {@code installed_version}
 * @param running what has registered and serves; its version is the {@code current_version}
 * @param upgrades who decides on upgrades, and how far they go by themselves
 * @param generation counts what was asked of the world; every effect carries it, and a lower one is
 *     refused there
 * @param registration the runtime that counts for health
 * @param proposalWaiting whether a newer version was published while an operation was in flight; it
 *     is looked at when the operation has succeeded
 * @param createdAt when it was installed; never changes
 * @param updatedAt when state or version last changed; strictly increases
 */
public record Details(
    InstallationId id,
    Incarnation incarnation,
    Specification desired,
    Optional<Rollout> running,
    UpgradeRule upgrades,
    long generation,
    Optional<RegistrationId> registration,
    boolean proposalWaiting,
    Instant createdAt,
    Instant updatedAt) {

  /** The rollout that the newest operation asked for. */
  public Rollout requested() {
    return new Rollout(generation, desired);
  }

  /** Whether a version is the one that was asked for last, or the one that serves. */
  public boolean holds(SemVer version) {
    return desired.version().equals(version)
        || running.map(rollout -> rollout.specification().version().equals(version)).orElse(false);
  }

  /** Another rule for upgrades: no change of state or version. No proposal waits for nobody. */
  Details following(UpgradeRule next) {
    return new Details(
        id,
        incarnation,
        desired,
        running,
        next,
        generation,
        registration,
        proposalWaiting && next.policy() == UpgradePolicy.AUTO,
        createdAt,
        updatedAt);
  }

  Details asking(Specification next, Instant at) {
    return new Details(
        id,
        incarnation,
        next,
        running,
        upgrades,
        generation + 1,
        registration,
        false,
        createdAt,
        after(at));
  }

  Details serving(Rollout rollout, RegistrationId registered, Instant at) {
    return new Details(
        id,
        incarnation,
        desired,
        Optional.of(rollout),
        upgrades,
        generation,
        Optional.of(registered),
        false,
        createdAt,
        after(at));
  }

  /** A runtime of what already serves registered (again): no change of state or version. */
  Details registered(RegistrationId registered) {
    return new Details(
        id,
        incarnation,
        desired,
        running,
        upgrades,
        generation,
        Optional.of(registered),
        proposalWaiting,
        createdAt,
        updatedAt);
  }

  Details proposed() {
    return new Details(
        id,
        incarnation,
        desired,
        running,
        upgrades,
        generation,
        registration,
        true,
        createdAt,
        updatedAt);
  }

  /** The state changed, and nothing is asked of the world. */
  Details touched(Instant at) {
    return new Details(
        id,
        incarnation,
        desired,
        running,
        upgrades,
        generation,
        registration,
        proposalWaiting,
        createdAt,
        after(at));
  }

  /** The state changed, and the world must follow. */
  Details superseded(Instant at) {
    return new Details(
        id,
        incarnation,
        desired,
        running,
        upgrades,
        generation + 1,
        registration,
        false,
        createdAt,
        after(at));
  }

  /** Strictly after the last change, also when the clock stood still or went back. */
  private Instant after(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt.plus(1, ChronoUnit.MICROS);
  }
}

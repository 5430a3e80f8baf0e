package dev.slipway.domain.installation;

import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;

/** What can happen to an installation. Time and ids arrive here; nothing reads a clock. */
public sealed interface InstallationEvent {

  /** The number of no rollout: a runtime that is bound to none, as people start them by hand. */
  long ANY_ROLLOUT = 0;

  /** The tenant asks for a higher version. */
  record UpgradeAsked(SemVer to, Instant at) implements InstallationEvent {}

  /** The tenant asks for a lower version. */
  record DowngradeAsked(SemVer to, Instant at) implements InstallationEvent {}

  /** The tenant asks to bring out again a version that the installation already has. */
  record RedeployAsked(SemVer version, Instant at) implements InstallationEvent {}

  /**
   * The tenant says how the installation shall be set. What is as before asks for nothing; another
   * tier or config is brought out, the rest holds at once.
   *
   * @param upgrades who shall decide on upgrades, and how far they shall go by themselves
   * @param tier with how much of a machine it shall run
   * @param config with which environment variables it shall run, all of them
   */
  record SettingsAsked(
      UpgradeRule upgrades, ResourceTier tier, InstallationConfig config, Instant at)
      implements InstallationEvent {}

  /** The tenant asks for removal. */
  record UninstallAsked(Instant at) implements InstallationEvent {}

  /** A version was published that an automatic installation may want. */
  record UpgradeProposed(SemVer to, Instant at) implements InstallationEvent {}

  /**
   * A worker begins to bring out what was asked for.
   *
   * @param generation the operation for which it works
   * @param deadline how long the runtime has to register, over all attempts
   */
  record WorkStarted(long generation, Duration deadline, Instant at) implements InstallationEvent {}

  /**
   * Bringing out failed for the last time.
   *
   * @param generation the operation for which it was tried
   * @param reason why, for the tenant
   */
  record DeployFailed(long generation, String reason, Instant at) implements InstallationEvent {}

  /**
   * A runtime registered.
   *
   * @param registration its registration
   * @param version the version that it says it is
   * @param rollout the number of the rollout from which it comes, or {@link #ANY_ROLLOUT} when
   *     whoever runs it by hand did not get it from a rollout
   */
  record RuntimeRegistered(RegistrationId registration, SemVer version, long rollout, Instant at)
      implements InstallationEvent {

    boolean isBound() {
      return rollout != ANY_ROLLOUT;
    }

    boolean comesFrom(Rollout candidate) {
      return candidate.specification().version().equals(version)
          && (!isBound() || candidate.number() == rollout);
    }
  }

  /**
   * The registration deadline may have passed.
   *
   * @param seen what was last seen of the runtime, such as {@code no registration}
   * @param allowed the time that it had, for the text
   */
  record DeadlineChecked(String seen, Duration allowed, Instant at) implements InstallationEvent {}

  /**
   * Everything of the installation was removed from the world.
   *
   * @param generation the removal for which a worker worked
   */
  record Removed(long generation) implements InstallationEvent {}

  /**
   * Removal failed for the last time.
   *
   * @param generation the removal for which it was tried
   * @param reason why, for the tenant
   */
  record RemovalFailed(long generation, String reason, Instant at) implements InstallationEvent {}
}

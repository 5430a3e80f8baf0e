package dev.slipway.portstck.sample;

import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.OperationKind;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds an installation. Belongs to one thread. */
public final class InstallationSample {

  private final InstallationId id;
  private Incarnation incarnation;
  private SemVer version = SemVer.of("1.1.0");
  private Optional<SemVer> running = Optional.of(SemVer.of("1.0.0+build.7"));
  private UpgradeRule upgrades =
      UpgradeRule.of(UpgradePolicy.AUTO).within(VersionRange.of(">=1.0.0 <3 || 5.x"));
  private long generation = 4;
  private Optional<RegistrationId> registration = Optional.empty();

  InstallationSample(InstallationId id) {
    this.id = id;
    this.incarnation = new Incarnation("ins_" + id.organization() + "-" + id.provider().name());
  }

  /** Tells it from an earlier one of the same name. */
  public InstallationSample incarnation(String value) {
    this.incarnation = new Incarnation(value);
    return this;
  }

  /** What was asked for. */
  public InstallationSample asking(String version) {
    this.version = SemVer.of(version);
    return this;
  }

  /** What serves. */
  public InstallationSample running(String version) {
    this.running = Optional.of(SemVer.of(version));
    return this;
  }

  /** Nothing serves yet. */
  public InstallationSample runningNothing() {
    this.running = Optional.empty();
    return this;
  }

  /** Who decides on upgrades; without a range. */
  public InstallationSample policy(UpgradePolicy policy) {
    this.upgrades = UpgradeRule.of(policy);
    return this;
  }

  /** How often something was asked of the world. */
  public InstallationSample generation(long generation) {
    this.generation = generation;
    return this;
  }

  /** The runtime that counts for health. */
  public InstallationSample registration(RegistrationId registration) {
    this.registration = Optional.of(registration);
    return this;
  }

  /** What every state knows. */
  public Details details() {
    return new Details(
        id,
        incarnation,
        specification(version),
        running.map(serving -> new Rollout(generation - 1, specification(serving))),
        upgrades,
        generation,
        registration,
        true,
        Samples.NOON,
        Samples.NOON.plusSeconds(generation));
  }

  /** Asked for. */
  public Installation.Pending pending() {
    return new Installation.Pending(details(), OperationKind.AUTOMATIC_UPGRADE);
  }

  /** Being brought out. */
  public Installation.Processing processing() {
    return processing(Samples.NOON.plusSeconds(300));
  }

  /** Being brought out, until a time. */
  public Installation.Processing processing(Instant registrationDeadline) {
    return new Installation.Processing(details(), OperationKind.DOWNGRADE, registrationDeadline);
  }

  /** Serving. */
  public Installation.Ready ready() {
    return new Installation.Ready(details());
  }

  /** It did not come about. */
  public Installation.Failed failed() {
    return new Installation.Failed(
        details(),
        "Registration timed out after 300 s: crash loop",
        Samples.NOON.plusSeconds(generation));
  }

  /** Being removed. */
  public Installation.Deleting deleting() {
    return new Installation.Deleting(details());
  }

  /** One of each state. */
  public List<Installation> everyState() {
    return List.of(pending(), processing(), ready(), failed(), deleting());
  }

  private static Specification specification(SemVer version) {
    return new Specification(
        version, ResourceTier.PERFORMANCE, new InstallationConfig(Map.of("REGION", "north")));
  }
}

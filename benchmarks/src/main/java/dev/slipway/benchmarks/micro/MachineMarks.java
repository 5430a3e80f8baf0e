package dev.slipway.benchmarks.micro;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.HealthEvent;
import dev.slipway.domain.registration.HealthMachine;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The transitions of an installation from nothing to ready, and a heartbeat. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MachineMarks {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SemVer VERSION = SemVer.of("1.2.3");

  private InstallationId id =
      new InstallationId(new OrganizationId("acme"), ProviderName.of("acme/database"));
  private Incarnation incarnation = new Incarnation("ins_1");
  private Specification specification =
      new Specification(VERSION, ResourceTier.FREE, InstallationConfig.EMPTY);
  private Installation pending =
      InstallationMachine.install(id, incarnation, specification, UpgradeRule.MANUAL, NOW).next();
  private InstallationEvent work =
      new InstallationEvent.WorkStarted(pending.details().generation(), Duration.ofMinutes(5), NOW);
  private Installation processing = moved(pending, work);
  private InstallationEvent registered =
      new InstallationEvent.RuntimeRegistered(
          new RegistrationId("reg_1"), VERSION, InstallationEvent.ANY_ROLLOUT, NOW);
  private Installation ready = moved(processing, registered);
  private InstallationEvent upgrade = new InstallationEvent.UpgradeAsked(SemVer.of("1.3.0"), NOW);
  private Registration registration =
      new Registration(
          new RegistrationId("reg_1"),
          id,
          incarnation,
          "instance",
          VERSION,
          1,
          new Health.Healthy(),
          NOW,
          NOW);
  private HealthEvent heard = new HealthEvent.HeardWell(NOW.plusSeconds(10));

  private static Installation moved(Installation from, InstallationEvent event) {
    if (InstallationMachine.apply(from, event) instanceof Outcome.Moved moved) {
      return moved.next();
    }
    throw new IllegalStateException(from + " does not move by " + event);
  }

  /** Nothing to pending. */
  @Benchmark
  public Outcome.Moved install() {
    return InstallationMachine.install(id, incarnation, specification, UpgradeRule.MANUAL, NOW);
  }

  /** Pending to processing. */
  @Benchmark
  public Outcome begin() {
    return InstallationMachine.apply(pending, work);
  }

  /** Processing to ready. */
  @Benchmark
  public Outcome register() {
    return InstallationMachine.apply(processing, registered);
  }

  /** Ready to pending. */
  @Benchmark
  public Outcome upgrade() {
    return InstallationMachine.apply(ready, upgrade);
  }

  /** Healthy, and stays so. */
  @Benchmark
  public Registration heartbeat() {
    return HealthMachine.apply(registration, heard);
  }
}

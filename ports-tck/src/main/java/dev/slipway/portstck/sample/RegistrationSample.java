package dev.slipway.portstck.sample;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;

/** Builds a registration. Belongs to one thread. */
public final class RegistrationSample {

  private final InstallationId installation;
  private Incarnation incarnation;
  private final SemVer version;
  private String id = "reg_1";
  private String instance = "pod-1";
  private Instant lastHeard = Samples.NOON.plusSeconds(30);

  RegistrationSample(InstallationId installation, Incarnation incarnation, SemVer version) {
    this.installation = installation;
    this.incarnation = incarnation;
    this.version = version;
  }

  /** Names it. */
  public RegistrationSample called(String id) {
    this.id = id;
    return this;
  }

  /** What the runtime calls itself. */
  public RegistrationSample instance(String instance) {
    this.instance = instance;
    return this;
  }

  /** Of another incarnation. */
  public RegistrationSample incarnation(String value) {
    this.incarnation = new Incarnation(value);
    return this;
  }

  /** When it was last heard. */
  public RegistrationSample lastHeard(Instant at) {
    this.lastHeard = at;
    return this;
  }

  /** It can be reached. */
  public Registration healthy() {
    return with(new Health.Healthy());
  }

  /** It cannot. */
  public Registration degraded() {
    return with(new Health.Degraded(Samples.NOON.plusSeconds(60), "No heartbeat"));
  }

  private Registration with(Health health) {
    return new Registration(
        new RegistrationId(id),
        installation,
        incarnation,
        instance,
        version,
        3,
        health,
        Samples.NOON,
        lastHeard);
  }
}

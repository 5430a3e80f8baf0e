package dev.slipway.ports.driving.registration;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a running provider says (contract/resources.md section 9, first two rows). Thread-safe;
 * blocks.
 */
public interface RegisterRuntime {

  /** Whose token it is. */
  sealed interface RuntimeAuthentication {
    /** A token that holds: of one incarnation of one installation. */
    record Holder(RuntimeIdentity identity) implements RuntimeAuthentication {}

    /** It is no runtime token, was tampered with, or has expired. */
    record Refused(String reason) implements RuntimeAuthentication {}
  }

  /**
   * What a runtime token says.
   *
   * @param installation for which installation
   * @param incarnation of which incarnation
   * @param rollout bound to which rollout, or none
   * @param expiresAt until when
   */
  record RuntimeIdentity(
      InstallationId installation, Incarnation incarnation, long rollout, Instant expiresAt) {}

  /**
   * A registration that is wanted.
   *
   * @param provider what the runtime says it is
   * @param version which version it says it is
   * @param instanceId what it calls itself, 1 to 128 characters
   */
  record RegisterCommand(ProviderName provider, SemVer version, String instanceId) {}

  /**
   * What a registered runtime needs to go on.
   *
   * @param id its registration
   * @param heartbeatInterval how often it must be heard
   * @param lease how long the platform waits before it counts as gone
   * @param dispatchDeadline how long it may work on one request
   * @param token a fresh token
   * @param tokenExpiresAt until when
   */
  record Welcome(
      RegistrationId id,
      Duration heartbeatInterval,
      Duration lease,
      Duration dispatchDeadline,
      String token,
      Instant tokenExpiresAt) {
    @Override
    public String toString() {
      return "Welcome[" + id + ", token withheld]";
    }
  }

  /** What became of a registration. */
  sealed interface RuntimeRegistration {
    /** Registered now. */
    record Registered(Welcome welcome) implements RuntimeRegistration {}

    /** The same instance was registered already. */
    record KnownInstance(Welcome welcome) implements RuntimeRegistration {}

    /** The token is another provider's. */
    record OtherProvider(ProviderName provider) implements RuntimeRegistration {}

    /** Another version is asked for. */
    record OtherVersion(SemVer expected) implements RuntimeRegistration {}

    /** The installation is gone, or this runtime belongs to an operation that has ended. */
    record Superseded(String message) implements RuntimeRegistration {}
  }

  /** How a runtime says that it is. */
  sealed interface Beat {
    /** It is well. */
    record Well() implements Beat {}

    /** It is not well, and says why. */
    record Unwell(String message) implements Beat {}
  }

  /** What became of a heartbeat. */
  sealed interface Heartbeat {

    /**
     * Heard.
     *
     * @param renewal a fresh token when the present one is past half its life
     * @param drain whether a newer version has taken over
     */
    record Heard(Optional<Renewal> renewal, boolean drain) implements Heartbeat {}

    /** No such registration: register again. */
    record UnknownRegistration(RegistrationId id) implements Heartbeat {}

    /** The registration is another provider's. */
    record OtherProvider() implements Heartbeat {}

    /** The installation is being removed: its tokens are dead. */
    record Revoked() implements Heartbeat {}
  }

  /** A fresh token. */
  record Renewal(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Renewal[withheld, " + expiresAt + "]";
    }
  }

  /** Finds out whose token it is; the installation is judged by the other calls. */
  RuntimeAuthentication authenticate(String token);

  /** Registers a runtime. */
  RuntimeRegistration register(RuntimeIdentity identity, RegisterCommand command);

  /** Notes that a runtime is there. */
  Heartbeat heartbeat(RuntimeIdentity identity, RegistrationId id, Beat beat);
}

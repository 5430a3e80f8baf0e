package dev.slipway.kit;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What runtimes may use of the platform in which they live.
 *
 * @param holder names this platform among all that share its store
 * @param registration where a runtime inside this process registers
 * @param leases ownership among servers of one store
 * @param tokens makes fresh runtime tokens, for runtimes that start again
 * @param clock the platform's clock
 * @param heartbeatInterval how often a runtime must be heard
 */
public record Surroundings(
    String holder,
    RegisterRuntime registration,
    Leases leases,
    FreshTokens tokens,
    InstantSource clock,
    Duration heartbeatInterval) {

  /** Makes runtime tokens. */
  @FunctionalInterface
  public interface FreshTokens {
    /** A fresh token of an incarnation, bound to a rollout. */
    String mint(InstallationId installation, Incarnation incarnation, long rollout);
  }
}

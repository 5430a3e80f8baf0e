package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import java.util.List;
import java.util.Optional;

/**
 * The world of those who run their providers themselves: nothing is deployed, nothing is observed,
 * and whatever is asked is done already. Whoever runs a provider takes its token and registers.
 * Thread-safe.
 */
public final class ExternalRuntimes implements ProviderRuntimes {

  private ExternalRuntimes() {}

  /** The one there is. */
  public static ExternalRuntimes create() {
    return new ExternalRuntimes();
  }

  @Override
  public Effect apply(Deployment deployment) {
    return new Effect.Done();
  }

  @Override
  public Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout) {
    return new Effect.Done();
  }

  @Override
  public Effect remove(InstallationId installation, Incarnation incarnation, long generation) {
    return new Effect.Done();
  }

  @Override
  public Optional<Observed> observe(InstallationId installation) {
    return Optional.empty();
  }

  @Override
  public List<Observed> running(Optional<InstallationId> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<String> refuses(WheelUrl wheel) {
    return Optional.empty();
  }

  @Override
  public boolean deploys() {
    return false;
  }
}

package dev.slipway.kit;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import java.util.List;
import java.util.Optional;

/** Deploys nothing. */
final class NoRuntimes implements ProviderRuntimes {
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

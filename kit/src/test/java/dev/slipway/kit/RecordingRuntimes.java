package dev.slipway.kit;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A world of one installation that does all it is asked, and remembers it. For one thread. */
final class RecordingRuntimes implements ProviderRuntimes {

  private final List<Deployment> applied = new ArrayList<>();
  private long serving;

  /** What was applied last. */
  Deployment last() {
    return applied.getLast();
  }

  /** The rollout that was promoted last. */
  long serving() {
    return serving;
  }

  @Override
  public Effect apply(Deployment deployment) {
    applied.add(deployment);
    return new Effect.Done();
  }

  @Override
  public Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout) {
    serving = rollout;
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
    return true;
  }
}

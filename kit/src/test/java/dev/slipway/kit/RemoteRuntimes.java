package dev.slipway.kit;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Played runtimes that stand somewhere else, and the way there can be lost, or be barred. Their
 * runtimes reach the platform all the same, and what was seen of them stays known. For one thread.
 */
final class RemoteRuntimes implements ProviderRuntimes {

  private final ProviderRuntimes there;
  private boolean reached = true;
  private boolean allowed = true;
  private boolean answers = true;

  RemoteRuntimes(ProviderRuntimes there) {
    this.there = there;
  }

  /** From now on nothing reaches them. */
  void lost() {
    reached = false;
  }

  /** From now on they refuse everything. */
  void barred() {
    allowed = false;
  }

  /** From now on they do what they are asked, and their answers are lost. */
  void mute() {
    answers = false;
  }

  /** All is well again. */
  void found() {
    reached = true;
    allowed = true;
    answers = true;
  }

  private Effect ask(Supplier<Effect> effect) {
    if (!reached) {
      throw new RuntimeUnavailable("They did not hear", new IOException("lost"));
    }
    if (!allowed) {
      return new Effect.Failed("barred");
    }
    var done = effect.get();
    if (!answers) {
      throw new RuntimeUnavailable("They were not heard", new IOException("mute"));
    }
    return done;
  }

  @Override
  public Effect apply(Deployment deployment) {
    return ask(() -> there.apply(deployment));
  }

  @Override
  public Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout) {
    return ask(() -> there.promote(installation, incarnation, generation, rollout));
  }

  @Override
  public Effect remove(InstallationId installation, Incarnation incarnation, long generation) {
    return ask(() -> there.remove(installation, incarnation, generation));
  }

  @Override
  public Optional<Observed> observe(InstallationId installation) {
    return there.observe(installation);
  }

  @Override
  public List<Observed> running(Optional<InstallationId> after, int limit) {
    return there.running(after, limit);
  }

  @Override
  public boolean runsElsewhere(InstallationId installation) {
    return there.runsElsewhere(installation);
  }

  @Override
  public Optional<String> refuses(WheelUrl wheel) {
    return there.refuses(wheel);
  }

  @Override
  public boolean deploys() {
    return there.deploys();
  }
}

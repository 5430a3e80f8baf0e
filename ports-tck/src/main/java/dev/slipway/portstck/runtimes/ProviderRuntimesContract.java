package dev.slipway.portstck.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every adapter owes its callers, whether it deploys anything or not. */
public interface ProviderRuntimesContract {

  /** A world in which nothing runs; always the same one during a test, which owns it. */
  ProviderRuntimes runtimes();

  /** A release that this adapter can run, and that stays up until it is ended. */
  Release release(ProviderName provider, SemVer version);

  /** The tenant's installation of a provider. */
  default InstallationId installation(String organization, String provider) {
    return new InstallationId(new OrganizationId(organization), ProviderName.of(provider));
  }

  /** A rollout of version {@code NUMBER.0.0}, brought out by the operation of the same number. */
  default Deployment deployment(InstallationId id, Incarnation incarnation, long number) {
    return deployment(id, incarnation, number, number, false);
  }

  /**
   * A rollout of version {@code NUMBER.0.0}.
   *
   * @param by the operation that asks
   * @param number the rollout
   * @param served whether it is only brought back
   */
  default Deployment deployment(
      InstallationId id, Incarnation incarnation, long by, long number, boolean served) {
    var version = SemVer.of(number + ".0.0");
    return new Deployment(
        id,
        incarnation,
        by,
        new Rollout(
            number, new Specification(version, ResourceTier.STANDARD, InstallationConfig.EMPTY)),
        served,
        release(id.provider(), version),
        "registry.example/runtime:1",
        new Deployment.Credentials("token-of-rollout-" + number));
  }

  @Test
  default void nothing_runs_of_what_was_never_applied() {
    var observed = runtimes().observe(installation("org", "acme/unknown"));

    assertThat(observed).isEmpty();
  }

  @Test
  default void nothing_runs_in_a_new_world() {
    var running = runtimes().running(Optional.empty(), 10);

    assertThat(running).isEmpty();
  }

  @Test
  default void every_effect_can_be_asked_for_again() {
    var id = installation("org", "acme/again");
    var first = new Incarnation("ins_again");

    for (int i = 0; i < 2; i++) {
      assertThat(runtimes().apply(deployment(id, first, 1))).isEqualTo(new Effect.Done());
    }
    for (int i = 0; i < 2; i++) {
      assertThat(runtimes().promote(id, first, 1, 1)).isEqualTo(new Effect.Done());
    }
    for (int i = 0; i < 2; i++) {
      assertThat(runtimes().remove(id, first, 2)).isEqualTo(new Effect.Done());
    }
  }

  @Test
  default void what_never_ran_is_removed_already() {
    var effect =
        runtimes().remove(installation("org", "acme/never"), new Incarnation("ins_never"), 1);

    assertThat(effect).isEqualTo(new Effect.Done());
  }

  @Test
  default void a_wheel_that_can_run_is_not_refused() {
    var wheel = release(ProviderName.of("acme/fine"), SemVer.of("1.0.0")).content().wheelUrl();

    assertThat(runtimes().refuses(wheel)).isEmpty();
  }

  @Test
  default void what_runs_nowhere_does_not_run_elsewhere() {
    assertThat(runtimes().runsElsewhere(installation("org", "acme/nowhere"))).isFalse();
  }

  @Test
  default void what_runs_here_does_not_run_elsewhere() {
    var id = installation("org", "acme/here");
    assertThat(runtimes().apply(deployment(id, new Incarnation("ins_here"), 1)))
        .isEqualTo(new Effect.Done());

    assertThat(runtimes().runsElsewhere(id)).isFalse();
  }
}

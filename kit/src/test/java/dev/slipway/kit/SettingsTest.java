package dev.slipway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RuntimeVersionRegistration;
import dev.slipway.ports.driving.delivery.Work.Job;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeAuthentication;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeRegistration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Changing an installation in place (contract/foundation.md section 5). */
class SettingsTest {

  private static final Caller ACME = Slipway.operator("acme");
  private static final ProviderName DATABASE = ProviderName.of("acme/database");
  private static final InstallationConfig NORTH = new InstallationConfig(Map.of("REGION", "north"));
  private static final InstallationConfig SOUTH = new InstallationConfig(Map.of("ZONE", "south"));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final RecordingRuntimes world = new RecordingRuntimes();
  private final Slipway slipway =
      Slipway.builder().clock(clock).runtimes(surroundings -> world).build();

  @BeforeEach
  void version_1_0_0_serves_in_the_north() {
    assertThat(
            slipway
                .runtimeVersions()
                .register(ACME, RegisterCommand.of(SemVer.of("1.0.0"), "example/runtime:1")))
        .isInstanceOf(RuntimeVersionRegistration.Created.class);
    publish("1.0.0");
    var command =
        InstallCommand.latest(DATABASE)
            .with(NORTH)
            .with(UpgradeRule.MANUAL.within(VersionRange.of("1.0.x")));
    assertThat(slipway.install().install(ACME, command))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    work();
    assertThat(register(world.last())).isInstanceOf(RuntimeRegistration.Registered.class);
    work();
    assertThat(state()).isEqualTo(LifecycleState.READY);
  }

  @Nested
  class Another_config_or_tier {

    @Test
    void is_brought_out_beside_what_serves_and_serves_when_it_has_registered() {
      var old = world.last();

      var answer = configure(SettingsEdit.NONE.with(SOUTH).with(ResourceTier.PERFORMANCE));
      var pending = state();
      work();
      var fresh = world.last();

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(pending).isEqualTo(LifecycleState.PENDING);
      assertThat(state()).isEqualTo(LifecycleState.PROCESSING);
      assertThat(world.serving()).isEqualTo(old.rollout().number());
      assertThat(fresh.rollout().number()).isGreaterThan(old.rollout().number());
      assertThat(fresh.rollout().specification())
          .isEqualTo(specification(ResourceTier.PERFORMANCE, SOUTH));
      assertThat(register(fresh)).isInstanceOf(RuntimeRegistration.Registered.class);
      work();
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(world.serving()).isEqualTo(fresh.rollout().number());
      assertThat(served()).isEqualTo(specification(ResourceTier.PERFORMANCE, SOUTH));
    }

    @Test
    void leaves_the_old_tier_and_config_serving_when_it_fails() {
      var old = world.last();
      assertThat(configure(SettingsEdit.NONE.with(SOUTH).with(ResourceTier.PERFORMANCE)))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      work();

      now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(5)));
      assertThat(slipway.work().judgeDeadlines()).isPositive();
      work();

      assertThat(state()).isEqualTo(LifecycleState.FAILED);
      assertThat(asked()).isEqualTo(specification(ResourceTier.PERFORMANCE, SOUTH));
      assertThat(served()).isEqualTo(specification(ResourceTier.STANDARD, NORTH));
      assertThat(world.serving()).isEqualTo(old.rollout().number());
      assertThat(world.last().rollout()).isEqualTo(old.rollout());
      assertThat(world.last().served()).isTrue();
    }

    @Test
    void can_be_taken_back_after_it_failed_and_asked_for_again_by_a_deploy() {
      leaves_the_old_tier_and_config_serving_when_it_fails();

      var again = slipway.change().redeploy(ACME, DATABASE, new VersionChoice.None());
      work();
      var retried = world.last().rollout().specification();
      assertThat(register(world.last())).isInstanceOf(RuntimeRegistration.Registered.class);
      work();
      var back = configure(SettingsEdit.NONE.with(NORTH).with(ResourceTier.STANDARD));
      work();

      assertThat(again).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(retried).isEqualTo(specification(ResourceTier.PERFORMANCE, SOUTH));
      assertThat(back).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(world.last().rollout().specification())
          .isEqualTo(specification(ResourceTier.STANDARD, NORTH));
    }

    @Test
    void is_refused_while_an_operation_is_in_flight_with_all_that_came_with_it() {
      assertThat(configure(SettingsEdit.NONE.with(SOUTH)))
          .isInstanceOf(InstallationAnswer.Accepted.class);

      var answer = configure(SettingsEdit.NONE.with(NORTH).with(UpgradePolicy.AUTO));

      assertThat(answer)
          .isEqualTo(
              new InstallationAnswer.InFlight(
                  installation().id(), LifecycleState.PENDING, LifecycleState.PENDING));
      assertThat(installation().details().upgrades().policy()).isEqualTo(UpgradePolicy.MANUAL);
    }

    @Test
    void that_is_what_there_is_asks_for_nothing() {
      var before = installation();

      var answer = configure(SettingsEdit.NONE.with(NORTH).with(ResourceTier.STANDARD));

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(installation()).isEqualTo(before);
    }
  }

  @Nested
  class Policy_and_range {

    @Test
    void hold_at_once_without_an_operation() {
      var before = installation();

      var answer = configure(SettingsEdit.NONE.with(UpgradePolicy.AUTO).withoutRange());

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(installation().details().generation()).isEqualTo(before.details().generation());
      assertThat(installation().details().upgrades()).isEqualTo(UpgradeRule.of(UpgradePolicy.AUTO));
    }

    @Test
    void hold_also_while_an_operation_is_in_flight() {
      assertThat(configure(SettingsEdit.NONE.with(SOUTH)))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      work();

      var answer = configure(SettingsEdit.NONE.with(UpgradePolicy.AUTO));
      assertThat(register(world.last())).isInstanceOf(RuntimeRegistration.Registered.class);

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(installation().details().upgrades().policy()).isEqualTo(UpgradePolicy.AUTO);
    }

    @Test
    void say_how_far_a_publication_goes() {
      assertThat(
              configure(
                  SettingsEdit.NONE.with(UpgradePolicy.AUTO).within(VersionRange.of(">=1.0.0 <3"))))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      publish("2.5.0");
      publish("3.0.0");
      work();

      var asked = asked();

      assertThat(asked.version()).isEqualTo(SemVer.of("2.5.0"));
      assertThat(asked.config()).isEqualTo(NORTH);
    }

    @Test
    void keep_what_is_outside_away() {
      assertThat(configure(SettingsEdit.NONE.with(UpgradePolicy.AUTO)))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      publish("1.1.0");
      work();

      var asked = asked();

      assertThat(asked.version()).as("1.0.x was asked for").isEqualTo(SemVer.of("1.0.0"));
      assertThat(state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void let_the_tenant_go_wherever_it_wants_by_itself() {
      publish("2.0.0");

      var answer = slipway.change().upgrade(ACME, DATABASE, new VersionChoice.Latest());

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(asked().version()).isEqualTo(SemVer.of("2.0.0"));
    }
  }

  private InstallationAnswer configure(SettingsEdit edit) {
    return slipway.change().configure(ACME, DATABASE, edit);
  }

  private void publish(String version) {
    var wheel =
        WheelUrl.parse("https://wheels.example/database-" + version + "-py3-none-any.whl")
            .orElseThrow();
    var command = PublishCommand.of(DATABASE, SemVer.of(version), WheelContent.of(wheel));
    assertThat(slipway.publish().publish(ACME, command)).isInstanceOf(Publication.Created.class);
  }

  /** The runtime of a deployment registers, with the token that the deployment was given. */
  private RuntimeRegistration register(Deployment deployment) {
    var holder =
        (RuntimeAuthentication.Holder)
            slipway.runtimes().authenticate(deployment.credentials().token());
    return slipway
        .runtimes()
        .register(
            holder.identity(),
            new RegisterRuntime.RegisterCommand(
                DATABASE,
                deployment.rollout().specification().version(),
                "pod-" + deployment.rollout().number()));
  }

  private void work() {
    for (var jobs = slipway.work().claim(10); !jobs.isEmpty(); jobs = slipway.work().claim(10)) {
      jobs.forEach(Job::run);
    }
  }

  private Installation installation() {
    return ((Found.Installation) slipway.installations().installation(ACME, DATABASE))
        .installation()
        .installation()
        .value();
  }

  private LifecycleState state() {
    return installation().state();
  }

  private Specification asked() {
    return installation().details().desired();
  }

  private Specification served() {
    return installation().details().running().orElseThrow().specification();
  }

  private static Specification specification(ResourceTier tier, InstallationConfig config) {
    return new Specification(SemVer.of("1.0.0"), tier, config);
  }
}

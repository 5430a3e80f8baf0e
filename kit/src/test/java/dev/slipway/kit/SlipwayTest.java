package dev.slipway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Door;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Target;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.driving.catalogue.YankProviderVersion.Yanking;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.ports.driving.installation.IssueRuntimeToken.Issue;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import dev.slipway.ports.driving.registration.RegisterRuntime.RegisterCommand;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeAuthentication;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeRegistration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One tenant, one provider, runtimes that register by themselves. */
class SlipwayTest {

  private static final Caller ACME = Slipway.operator("acme");
  private static final Caller OTHER = Slipway.operator("other");
  private static final ProviderName DATABASE = ProviderName.of("acme/database");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final Slipway slipway =
      Slipway.builder().clock(clock).runtimes(surroundings -> new NoRuntimes()).build();

  @BeforeEach
  void a_runtime_version_is_registered() {
    var registered =
        slipway
            .runtimeVersions()
            .register(
                ACME,
                new RuntimeVersionOffers.RegisterCommand(
                    SemVer.of("1.0.0"),
                    "registry.example/runtime:1",
                    Optional.empty(),
                    Idempotency.none()));
    assertThat(registered)
        .isInstanceOf(RuntimeVersionOffers.RuntimeVersionRegistration.Created.class);
  }

  @Nested
  class A_published_version {

    @Test
    void is_the_same_record_when_it_is_published_again() {
      var first = publish("1.0.0");

      var second = publish("1.0.0");

      assertThat(first).isInstanceOf(Publication.Created.class);
      assertThat(second)
          .isEqualTo(new Publication.Identical(((Publication.Created) first).version()));
    }

    @Test
    void cannot_be_installed_when_it_is_yanked() {
      publish("1.0.0");
      var yanked =
          slipway
              .yank()
              .yank(
                  ACME, new VersionId(DATABASE, SemVer.of("1.0.0")), Optional.of("it loses data"));

      var mine = install(ACME, new VersionChoice.Exact(SemVer.of("1.0.0")));
      var theirs = install(OTHER, new VersionChoice.Exact(SemVer.of("1.0.0")));

      assertThat(yanked).isInstanceOf(Yanking.Done.class);
      assertThat(mine).isInstanceOf(InstallationAnswer.Invalid.class);
      assertThat(theirs).isEqualTo(new InstallationAnswer.ProviderNotFound(DATABASE));
    }
  }

  @Nested
  class An_installation {

    @BeforeEach
    void of_a_published_version() {
      publish("1.0.0");
      assertThat(install(ACME, new VersionChoice.Latest()))
          .isInstanceOf(InstallationAnswer.Accepted.class);
    }

    @Test
    void is_pending_then_processing_then_ready() {
      var pending = state();
      work();
      var processing = state();
      var registered = register("1.0.0", "one");
      work();

      assertThat(pending).isEqualTo(LifecycleState.PENDING);
      assertThat(processing).isEqualTo(LifecycleState.PROCESSING);
      assertThat(registered).isInstanceOf(RuntimeRegistration.Registered.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void is_ready_at_once_when_its_runtime_is_faster_than_the_worker() {
      var registered = register("1.0.0", "one");

      assertThat(registered).isInstanceOf(RuntimeRegistration.Registered.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      work();
      assertThat(state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void is_upgraded_when_the_new_version_has_registered() {
      ready("1.0.0");
      publish("1.1.0");

      var upgrading = slipway.change().upgrade(ACME, DATABASE, new VersionChoice.Latest());
      work();
      var old = register("1.0.0", "one");
      var fresh = register("1.1.0", "two");
      work();

      assertThat(upgrading).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(old).isEqualTo(new RuntimeRegistration.OtherVersion(SemVer.of("1.1.0")));
      assertThat(fresh).isInstanceOf(RuntimeRegistration.Registered.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(installation().details().running().orElseThrow().specification().version())
          .isEqualTo(SemVer.of("1.1.0"));
    }

    @Test
    void fails_when_nothing_registers_in_time_and_what_ran_goes_on() {
      ready("1.0.0");
      publish("1.1.0");
      var upgrading = slipway.change().upgrade(ACME, DATABASE, new VersionChoice.Latest());
      work();

      pass(Duration.ofMinutes(5));
      work();

      assertThat(upgrading).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(installation())
          .isInstanceOfSatisfying(
              Installation.Failed.class,
              failed -> {
                assertThat(failed.reason())
                    .isEqualTo("Registration timed out after 300 s: no registration");
                assertThat(failed.details().desired().version()).isEqualTo(SemVer.of("1.1.0"));
                assertThat(failed.details().running().orElseThrow().specification().version())
                    .isEqualTo(SemVer.of("1.0.0"));
              });
    }

    @Test
    void is_gone_when_it_was_uninstalled() {
      ready("1.0.0");

      var uninstalling = slipway.change().uninstall(ACME, DATABASE);
      var deleting = state();
      work();

      assertThat(uninstalling).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(deleting).isEqualTo(LifecycleState.DELETING);
      assertThat(slipway.installations().installation(ACME, DATABASE))
          .isEqualTo(new Found.NotInstalled(DATABASE));
    }

    @Test
    void is_invisible_to_another_tenant() {
      ready("1.0.0");

      var seen = slipway.installations().installation(OTHER, DATABASE);

      assertThat(seen).isEqualTo(new Found.NotInstalled(DATABASE));
    }

    @Test
    void follows_a_publication_by_itself_when_its_policy_is_automatic() {
      installAgainAutomatically();
      ready("1.0.0");
      publish("1.1.0");
      publish("2.0.0");
      work();

      var proposed = installation().details().desired().version();

      assertThat(proposed).isEqualTo(SemVer.of("1.1.0"));
    }

    @Test
    void that_went_back_is_not_upgraded_by_what_was_published_before() {
      installAgainAutomatically();
      ready("1.0.0");
      publish("1.1.0");
      work();
      publish("1.2.0");
      work();
      assertThat(register("1.1.0", "two")).isInstanceOf(RuntimeRegistration.Registered.class);

      var back = slipway.change().downgrade(ACME, DATABASE, SemVer.of("1.0.0"));
      work();
      assertThat(register("1.0.0", "three")).isInstanceOf(RuntimeRegistration.Registered.class);
      work();

      assertThat(back).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(installation().details().desired().version()).isEqualTo(SemVer.of("1.0.0"));
      publish("1.2.1");
      work();
      assertThat(installation().details().desired().version()).isEqualTo(SemVer.of("1.2.1"));
    }

    private void installAgainAutomatically() {
      assertThat(slipway.change().uninstall(ACME, DATABASE))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      work();
      assertThat(
              slipway.install().install(ACME, wish(new VersionChoice.Latest(), UpgradePolicy.AUTO)))
          .isInstanceOf(InstallationAnswer.Accepted.class);
    }
  }

  private Publication publish(String version) {
    var content =
        new WheelContent(
            WheelUrl.parse("https://wheels.example/database-" + version + "-py3-none-any.whl")
                .orElseThrow(),
            Optional.empty(),
            Optional.empty(),
            ProviderSchemas.NONE,
            Optional.empty(),
            List.of());
    return slipway
        .publish()
        .publish(
            ACME,
            new PublishCommand(
                new Target.Canonical(DATABASE),
                Optional.empty(),
                SemVer.of(version),
                content,
                DisplayData.Edit.NONE,
                Door.CUSTOMER,
                Idempotency.none()));
  }

  private InstallationAnswer install(Caller caller, VersionChoice choice) {
    return slipway.install().install(caller, wish(choice, UpgradePolicy.MANUAL));
  }

  private static InstallCommand wish(VersionChoice choice, UpgradePolicy policy) {
    return new InstallCommand(
        DATABASE,
        choice,
        ResourceTier.STANDARD,
        UpgradeRule.of(policy),
        InstallationConfig.EMPTY,
        Idempotency.none());
  }

  private void ready(String version) {
    work();
    assertThat(register(version, "one")).isInstanceOf(RuntimeRegistration.Registered.class);
    work();
  }

  private RuntimeRegistration register(String version, String instance) {
    var issue = (Issue.Issued) slipway.runtimeTokens().issue(ACME, DATABASE);
    var holder = (RuntimeAuthentication.Holder) slipway.runtimes().authenticate(issue.token());
    return slipway
        .runtimes()
        .register(holder.identity(), new RegisterCommand(DATABASE, SemVer.of(version), instance));
  }

  private void work() {
    while (true) {
      var jobs = slipway.work().claim(10);
      if (jobs.isEmpty()) {
        return;
      }
      jobs.forEach(job -> job.run());
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
    assertThat(slipway.work().judgeDeadlines()).isPositive();
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
}

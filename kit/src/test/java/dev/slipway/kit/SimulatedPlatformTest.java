package dev.slipway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimes;
import dev.slipway.adaptersinmemory.runtimes.SimulatedSettings;
import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Door;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Target;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.driving.delivery.Work.Job;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The whole platform with played runtimes, under a clock that this test moves. */
class SimulatedPlatformTest {

  private static final Caller ACME = Slipway.operator("acme");
  private static final ProviderName DATABASE = ProviderName.of("acme/database");
  private static final Duration STEP = Duration.ofMillis(250);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final Store store = InMemoryStore.create(clock);
  private final List<Server> servers = new ArrayList<>();
  private final Server first = new Server("first");

  /** One server on the common store. */
  private final class Server {

    private final AtomicReference<Optional<SimulatedRuntimes>> played =
        new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<RemoteRuntimes>> way =
        new AtomicReference<>(Optional.empty());
    private final Slipway slipway;

    Server(String name) {
      slipway =
          Slipway.builder()
              .clock(clock)
              .store(InMemoryStore.beside(store))
              .runtimes(
                  surroundings -> {
                    var runtimes =
                        SimulatedRuntimes.create(
                            SimulatedSettings.of(name),
                            surroundings.registration(),
                            surroundings.leases(),
                            surroundings.clock());
                    played.set(Optional.of(runtimes));
                    var remote = new RemoteRuntimes(runtimes);
                    way.set(Optional.of(remote));
                    return remote;
                  })
              .build();
      servers.add(this);
    }

    void step() {
      var jobs = slipway.work().claim(10);
      while (!jobs.isEmpty()) {
        jobs.forEach(Job::run);
        jobs = slipway.work().claim(10);
      }
      for (var worked = true; worked; ) {
        worked = slipway.work().judgeDeadlines() + slipway.work().adoptOrphans() > 0;
      }
      assertThat(runtimes().tick()).isNotNull();
    }

    SimulatedRuntimes runtimes() {
      return played.get().orElseThrow();
    }

    RemoteRuntimes way() {
      return way.get().orElseThrow();
    }

    void dies() {
      servers.remove(this);
      runtimes().close();
    }
  }

  @BeforeEach
  void a_runtime_version_is_registered() {
    var command =
        new RuntimeVersionOffers.RegisterCommand(
            SemVer.of("1.0.0"), "registry.example/runtime:1", Optional.empty(), Idempotency.none());
    assertThat(first.slipway.runtimeVersions().register(ACME, command))
        .isInstanceOf(RuntimeVersionOffers.RuntimeVersionRegistration.Created.class);
  }

  @AfterEach
  void everything_is_closed() {
    List.copyOf(servers).forEach(server -> server.runtimes().close());
    store.close();
  }

  @Nested
  class An_installation {

    @Test
    void is_ready_when_its_runtime_has_registered_and_serves_then() {
      publish("1.0.0", "delay:2s");
      install();

      pass(Duration.ofSeconds(1));
      var early = state();
      pass(Duration.ofSeconds(3));

      assertThat(early).isEqualTo(LifecycleState.PROCESSING);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(observed().serving()).contains(1L);
      assertThat(observed().readyReplicas()).isEqualTo(1);
    }

    @Test
    void is_ready_after_some_failed_attempts() {
      publish("1.0.0", "fail-times:2");
      install();

      pass(Duration.ofSeconds(10));

      assertThat(state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void fails_after_its_last_attempt() {
      publish("1.0.0", "fail");
      install();

      pass(Duration.ofSeconds(10));

      assertThat(reason()).isEqualTo("Deploy failed after 3 attempts: simulated failure");
      assertThat(first.runtimes().running(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void fails_when_its_time_is_over_and_tells_what_was_seen_and_is_taken_down() {
      publish("1.0.0", "crash-loop");
      install();

      pass(Duration.ofSeconds(302));

      assertThat(reason()).isEqualTo("Registration timed out after 300 s: crash loop");
      assertThat(first.runtimes().running(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void is_upgraded_while_what_ran_serves_on() {
      ready();
      publish("1.1.0", "delay:5s");
      upgrade();

      pass(Duration.ofSeconds(3));
      var during = observed();
      pass(Duration.ofSeconds(4));

      assertThat(during.servingVersion()).contains(SemVer.of("1.0.0"));
      assertThat(during.readyReplicas()).isEqualTo(1);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(observed().servingVersion()).contains(SemVer.of("1.1.0"));
      assertThat(observed().candidate()).isEmpty();
    }

    @Test
    void is_served_by_what_has_registered_though_an_upgrade_is_faster_than_its_settling() {
      publish("1.0.0", "");
      install();
      first.step();
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(observed().candidate()).as("nothing has settled it").contains(1L);
      publish("1.1.0", "never-registers");

      upgrade();
      first.step();

      assertThat(observed().serving()).contains(1L);
      assertThat(observed().candidate()).contains(2L);
    }

    @Test
    void whose_upgrade_fails_is_served_by_what_ran_before() {
      ready();
      publish("1.1.0", "never-registers");
      upgrade();

      pass(Duration.ofSeconds(302));

      assertThat(reason()).isEqualTo("Registration timed out after 300 s: no registration");
      assertThat(observed().servingVersion()).contains(SemVer.of("1.0.0"));
      assertThat(observed().candidate()).isEmpty();
      assertThat(health()).isInstanceOf(Health.Healthy.class);
    }

    @Test
    void is_degraded_while_its_runtime_is_silent() {
      publish("1.0.0", "silent-after:5s,silent-for:60s");
      install();

      pass(Duration.ofSeconds(40));
      var silent = health();
      pass(Duration.ofSeconds(40));

      assertThat(silent).isInstanceOf(Health.Degraded.class);
      assertThat(health()).isInstanceOf(Health.Healthy.class);
      assertThat(state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void stays_healthy_for_hours() {
      ready();

      pass(Duration.ofHours(2));

      assertThat(health()).isInstanceOf(Health.Healthy.class);
      assertThat(observed().serving()).contains(1L);
    }

    @Test
    void is_gone_when_its_removal_works_at_last() {
      publish("1.0.0", "remove-fail-times:2");
      install();
      pass(Duration.ofSeconds(1));
      assertThat(first.slipway.change().uninstall(ACME, DATABASE))
          .isInstanceOf(InstallationAnswer.Accepted.class);

      pass(Duration.ofSeconds(10));

      assertThat(first.slipway.installations().installation(ACME, DATABASE))
          .isEqualTo(new Found.NotInstalled(DATABASE));
      assertThat(first.runtimes().running(Optional.empty(), 10)).isEmpty();
      assertThat(store.leases().ended("runtime/", 10)).isEmpty();
    }
  }

  @Nested
  class After_a_restart {

    @Test
    void what_was_ready_is_back_at_once_whatever_its_script() {
      publish("1.0.0", "delay:2s,fail-times:1");
      install();
      pass(Duration.ofSeconds(10));
      assertThat(state()).isEqualTo(LifecycleState.READY);
      first.dies();
      var second = new Server("second");
      now.updateAndGet(time -> time.plusSeconds(60));

      assertThat(second.slipway.work().sweep()).isEqualTo(1);
      second.step();

      assertThat(second.runtimes().observe(installation().id()).orElseThrow().readyReplicas())
          .isEqualTo(1);
      assertThat(health()).isInstanceOf(Health.Healthy.class);
    }

    @Test
    void what_was_on_its_way_starts_anew_beside_what_served() {
      ready();
      publish("1.1.0", "delay:20s");
      upgrade();
      pass(Duration.ofSeconds(15));
      first.dies();
      var second = new Server("second");
      now.updateAndGet(time -> time.plusSeconds(30));

      assertThat(second.slipway.work().sweep()).isEqualTo(1);
      pass(Duration.ofSeconds(15));
      var early = state();
      pass(Duration.ofSeconds(10));

      assertThat(early).isEqualTo(LifecycleState.PROCESSING);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(second.runtimes().observe(installation().id()).orElseThrow().servingVersion())
          .contains(SemVer.of("1.1.0"));
    }
  }

  @Nested
  class Of_two_servers {

    private final Server second = new Server("second");

    @Test
    void one_runs_an_installation_and_the_sweep_of_the_other_leaves_it_there() {
      ready();
      var runner = first.runtimes().observe(installation().id()).isPresent() ? first : second;
      var idle = runner == first ? second : first;

      assertThat(idle.slipway.work().sweep()).isZero();
      pass(Duration.ofSeconds(60));

      assertThat(runner.runtimes().observe(installation().id())).isPresent();
      assertThat(idle.runtimes().observe(installation().id())).isEmpty();
    }

    @Test
    void the_other_takes_over_when_one_dies() {
      ready();
      var runner = first.runtimes().observe(installation().id()).isPresent() ? first : second;
      var heir = runner == first ? second : first;
      runner.dies();

      pass(Duration.ofSeconds(15));

      assertThat(heir.runtimes().observe(installation().id()).orElseThrow().readyReplicas())
          .isEqualTo(1);
      assertThat(health()).isInstanceOf(Health.Healthy.class);
    }
  }

  /** The world in which providers run, such as a cluster, is away for longer than any attempt. */
  @Nested
  class A_world_that_is_lost {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void makes_an_upgrade_fail_in_words_and_what_ran_serves_on() {
      ready();
      publish("1.1.0", "");
      first.way().lost();
      upgrade();

      pass(LONG);

      assertThat(reason())
          .isEqualTo("Deploy failed after 3 attempts: the runtime platform cannot be reached");
      assertThat(observed().servingVersion()).contains(SemVer.of("1.0.0"));
      assertThat(installation().details().running().orElseThrow().specification().version())
          .isEqualTo(SemVer.of("1.0.0"));
    }

    @Test
    void promotes_what_registered_meanwhile_as_soon_as_it_is_found() {
      ready();
      publish("1.1.0", "delay:2s");
      upgrade();
      pass(Duration.ofSeconds(1));
      first.way().lost();
      pass(LONG);
      var during = observed();

      first.way().found();
      pass(Duration.ofMinutes(1));

      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(during.candidate()).as("registered, and not promoted").contains(2L);
      assertThat(observed().servingVersion()).contains(SemVer.of("1.1.0"));
      assertThat(observed().candidate()).isEmpty();
    }

    @Test
    void keeps_nobody_from_asking_for_something_else() {
      ready();
      publish("1.1.0", "delay:2s");
      upgrade();
      pass(Duration.ofSeconds(1));
      first.way().lost();
      pass(LONG);
      first.way().found();

      assertThat(first.slipway.change().uninstall(ACME, DATABASE))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      pass(Duration.ofSeconds(10));

      assertThat(first.slipway.installations().installation(ACME, DATABASE))
          .isEqualTo(new Found.NotInstalled(DATABASE));
      assertThat(first.runtimes().running(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void brings_out_by_the_sweep_what_it_missed() {
      publish("1.0.0", "delay:2s");
      install();
      pass(Duration.ofSeconds(1));
      first.way().barred();
      pass(LONG);
      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(observed().serving()).isEmpty();
      first.way().found();

      assertThat(first.slipway.work().sweep()).isEqualTo(1);

      assertThat(observed().serving()).contains(1L);
      assertThat(first.slipway.work().sweep()).isZero();
    }

    @Test
    void is_rid_by_the_sweep_of_what_failed_while_nothing_was_heard() {
      ready();
      publish("1.1.0", "never-registers");
      first.way().mute();
      upgrade();
      first.step();
      first.way().barred();
      pass(LONG);
      assertThat(reason()).isEqualTo("Deploy failed after 3 attempts: barred");
      first.way().found();
      var left = observed().candidate();

      first.slipway.work().sweep();

      assertThat(left).as("brought out although it failed").isPresent();
      assertThat(observed().candidate()).isEmpty();
      assertThat(observed().servingVersion()).contains(SemVer.of("1.0.0"));
      assertThat(first.slipway.work().sweep()).isZero();
    }

    @Test
    void is_left_alone_by_a_removal_that_is_told_to_have_failed() {
      ready();
      first.way().lost();
      assertThat(first.slipway.change().uninstall(ACME, DATABASE))
          .isInstanceOf(InstallationAnswer.Accepted.class);

      pass(LONG);

      assertThat(reason())
          .isEqualTo("Removal failed after 3 attempts: the runtime platform cannot be reached");
      first.way().found();
      assertThat(first.slipway.change().uninstall(ACME, DATABASE))
          .isInstanceOf(InstallationAnswer.Accepted.class);
      pass(Duration.ofSeconds(5));
      assertThat(first.slipway.installations().installation(ACME, DATABASE))
          .isEqualTo(new Found.NotInstalled(DATABASE));
    }
  }

  /** As a store gives it that keeps config encrypted and lacks the key. */
  @Nested
  class A_config_that_the_store_cannot_read {

    private static final String WHY = "it is encrypted with key 'k1', which is gone";

    private void withhold() {
      var stored = store.installations().find(installation().id()).orElseThrow().installation();
      var config = InstallationConfig.withheld("sealed", WHY);
      var details = stored.value().details();
      var desired = details.desired();
      var next =
          new Details(
              details.id(),
              details.incarnation(),
              new Specification(desired.version(), desired.tier(), config),
              details
                  .running()
                  .map(
                      rollout ->
                          new Rollout(
                              rollout.number(),
                              new Specification(
                                  rollout.specification().version(), desired.tier(), config))),
              details.upgrades(),
              details.generation(),
              details.registration(),
              details.proposalWaiting(),
              details.createdAt(),
              details.updatedAt());
      var withheld =
          stored.value() instanceof Installation.Pending pending
              ? new Installation.Pending(next, pending.operation())
              : new Installation.Ready(next);
      var put = new Change.PutInstallation(withheld, stored.expected());
      assertThat(store.commits().commit(Commit.of(put))).isEqualTo(new Committed.Done());
    }

    @Test
    void is_never_brought_out_and_the_installation_says_why() {
      publish("1.0.0", "");
      install();
      withhold();

      pass(Duration.ofSeconds(30));

      assertThat(state()).isEqualTo(LifecycleState.FAILED);
      assertThat(reason())
          .isEqualTo("Deploy failed after 3 attempts: its config cannot be read: " + WHY);
      assertThat(first.runtimes().observe(installation().id())).isEmpty();
      assertThat(store.deadLetters().page("", 10)).isEmpty();
    }

    @Test
    void does_not_end_what_runs() {
      ready();
      withhold();

      first.slipway.work().sweep();
      pass(Duration.ofSeconds(60));

      assertThat(state()).isEqualTo(LifecycleState.READY);
      assertThat(observed().readyReplicas()).isEqualTo(1);
    }

    @Test
    void does_not_keep_anybody_from_uninstalling() {
      ready();
      withhold();

      var answer = first.slipway.change().uninstall(ACME, DATABASE);
      pass(Duration.ofSeconds(1));

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(first.slipway.installations().installation(ACME, DATABASE))
          .isInstanceOf(Found.NotInstalled.class);
    }

    @Test
    void is_passed_over_by_automatic_upgrades() {
      publish("1.0.0", "");
      install(UpgradeRule.of(UpgradePolicy.AUTO));
      pass(Duration.ofSeconds(1));
      withhold();

      publish("1.1.0", "");
      pass(Duration.ofSeconds(30));

      assertThat(installation().details().desired().version()).isEqualTo(SemVer.of("1.0.0"));
      assertThat(store.deadLetters().page("", 10)).isEmpty();
    }
  }

  @Test
  void a_wheel_whose_script_is_not_understood_is_not_published() {
    var publication = published("1.0.0", "explode");

    assertThat(publication).isInstanceOf(Publication.Invalid.class);
  }

  private void ready() {
    publish("1.0.0", "");
    install();
    pass(Duration.ofSeconds(1));
    assertThat(state()).isEqualTo(LifecycleState.READY);
  }

  private void pass(Duration time) {
    var end = now.get().plus(time);
    while (now.get().isBefore(end)) {
      servers.forEach(Server::step);
      now.updateAndGet(instant -> instant.plus(STEP));
    }
    servers.forEach(Server::step);
  }

  private void publish(String version, String script) {
    assertThat(published(version, script)).isInstanceOf(Publication.Created.class);
  }

  private Publication published(String version, String script) {
    var content =
        new WheelContent(
            WheelUrl.of(
                "https://wheels.example/database-"
                    + version
                    + "-py3-none-any.whl?simulate="
                    + script),
            Optional.empty(),
            Optional.empty(),
            ProviderSchemas.NONE,
            Optional.empty(),
            List.of());
    return first
        .slipway
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

  private void install() {
    install(UpgradeRule.MANUAL);
  }

  private void install(UpgradeRule rule) {
    var command =
        new InstallCommand(
            DATABASE,
            new VersionChoice.Latest(),
            ResourceTier.STANDARD,
            rule,
            InstallationConfig.EMPTY,
            Idempotency.none());
    assertThat(first.slipway.install().install(ACME, command))
        .isInstanceOf(InstallationAnswer.Accepted.class);
  }

  private void upgrade() {
    assertThat(first.slipway.change().upgrade(ACME, DATABASE, new VersionChoice.Latest()))
        .isInstanceOf(InstallationAnswer.Accepted.class);
  }

  private Found.Installation found() {
    return (Found.Installation) first.slipway.installations().installation(ACME, DATABASE);
  }

  private Installation installation() {
    return found().installation().installation().value();
  }

  private LifecycleState state() {
    return installation().state();
  }

  private String reason() {
    return ((Installation.Failed) installation()).reason();
  }

  private Health health() {
    return found().installation().registration().orElseThrow().value().health();
  }

  private Observed observed() {
    return first.runtimes().observe(installation().id()).orElseThrow();
  }
}

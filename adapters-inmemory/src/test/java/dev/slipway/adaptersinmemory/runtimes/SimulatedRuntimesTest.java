package dev.slipway.adaptersinmemory.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.driven.lease.Leases.Acquired;
import dev.slipway.ports.driving.registration.RegisterRuntime.Heartbeat;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeIdentity;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeRegistration;
import dev.slipway.portstck.runtimes.DeployingRuntimesContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedRuntimesTest implements DeployingRuntimesContract {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Incarnation INCARNATION = new Incarnation("ins_1");

  private final VirtualClock clock = new VirtualClock();
  private final Instant start = clock.instant();
  private final Store store = InMemoryStore.create(clock);
  private final Desk desk = new Desk(clock);
  private final List<Duration> pauses = new ArrayList<>();
  private final SimulatedRuntimes runtimes = server("one");
  private final InstallationId store1 = installation("org", "acme/store");
  private String query = "";

  private SimulatedRuntimes server(String holder) {
    var settings =
        SimulatedSettings.of(holder)
            .withLease(LEASE)
            .withPause(
                time -> {
                  pauses.add(time);
                  clock.pass(time);
                });
    return SimulatedRuntimes.create(settings, desk, store.leases(), clock);
  }

  @AfterEach
  void everything_ends() {
    runtimes.close();
  }

  @Override
  public ProviderRuntimes runtimes() {
    return runtimes;
  }

  @Override
  public Release release(ProviderName provider, SemVer version) {
    return Releases.of(provider, version, "https://example.com/a-1-py3-none-any.whl" + query);
  }

  @Override
  public Deployment deployment(
      InstallationId id, Incarnation incarnation, long by, long number, boolean served) {
    var plain = DeployingRuntimesContract.super.deployment(id, incarnation, by, number, served);
    var token =
        desk.knows(
            id + "#" + number,
            new RuntimeIdentity(id, incarnation, number, start.plus(Duration.ofDays(1))));
    return new Deployment(
        id,
        incarnation,
        by,
        plain.rollout(),
        served,
        plain.release(),
        plain.runtimeImage(),
        new Deployment.Credentials(token));
  }

  @Override
  public void settle() {
    tick(runtimes);
  }

  private static void tick(SimulatedRuntimes server) {
    assertThat(server.tick()).isNotNull();
  }

  /** Lets a time pass, and the servers do what is due whenever it is. */
  private void pass(Duration time, SimulatedRuntimes... servers) {
    var end = clock.instant().plus(time);
    while (true) {
      var next = end;
      for (var server : servers) {
        var due = server.tick();
        next = due.filter(next::isAfter).orElse(next);
      }
      if (!next.isBefore(end)) {
        clock.moveTo(end);
        List.of(servers).forEach(SimulatedRuntimesTest::tick);
        return;
      }
      clock.moveTo(next);
    }
  }

  private void pass(Duration time) {
    pass(time, runtimes);
  }

  private Effect apply(long rollout) {
    return runtimes.apply(deployment(store1, INCARNATION, rollout));
  }

  private void applied(String words) {
    query = "?simulate=" + words;
    assertThat(apply(1)).isEqualTo(new Effect.Done());
  }

  private Observed observed() {
    return runtimes.observe(store1).orElseThrow();
  }

  private List<Long> registrations() {
    return desk.times("register", start);
  }

  private List<Long> beats() {
    return desk.times("beat", start);
  }

  @Nested
  class A_runtime {

    @Test
    void registers_at_once_and_beats_in_every_interval() {
      applied("");

      pass(Duration.ofSeconds(35));

      assertThat(registrations()).containsExactly(0L);
      assertThat(beats()).containsExactly(10_000L, 20_000L, 30_000L);
    }

    @Test
    void tells_when_it_must_be_looked_at_again() {
      applied("");

      assertThat(runtimes.tick()).contains(start.plus(LEASE.dividedBy(3)));
      assertThat(server("two").tick()).isEmpty();
    }

    @Test
    void registers_after_its_delay() {
      applied("delay:500ms");

      pass(Duration.ofSeconds(1));

      assertThat(registrations()).containsExactly(500L);
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimesTest#troubles")
    void that_never_registers_shows_why(String words, String trouble) {
      applied(words);

      pass(Duration.ofHours(1));

      assertThat(registrations()).isEmpty();
      assertThat(observed().trouble()).isEqualTo(trouble);
      assertThat(observed().candidate()).contains(1L);
    }

    @Test
    void falls_silent_for_ever() {
      applied("silent-after:25s");

      pass(Duration.ofMinutes(5));

      assertThat(registrations()).containsExactly(0L);
      assertThat(beats()).containsExactly(10_000L, 20_000L);
      assertThat(observed().candidate()).contains(1L);
    }

    @Test
    void falls_silent_for_a_while() {
      applied("silent-for:30s,silent-after:15s");

      pass(Duration.ofSeconds(60));

      assertThat(beats()).containsExactly(10_000L, 45_000L, 55_000L);
    }

    @Test
    void falls_silent_as_soon_as_it_has_registered() {
      applied("delay:1s,silent-for:32s");

      pass(Duration.ofSeconds(45));

      assertThat(beats()).containsExactly(33_000L, 43_000L);
    }

    @Test
    void does_not_fall_silent_again_when_it_must_register_again() {
      applied("silent-for:30s");
      pass(Duration.ofSeconds(30));
      desk.forgetsRegistrations();

      pass(Duration.ofSeconds(20));

      assertThat(registrations()).containsExactly(0L, 40_000L);
      assertThat(beats()).containsExactly(30_000L, 40_000L, 50_000L);
    }

    @Test
    void registers_again_under_its_name_when_its_registration_is_unknown() {
      applied("");
      pass(Duration.ofSeconds(5));
      desk.forgetsRegistrations();

      pass(Duration.ofSeconds(10));

      assertThat(registrations()).containsExactly(0L, 10_000L);
      assertThat(desk.instances().stream().distinct()).hasSize(1);
    }

    @Test
    void goes_on_with_the_token_that_a_heartbeat_brings() {
      applied("");
      pass(Duration.ofSeconds(5));
      var renewal =
          desk.renewal(new RuntimeIdentity(store1, INCARNATION, 1, start.plus(Duration.ofDays(1))));
      desk.answersHeartbeats(new Heartbeat.Heard(Optional.of(renewal), false));
      pass(Duration.ofSeconds(10));
      desk.forgetsTokens();
      desk.knows(
          renewal.token(),
          new RuntimeIdentity(store1, INCARNATION, 1, start.plus(Duration.ofDays(1))));

      pass(Duration.ofSeconds(10));

      assertThat(beats()).containsExactly(10_000L, 20_000L);
    }

    @Test
    void ends_when_something_newer_serves() {
      applied("");
      pass(Duration.ofSeconds(5));
      desk.answersHeartbeats(new Heartbeat.Heard(Optional.empty(), true));

      pass(Duration.ofSeconds(60));

      assertThat(beats()).containsExactly(10_000L);
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimesTest#refusals")
    void ends_when_its_registration_is_refused(RuntimeRegistration refusal) {
      desk.answersRegistrations(refusal);
      applied("");

      pass(Duration.ofSeconds(60));

      assertThat(registrations()).containsExactly(0L);
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimesTest#farewells")
    void ends_when_its_heartbeat_is_refused(Heartbeat refusal) {
      applied("");
      desk.answersHeartbeats(refusal);

      pass(Duration.ofSeconds(60));

      assertThat(beats()).containsExactly(10_000L);
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @Test
    void whose_token_is_refused_ends_and_is_found_by_its_lease() {
      applied("");
      pass(Duration.ofSeconds(5));
      desk.forgetsTokens();

      pass(Duration.ofMinutes(2));

      assertThat(beats()).isEmpty();
      assertThat(runtimes.observe(store1)).isEmpty();
      assertThat(store.leases().ended("runtime/", 10)).containsExactly("runtime/org/acme/store");
    }

    @Test
    void that_ended_comes_back_when_it_is_applied_again() {
      applied("");
      desk.forgetsTokens();
      pass(Duration.ofSeconds(5));

      applied("");
      pass(Duration.ofSeconds(5));

      assertThat(registrations()).containsExactly(5_000L);
      assertThat(observed().candidate()).contains(1L);
    }

    @Test
    void tries_again_when_it_was_not_heard() {
      desk.isOpen(false);
      applied("");
      pass(Duration.ofMillis(1_500));

      desk.isOpen(true);
      pass(Duration.ofSeconds(15));

      assertThat(registrations()).containsExactly(2_000L);
      assertThat(beats()).containsExactly(12_000L);
    }

    @Test
    void is_ready_when_it_serves_and_has_registered() {
      applied("");
      assertThat(runtimes.promote(store1, INCARNATION, 1, 1)).isEqualTo(new Effect.Done());
      assertThat(observed().availableReplicas()).isEqualTo(1);
      assertThat(observed().readyReplicas()).isZero();

      settle();

      assertThat(observed().readyReplicas()).isEqualTo(1);
      assertThat(observed().image()).isEqualTo("a-1-py3-none-any.whl");
    }
  }

  static List<Arguments> troubles() {
    return List.of(
        Arguments.of("never-registers", ""),
        Arguments.of("crash-loop", "crash loop"),
        Arguments.of("image-pull,delay:1s", "image pull"));
  }

  static List<RuntimeRegistration> refusals() {
    return List.of(
        new RuntimeRegistration.OtherProvider(ProviderName.of("acme/other")),
        new RuntimeRegistration.OtherVersion(SemVer.of("2.0.0")),
        new RuntimeRegistration.Superseded("gone"));
  }

  static List<Heartbeat> farewells() {
    return List.of(new Heartbeat.OtherProvider(), new Heartbeat.Revoked());
  }

  @Nested
  class Applying {

    @Test
    void always_fails() {
      query = "?simulate=fail";

      for (int i = 0; i < 5; i++) {
        assertThat(apply(1)).isEqualTo(new Effect.Failed("simulated failure"));
      }
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @Test
    void fails_so_often_and_then_works() {
      query = "?simulate=fail-times:2";

      assertThat(List.of(apply(1), apply(1), apply(1), apply(1)))
          .containsExactly(
              new Effect.Failed("simulated failure"),
              new Effect.Failed("simulated failure"),
              new Effect.Done(),
              new Effect.Done());
    }

    @Test
    void is_counted_by_installation_and_version() {
      query = "?simulate=fail-times:1";
      var other = installation("other", "acme/store");

      assertThat(apply(1)).isInstanceOf(Effect.Failed.class);
      assertThat(runtimes.apply(deployment(other, new Incarnation("ins_2"), 1)))
          .isInstanceOf(Effect.Failed.class);
      assertThat(apply(2)).isInstanceOf(Effect.Failed.class);
      assertThat(apply(2)).isEqualTo(new Effect.Done());
    }

    @Test
    void that_failed_leaves_what_serves_alone_and_makes_older_operations_late() {
      applied("");
      settle();
      assertThat(runtimes.promote(store1, INCARNATION, 1, 1)).isEqualTo(new Effect.Done());
      query = "?simulate=fail";

      assertThat(apply(3)).isInstanceOf(Effect.Failed.class);

      assertThat(observed().serving()).contains(1L);
      assertThat(observed().candidate()).isEmpty();
      assertThat(apply(2)).isEqualTo(new Effect.Superseded(3));
    }

    @Test
    void what_it_does_not_understand_fails_with_the_reason() {
      query = "?simulate=explode";

      assertThat(apply(1))
          .isEqualTo(
              new Effect.Failed(
                  runtimes
                      .refuses(WheelUrl.of("https://example.com/a-1-py3-none-any.whl" + query))
                      .orElseThrow()));
    }
  }

  @Nested
  class Removing {

    @Test
    void takes_its_time() {
      applied("remove-delay:500ms");

      var effect = runtimes.remove(store1, INCARNATION, 2);

      assertThat(effect).isEqualTo(new Effect.Done());
      assertThat(pauses).containsExactly(Duration.ofMillis(500));
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @Test
    void fails_so_often_and_then_works() {
      applied("remove-fail-times:1");

      assertThat(runtimes.remove(store1, INCARNATION, 2))
          .isEqualTo(new Effect.Failed("simulated removal failure"));
      assertThat(runtimes.observe(store1)).isPresent();
      assertThat(runtimes.remove(store1, INCARNATION, 2)).isEqualTo(new Effect.Done());
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @Test
    void gives_the_lease_up() {
      applied("");

      assertThat(runtimes.remove(store1, INCARNATION, 2)).isEqualTo(new Effect.Done());

      assertThat(store.leases().acquire("runtime/org/acme/store", "two", LEASE))
          .isEqualTo(new Acquired.Held());
    }

    @Test
    void is_told_when_it_is_interrupted() throws InterruptedException {
      var sleepy =
          SimulatedRuntimes.create(SimulatedSettings.of("one"), desk, store.leases(), clock);
      query = "?simulate=remove-delay:1h";
      assertThat(sleepy.apply(deployment(store1, INCARNATION, 1))).isEqualTo(new Effect.Done());
      var thrown = new ArrayList<Throwable>();
      var thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    Thread.currentThread().interrupt();
                    try {
                      thrown.add(
                          new AssertionError(sleepy.remove(store1, INCARNATION, 2).toString()));
                    } catch (RuntimeUnavailable e) {
                      thrown.add(e);
                    }
                  });

      thread.start();

      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      assertThat(thrown).singleElement().isInstanceOf(RuntimeUnavailable.class);
      assertThat(sleepy.observe(store1)).isPresent();
    }
  }

  @Nested
  class Scripts_in_Java {

    private final ProviderName provider = store1.provider();

    @Test
    void hold_for_everything_that_has_none() {
      runtimes.script(SimulatedScript.WELL_BEHAVED.registeringAfter(Duration.ofSeconds(1)));
      assertThat(apply(1)).isEqualTo(new Effect.Done());

      pass(Duration.ofSeconds(5));

      assertThat(registrations()).containsExactly(1_000L);
    }

    @Test
    void hold_most_for_a_version_then_for_a_provider() {
      runtimes.script(SimulatedScript.WELL_BEHAVED.failing());
      runtimes.script(provider, SimulatedScript.WELL_BEHAVED.crashLooping());
      runtimes.script(provider, SemVer.of("2.0.0"), SimulatedScript.WELL_BEHAVED.withoutImage());

      assertThat(apply(1)).isEqualTo(new Effect.Done());
      assertThat(observed().trouble()).isEqualTo("crash loop");
      assertThat(apply(2)).isEqualTo(new Effect.Done());
      assertThat(observed().trouble()).isEqualTo("image pull");
    }

    @Test
    void hold_less_than_what_a_wheel_says() {
      runtimes.script(SimulatedScript.WELL_BEHAVED.failing());

      applied("");

      assertThat(observed().candidate()).contains(1L);
    }
  }

  @Nested
  class What_served_before {

    @Test
    void registers_at_once_whatever_its_script_says_about_coming_up() {
      query = "?simulate=delay:1h,fail,crash-loop";

      assertThat(runtimes.apply(deployment(store1, INCARNATION, 1, 1, true)))
          .isEqualTo(new Effect.Done());
      settle();

      assertThat(registrations()).containsExactly(0L);
      assertThat(observed().readyReplicas()).isEqualTo(1);
      assertThat(observed().trouble()).isEmpty();
    }

    @Test
    void registers_at_once_when_it_is_promoted_before_it_was_heard() {
      applied("delay:1h");

      assertThat(runtimes.promote(store1, INCARNATION, 1, 1)).isEqualTo(new Effect.Done());
      settle();

      assertThat(registrations()).containsExactly(0L);
    }
  }

  @Nested
  class Of_two_servers {

    private final SimulatedRuntimes other = server("two");

    @Test
    void the_one_that_holds_the_lease_keeps_it() {
      applied("");

      pass(LEASE.multipliedBy(4));

      assertThat(other.runsElsewhere(store1)).isTrue();
      assertThat(runtimes.runsElsewhere(store1)).isFalse();
    }

    @Test
    void the_one_that_applies_last_runs_it_and_the_other_ends_without_a_word() {
      applied("");
      pass(Duration.ofSeconds(5), runtimes, other);

      assertThat(other.apply(deployment(store1, INCARNATION, 1, 1, true)))
          .isEqualTo(new Effect.Done());
      pass(Duration.ofSeconds(30), runtimes, other);

      assertThat(runtimes.observe(store1)).isEmpty();
      assertThat(other.observe(store1)).isPresent();
      assertThat(registrations()).containsExactly(0L, 5_000L);
      assertThat(beats()).containsExactly(15_000L, 25_000L, 35_000L);
    }

    @Test
    void one_that_slept_too_long_does_not_speak_for_what_it_lost() {
      applied("");
      settle();
      clock.pass(LEASE.multipliedBy(2));
      assertThat(other.runsElsewhere(store1)).isFalse();
      assertThat(other.apply(deployment(store1, INCARNATION, 1, 1, true)))
          .isEqualTo(new Effect.Done());

      settle();

      assertThat(beats()).isEmpty();
      assertThat(runtimes.observe(store1)).isEmpty();
    }

    @Test
    void one_that_is_closed_leaves_its_leases_to_be_found() {
      applied("");

      runtimes.close();
      clock.pass(LEASE);

      assertThat(store.leases().ended("runtime/", 10)).containsExactly("runtime/org/acme/store");
      assertThat(other.runsElsewhere(store1)).isFalse();
    }

    @Test
    void one_may_be_asked_to_promote_what_the_other_runs() {
      applied("");

      var effect = other.promote(store1, INCARNATION, 1, 1);

      assertThat(effect).isEqualTo(new Effect.Done());
    }

    @Test
    void one_may_be_asked_to_remove_what_the_other_runs() {
      applied("");

      var effect = other.remove(store1, INCARNATION, 2);
      desk.answersHeartbeats(new Heartbeat.Revoked());
      pass(LEASE.multipliedBy(2), runtimes, other);

      assertThat(effect).isEqualTo(new Effect.Done());
      assertThat(runtimes.observe(store1)).isEmpty();
      assertThat(store.leases().ended("runtime/", 10)).isEmpty();
    }
  }

  @Nested
  class Leases_of_many {

    private final CountingLeases counting = new CountingLeases(store.leases());
    private final SimulatedRuntimes server =
        SimulatedRuntimes.create(
            SimulatedSettings.of("many").withLease(LEASE), desk, counting, clock);

    @Test
    void are_renewed_together_once_they_have_met() {
      for (int i = 0; i < 40; i++) {
        var id = installation("org" + i, "acme/store");
        assertThat(server.apply(deployment(id, INCARNATION, 1))).isEqualTo(new Effect.Done());
        pass(Duration.ofMillis(100), server);
      }

      pass(LEASE.multipliedBy(10), server);

      assertThat(counting.calls()).isLessThan(80);
      assertThat(store.leases().ended("runtime/", 10)).isEmpty();
    }

    @Test
    void are_judged_one_by_one() {
      for (int i = 0; i < 3; i++) {
        var id = installation("org" + i, "acme/store");
        assertThat(server.apply(deployment(id, INCARNATION, 1))).isEqualTo(new Effect.Done());
      }
      store.leases().take("runtime/org0/acme/store", "other", LEASE);
      store.leases().release("runtime/org1/acme/store", "many");

      pass(LEASE.multipliedBy(2), server);

      assertThat(server.observe(installation("org0", "acme/store"))).isEmpty();
      assertThat(server.observe(installation("org1", "acme/store"))).isPresent();
      assertThat(server.observe(installation("org2", "acme/store"))).isPresent();
      assertThat(store.leases().acquire("runtime/org1/acme/store", "other", LEASE))
          .as("what was given up is held again")
          .isEqualTo(new Acquired.HeldBy("many"));
    }
  }

  @Nested
  class In_real_time {

    @Test
    void runtimes_register_and_beat_by_themselves() throws InterruptedException {
      var bell = new LatchedDesk(3);
      var real =
          SimulatedRuntimes.create(
              SimulatedSettings.of("real"), bell, store.leases(), InstantSource.system());
      try (real) {
        real.start();

        assertThat(real.apply(deployment(store1, INCARNATION, 1))).isEqualTo(new Effect.Done());

        assertThat(bell.rung(Duration.ofSeconds(30))).isTrue();
      }
      assertThat(real.observe(store1)).isEmpty();
    }

    @Test
    void one_that_waits_for_the_platform_does_not_hold_up_the_others() throws InterruptedException {
      var desk = new CrowdedDesk(10);
      var real =
          SimulatedRuntimes.create(
              SimulatedSettings.of("real"), desk, store.leases(), InstantSource.system());
      try (real) {
        real.start();

        for (int i = 0; i < 10; i++) {
          var id = installation("org" + i, "acme/store");
          assertThat(real.apply(deployment(id, INCARNATION, 1))).isEqualTo(new Effect.Done());
        }

        assertThat(desk.everybodyIsThere(Duration.ofSeconds(30))).isTrue();
      }
    }

    @Test
    void a_simulation_is_started_once() {
      runtimes.start();

      assertThatThrownBy(runtimes::start).isInstanceOf(IllegalStateException.class);
      runtimes.close();
      assertThatThrownBy(runtimes::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_is_applied_to_a_closed_simulation() {
      runtimes.close();

      assertThatThrownBy(() -> apply(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("org:acme/store");
    }
  }
}

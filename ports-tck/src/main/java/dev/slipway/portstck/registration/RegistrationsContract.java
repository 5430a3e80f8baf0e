package dev.slipway.portstck.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Registration;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.registration.Registrations.Registered;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code Registrations} owes its callers. */
public interface RegistrationsContract extends StoreContract {

  /** The heartbeat interval of these tests; silence begins after three of them. */
  Duration INTERVAL = Duration.ofSeconds(10);

  /** An installation that points to {@code reg_1}. */
  private Installation pointing(String tenant) {
    return pointing(tenant, "reg_1");
  }

  private Installation pointing(String tenant, String registration) {
    return given()
        .installation(
            Samples.anInstallation(tenant, "acme/db")
                .registration(new RegistrationId(registration))
                .ready())
        .value();
  }

  @Test
  default void a_registration_is_found_with_its_installation() {
    given().published("acme/db", "1.0.0");
    var installation = pointing("tenant");
    var healthy = given().registration(Samples.aRegistration(installation).healthy());

    var found = store().registrations().find(healthy.value().id());

    assertThat(found)
        .contains(
            new Registered(healthy, store().installations().find(installation.id()).orElseThrow()));
    assertThat(store().registrations().find(new RegistrationId("reg_2"))).isEmpty();
  }

  @Test
  default void every_health_is_found_as_it_was_stored() {
    var installation = pointing("tenant");
    var sample = Samples.aRegistration(installation);
    given().registration(sample.healthy());

    given()
        .committed(new Change.PutRegistration(sample.degraded(), new Expected.At(Revision.FIRST)));

    assertThat(store().registrations().find(sample.degraded().id()))
        .get()
        .extracting(Registered::registration)
        .isEqualTo(new Versioned<>(sample.degraded(), new Revision(2)));
  }

  @Test
  default void an_instance_is_found_within_its_installations_present_incarnation() {
    var installation = pointing("tenant");
    var other = pointing("other", "reg_5");
    var here = given().registration(Samples.aRegistration(installation).instance("a").healthy());
    given()
        .registration(
            Samples.aRegistration(installation)
                .called("reg_2")
                .instance("b")
                .incarnation("ins_old")
                .healthy());
    given().registration(Samples.aRegistration(other).called("reg_3").instance("c").healthy());

    var registrations = store().registrations();

    assertThat(registrations.byInstance(installation.id(), "a")).contains(here);
    assertThat(registrations.byInstance(installation.id(), "b")).as("of an old one").isEmpty();
    assertThat(registrations.byInstance(installation.id(), "c")).as("of another").isEmpty();
    assertThat(registrations.byInstance(installation.id(), "A")).isEmpty();
    assertThat(registrations.byInstance(Samples.installationId("nobody", "acme/db"), "a"))
        .isEmpty();
  }

  @Test
  default void the_silent_are_those_that_missed_three_intervals_the_longest_silent_first() {
    heard("tenant-a", "reg_3", Samples.NOON.plusSeconds(2));
    heard("tenant-b", "reg_2", Samples.NOON.plusSeconds(2));
    heard("tenant-c", "reg_1", Samples.NOON.plusSeconds(3));
    heard("tenant-d", "reg_4", Samples.NOON.plusSeconds(1));

    assertThat(silentAt(Samples.NOON.plusSeconds(32), 10))
        .containsExactly("reg_4", "reg_2", "reg_3");
    assertThat(silentAt(Samples.NOON.plusSeconds(32), 2)).containsExactly("reg_4", "reg_2");
    assertThat(silentAt(Samples.NOON.plusSeconds(32).minusNanos(1_000), 10))
        .containsExactly("reg_4");
    assertThat(silentAt(Samples.NOON.plusSeconds(30), 10)).isEmpty();
  }

  private void heard(String tenant, String id, Instant at) {
    given()
        .registration(
            Samples.aRegistration(pointing(tenant, id)).called(id).lastHeard(at).healthy());
  }

  private List<String> silentAt(Instant now, int limit) {
    return store().registrations().silent(now, INTERVAL, limit).stream()
        .map(registration -> registration.value().id().value())
        .toList();
  }

  @Test
  default void the_degraded_and_those_to_which_nobody_points_are_not_silent() {
    var installation = pointing("tenant");
    var sample = Samples.aRegistration(installation).lastHeard(Instant.EPOCH);
    given().registration(sample.called("reg_1").degraded());
    given().registration(sample.called("reg_2").instance("other").healthy());

    assertThat(silentAt(Samples.NOON, 10)).isEmpty();
  }

  @Test
  default void who_is_pointed_to_is_judged_from_then_on() {
    var installation = pointing("tenant", "reg_1");
    var sample = Samples.aRegistration(installation).lastHeard(Instant.EPOCH);
    given().registration(sample.called("reg_1").instance("a").healthy());
    given().registration(sample.called("reg_2").instance("b").healthy());
    assertThat(silentAt(Samples.NOON, 10)).containsExactly("reg_1");

    given()
        .committed(
            new Change.PutInstallation(
                Samples.anInstallation("tenant", "acme/db")
                    .registration(new RegistrationId("reg_2"))
                    .ready(),
                new Expected.At(Revision.FIRST)));

    assertThat(silentAt(Samples.NOON, 10)).containsExactly("reg_2");
  }

  @Test
  default void who_was_heard_again_is_not_silent() {
    heard("tenant", "reg_1", Samples.NOON);
    var registration = store().registrations().find(new RegistrationId("reg_1")).orElseThrow();
    var later = Samples.NOON.plusSeconds(20);

    given()
        .committed(
            new Change.PutRegistration(
                heardAt(registration.registration().value(), later),
                registration.registration().expected()));

    assertThat(silentAt(Samples.NOON.plusSeconds(49), 10)).isEmpty();
    assertThat(silentAt(Samples.NOON.plusSeconds(50), 10)).containsExactly("reg_1");
  }

  private static Registration heardAt(Registration before, Instant at) {
    return new Registration(
        before.id(),
        before.installation(),
        before.incarnation(),
        before.instanceId(),
        before.version(),
        before.rollout(),
        before.health(),
        before.registeredAt(),
        at);
  }

  @Test
  default void stale_registrations_are_those_to_which_nobody_points() {
    var installation = pointing("tenant", "reg_1");
    var sample = Samples.aRegistration(installation);
    given().registration(sample.called("reg_1").instance("a").lastHeard(Instant.EPOCH).healthy());
    for (int i = 2; i <= 5; i++) {
      given()
          .registration(
              sample
                  .called("reg_" + i)
                  .instance("pod-" + i)
                  .lastHeard(Samples.NOON.plusSeconds(i))
                  .degraded());
    }

    assertThat(store().registrations().removeStale(Samples.NOON.plusSeconds(5), 2)).isEqualTo(2);
    assertThat(left()).containsExactly("reg_1", "reg_4", "reg_5");
    assertThat(store().registrations().removeStale(Samples.NOON.plusSeconds(5), 2)).isOne();
    assertThat(store().registrations().removeStale(Samples.NOON.plusSeconds(5), 2)).isZero();
    assertThat(left()).containsExactly("reg_1", "reg_5");
  }

  private List<String> left() {
    return List.of("reg_1", "reg_2", "reg_3", "reg_4", "reg_5").stream()
        .filter(id -> store().registrations().find(new RegistrationId(id)).isPresent())
        .toList();
  }

  @Test
  default void a_stale_registration_that_was_removed_gives_its_instance_free() {
    var installation = pointing("tenant", "reg_1");
    var sample = Samples.aRegistration(installation).instance("pod");
    given().registration(sample.called("reg_2").healthy());
    assertThat(store().registrations().removeStale(Samples.NOON.plusSeconds(3600), 10)).isOne();

    var again = given().registration(sample.called("reg_3").healthy());

    assertThat(store().registrations().byInstance(installation.id(), "pod")).contains(again);
  }
}

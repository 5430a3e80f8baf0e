package dev.slipway.domain.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.registration.Health.Degraded;
import dev.slipway.domain.registration.Health.Healthy;
import dev.slipway.domain.registration.HealthEvent.HeardUnwell;
import dev.slipway.domain.registration.HealthEvent.HeardWell;
import dev.slipway.domain.registration.HealthEvent.RegisteredAgain;
import dev.slipway.domain.registration.HealthEvent.SilenceChecked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** What holds for the health of a runtime whatever is heard of it, and in whatever order. */
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class HealthProperties {

  private static final Instant START = Instant.parse("2025-06-01T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @Property
  void silence_degrades_after_three_intervals_and_a_beat_heals(
      @ForAll("walks") List<HealthEvent> walk) {
    var registration = HealthMachineTest.registration(new Healthy());
    for (var event : walk) {
      var before = registration;
      registration = HealthMachine.apply(before, event);

      switch (event) {
        case RegisteredAgain e -> assertThat(registration.health()).isEqualTo(new Healthy());
        case HeardWell e -> assertThat(registration.health()).isEqualTo(new Healthy());
        case HeardUnwell e -> assertThat(registration.health()).isInstanceOf(Degraded.class);
        case SilenceChecked e -> {
          var due = before.lastHeartbeatAt().plusSeconds(30);
          assertThat(registration.health().equals(before.health()))
              .isEqualTo(before.health() instanceof Degraded || e.at().isBefore(due));
          assertThat(registration.lastHeartbeatAt()).isEqualTo(before.lastHeartbeatAt());
        }
      }
    }
  }

  @Property
  void the_last_beat_never_falls_and_the_rest_never_changes(
      @ForAll("walks") List<HealthEvent> walk) {
    var first = HealthMachineTest.registration(new Healthy());
    var registration = first;
    for (var event : walk) {
      var before = registration;
      registration = HealthMachine.apply(before, event);

      assertThat(registration.lastHeartbeatAt()).isAfterOrEqualTo(before.lastHeartbeatAt());
      assertThat(registration)
          .usingRecursiveComparison()
          .ignoringFields("health", "lastHeartbeatAt")
          .isEqualTo(first);
    }
  }

  @Property
  void it_is_degraded_since_it_was_first_so(@ForAll("walks") List<HealthEvent> walk) {
    var registration = HealthMachineTest.registration(new Healthy());
    for (var event : walk) {
      var before = registration;
      registration = HealthMachine.apply(before, event);

      if (before.health() instanceof Degraded was && registration.health() instanceof Degraded is) {
        assertThat(is.since()).isEqualTo(was.since());
      }
    }
  }

  @Provide
  Arbitrary<List<HealthEvent>> walks() {
    var instants = Arbitraries.integers().between(0, 120).map(START::plusSeconds);
    return Arbitraries.<HealthEvent>oneOf(
            instants.map(RegisteredAgain::new),
            instants.map(HeardWell::new),
            instants.map(at -> new HeardUnwell("Disk almost full", at)),
            instants.map(at -> new SilenceChecked(INTERVAL, at)))
        .list()
        .ofMaxSize(30);
  }
}

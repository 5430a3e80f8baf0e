package dev.slipway.domain.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Health.Degraded;
import dev.slipway.domain.registration.Health.Healthy;
import dev.slipway.domain.registration.HealthEvent.HeardUnwell;
import dev.slipway.domain.registration.HealthEvent.HeardWell;
import dev.slipway.domain.registration.HealthEvent.RegisteredAgain;
import dev.slipway.domain.registration.HealthEvent.SilenceChecked;
import dev.slipway.domain.states.Answer;
import dev.slipway.domain.states.Machine;
import dev.slipway.domain.states.StateDiagram;
import dev.slipway.domain.states.TransitionTable;
import dev.slipway.domain.states.TransitionTable.Row;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The transition table of health (contract/foundation.md section 5). How to read it stands at
 * {@link TransitionTable}; heartbeats are expected every ten seconds, and the last one came at
 * 12:00:00.
 */
class HealthMachineTest {

  private static final TransitionTable TABLE =
      TransitionTable.of(
          """
          healthy | registered again or heard well at 12:00:05 | healthy; heard 12:00:05
          healthy | heard unwell with a word | degraded since 12:00:05 'Disk almost full'; heard 12:00:05
          healthy | heard unwell without | degraded since 12:00:05 'The runtime says that it is degraded'; heard 12:00:05
          # A beat that was on its way for long says nothing about now.
          healthy | heard well at 11:59:59 | nothing
          # Three beats in a row are missed, not one earlier.
          healthy | silence checked at 12:00:29.999999 | nothing
          healthy | silence checked at 12:00:30 | degraded since 12:00:30 'No heartbeat since 2025-06-01T12:00:00.000000Z'
          healthy | silence checked at 12:00:31 | degraded since 12:00:31 'No heartbeat since 2025-06-01T12:00:00.000000Z'

          degraded | registered again or heard well at 12:00:05 | healthy; heard 12:00:05
          degraded | heard well at 11:59:59 | healthy
          # It has been degraded all the time; only the message is another one.
          degraded | heard unwell with a word | degraded since 11:00:00 'Disk almost full'; heard 12:00:05
          degraded | heard unwell without | degraded since 11:00:00 'The runtime says that it is degraded'; heard 12:00:05
          degraded | silence checked | nothing
          """);

  private static final Machine<Registration, HealthEvent> MACHINE =
      new Machine<>(
          situations(),
          events(),
          Registration::health,
          (registration, event) -> tell(registration, HealthMachine.apply(registration, event)));
  private static final List<Machine.Pair> PAIRS = MACHINE.pairs();

  private static Map<String, Registration> situations() {
    var all = new LinkedHashMap<String, Registration>();
    all.put("healthy", registration(new Healthy()));
    all.put("degraded", registration(new Degraded(at("11:00:00"), "Out of memory")));
    return all;
  }

  static Registration registration(Health health) {
    return new Registration(
        new RegistrationId("reg_1"),
        new InstallationId(new OrganizationId("dev"), ProviderName.of("acme", "database")),
        new Incarnation("ins_1"),
        "host-7",
        SemVer.of("1.0.0"),
        3,
        health,
        at("10:00:00"),
        at("12:00:00"));
  }

  private static Map<String, Function<Registration, HealthEvent>> events() {
    var beat = at("12:00:05");
    var all = new LinkedHashMap<String, Function<Registration, HealthEvent>>();
    all.put("registered again at 12:00:05", r -> new RegisteredAgain(beat));
    all.put("heard well at 12:00:05", r -> new HeardWell(beat));
    all.put("heard well at 11:59:59", r -> new HeardWell(at("11:59:59")));
    all.put("heard unwell with a word", r -> new HeardUnwell("Disk almost full", beat));
    all.put("heard unwell without", r -> new HeardUnwell("", beat));
    for (var time : List.of("12:00:29.999999", "12:00:30", "12:00:31")) {
      all.put(
          "silence checked at " + time, r -> new SilenceChecked(Duration.ofSeconds(10), at(time)));
    }
    return all;
  }

  private static Instant at(String time) {
    return Instant.parse("2025-06-01T" + time + "Z");
  }

  private static String clock(Instant at) {
    return at.toString().substring(11).replace("Z", "");
  }

  /** Everything that changed; what no word tells of is as it was. */
  private static Answer tell(Registration before, Registration next) {
    assertThat(
            new Registration(
                next.id(),
                next.installation(),
                next.incarnation(),
                next.instanceId(),
                next.version(),
                next.rollout(),
                before.health(),
                next.registeredAt(),
                before.lastHeartbeatAt()))
        .as("what no event may change")
        .isEqualTo(before);
    if (next.equals(before)) {
      return new Answer.Nothing();
    }
    var facts = new ArrayList<String>();
    facts.add(
        switch (next.health()) {
          case Healthy healthy -> healthy.word();
          case Degraded degraded ->
              degraded.word()
                  + " since "
                  + clock(degraded.since())
                  + " '"
                  + degraded.message()
                  + "'";
        });
    if (!next.lastHeartbeatAt().equals(before.lastHeartbeatAt())) {
      facts.add("heard " + clock(next.lastHeartbeatAt()));
    }
    return new Answer.Moved(next.health().getClass().getSimpleName(), String.join("; ", facts));
  }

  static List<Row> rows() {
    return TABLE.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_machine_answers_as_the_row_says(Row row) {
    var spoken = PAIRS.stream().filter(row::speaksOf).toList();

    assertThat(spoken).isNotEmpty();
    assertThat(spoken).allSatisfy(p -> assertThat(p.answer().words()).isEqualTo(row.answer()));
  }

  @Test
  void exactly_one_row_speaks_of_every_situation_and_event() {
    assertThat(PAIRS).allSatisfy(p -> assertThat(TABLE.rowsFor(p)).as("%s", p).isEqualTo(1));
  }

  @Test
  void every_state_meets_every_event() {
    var met = PAIRS.stream().map(p -> List.of(p.state(), p.event())).collect(Collectors.toSet());

    assertThat(met)
        .hasSize(Machine.kinds(Health.class).size() * Machine.kinds(HealthEvent.class).size());
  }

  @Test
  void the_page_shows_what_the_machine_does() {
    var legend =
        """
        Health is that of one registered runtime; a new registration is healthy. In the examples heartbeats are
        expected every ten seconds, the last one came at 12:00:00, and *Degraded* holds since 11:00:00.
        """;

    var page =
        StateDiagram.page(
            "Health of a runtime", legend, Map.of("a new registration", "Healthy"), PAIRS);

    StateDiagram.check("health.md", page);
  }
}

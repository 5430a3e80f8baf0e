package dev.slipway.domain.installation;

import static dev.slipway.domain.installation.InstallationVocabulary.CHANGED;
import static dev.slipway.domain.installation.InstallationVocabulary.DEADLINE;
import static dev.slipway.domain.installation.InstallationVocabulary.ID;
import static dev.slipway.domain.installation.InstallationVocabulary.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installation.Installation.Failed;
import dev.slipway.domain.installation.Installation.Pending;
import dev.slipway.domain.installation.InstallationEvent.DeadlineChecked;
import dev.slipway.domain.installation.InstallationEvent.DeployFailed;
import dev.slipway.domain.installation.InstallationEvent.UninstallAsked;
import dev.slipway.domain.installation.InstallationEvent.WorkStarted;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.InstallationMachine.Refusal;
import dev.slipway.domain.installation.InstallerMessage.InstallRequested;
import dev.slipway.domain.states.Machine;
import dev.slipway.domain.states.StateDiagram;
import dev.slipway.domain.states.TransitionTable;
import dev.slipway.domain.states.TransitionTable.Row;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The installation's transition table (contract/foundation.md section 5). How to read it stands at
 * {@link TransitionTable}; the words, at {@link InstallationVocabulary}.
 */
class InstallationMachineTest {

  private static final String PENDING =
      """
      pending | upgrade asked or downgrade asked or redeploy asked | no: in flight, pending to pending

      # What needs no operation holds at once; what needs one holds with nothing that came with it.
      pending | set to another tier or set to other variables or set to both | no: in flight, pending to pending
      pending | set as before | nothing
      pending, manual | set to be manual | nothing
      pending, automatic, not proposed | set to be manual | pending; follows manual
      pending, proposed | set to be manual | pending; follows manual; proposal forgotten
      pending, manual | set to be auto | pending; follows auto
      pending, automatic | set to be auto | nothing
      pending | set to a range | pending; follows auto inside 1.x

      pending, not proposed | uninstall asked | deleting; operation 6; updated now > UNINSTALL_REQUESTED 6, earlier ones are void
      pending, proposed | uninstall asked | deleting; operation 6; proposal forgotten; updated now > UNINSTALL_REQUESTED 6, earlier ones are void

      # A proposal waits behind what is in flight; it says only that there is something to look at.
      pending, manual | upgrade proposed | nothing
      pending, automatic, not proposed | upgrade proposed | pending; proposal waits
      pending, proposed | upgrade proposed | nothing

      pending | work started for this | processing; deadline PT5M from now; updated now
      pending | work started for an older or work started for a newer | no: superseded, it is pending

      # Whoever runs a provider by hand need not wait for a worker.
      pending, not proposed | registered by hand as 1.1.0 or registered from rollout 5 as 1.1.0 | ready; serves 1.1.0 of rollout 5; heeds reg_new; updated now > SETTLE_REQUESTED 5
      pending, proposed | registered by hand as 1.1.0 or registered from rollout 5 as 1.1.0 | ready; serves 1.1.0 of rollout 5; heeds reg_new; proposal forgotten; updated now > SETTLE_REQUESTED 5, UPGRADE_PROPOSED
      pending | registered by hand as 1.0.0 or registered by hand as 1.2.0 | no: 1.1.0 is expected
      pending | registered from rollout 5 as 1.0.0 | no: 1.1.0 is expected
      pending | registered from rollout 9 | no: superseded, it is pending

      # What serves goes on serving, also when it starts again.
      pending, 1.0.0 runs | registered from rollout 3 as 1.0.0 | pending; heeds reg_new
      pending, nothing/1.1.0/1.2.0 runs | registered from rollout 3 as 1.0.0 | no: 1.1.0 is expected
      pending, 1.1.0 runs | registered from rollout 3 as 1.1.0 | pending; heeds reg_new
      pending, nothing/1.0.0/1.2.0 runs | registered from rollout 3 as 1.1.0 | no: superseded, it is pending
      pending, 1.2.0 runs | registered from rollout 3 as 1.2.0 | pending; heeds reg_new
      pending, nothing/1.0.0/1.1.0 runs | registered from rollout 3 as 1.2.0 | no: 1.1.0 is expected

      pending | deploy failed or removed or removal failed | no: superseded, it is pending
      pending | deadline checked | nothing
      """;

  private static final String PROCESSING =
      """
      processing | upgrade asked or downgrade asked or redeploy asked | no: in flight, processing to pending

      # What needs no operation holds at once; what needs one holds with nothing that came with it.
      processing | set to another tier or set to other variables or set to both | no: in flight, processing to pending
      processing | set as before | nothing
      processing, manual | set to be manual | nothing
      processing, automatic, not proposed | set to be manual | processing; follows manual
      processing, proposed | set to be manual | processing; follows manual; proposal forgotten
      processing, manual | set to be auto | processing; follows auto
      processing, automatic | set to be auto | nothing
      processing | set to a range | processing; follows auto inside 1.x

      processing, not proposed | uninstall asked | deleting; operation 6; updated now > UNINSTALL_REQUESTED 6, earlier ones are void
      processing, proposed | uninstall asked | deleting; operation 6; proposal forgotten; updated now > UNINSTALL_REQUESTED 6, earlier ones are void

      processing, manual | upgrade proposed | nothing
      processing, automatic, not proposed | upgrade proposed | processing; proposal waits
      processing, proposed | upgrade proposed | nothing

      # The deadline runs once, over all attempts.
      processing | work started for this | nothing
      processing | work started for an older or work started for a newer | no: superseded, it is processing

      processing, not proposed | deploy failed for this | failed; operation 6; 'No disk' now; updated now > SETTLE_REQUESTED 6
      processing, proposed | deploy failed for this | failed; operation 6; proposal forgotten; 'No disk' now; updated now > SETTLE_REQUESTED 6
      processing | deploy failed for an older or deploy failed for a newer | no: superseded, it is processing

      processing | deadline checked early | nothing
      processing, not proposed | deadline checked on time | failed; operation 6; 'Registration timed out after 300 s: crash loop' now; updated now > SETTLE_REQUESTED 6, earlier ones are void
      processing, not proposed | deadline checked late | failed; operation 6; 'Registration timed out after 300 s: crash loop' PT1S from now; updated PT1S from now > SETTLE_REQUESTED 6, earlier ones are void
      processing, proposed | deadline checked on time | failed; operation 6; proposal forgotten; 'Registration timed out after 300 s: crash loop' now; updated now > SETTLE_REQUESTED 6, earlier ones are void
      processing, proposed | deadline checked late | failed; operation 6; proposal forgotten; 'Registration timed out after 300 s: crash loop' PT1S from now; updated PT1S from now > SETTLE_REQUESTED 6, earlier ones are void

      processing, not proposed | registered by hand as 1.1.0 or registered from rollout 5 as 1.1.0 | ready; serves 1.1.0 of rollout 5; heeds reg_new; updated now > SETTLE_REQUESTED 5
      processing, proposed | registered by hand as 1.1.0 or registered from rollout 5 as 1.1.0 | ready; serves 1.1.0 of rollout 5; heeds reg_new; proposal forgotten; updated now > SETTLE_REQUESTED 5, UPGRADE_PROPOSED
      processing | registered by hand as 1.0.0 or registered by hand as 1.2.0 | no: 1.1.0 is expected
      processing | registered from rollout 5 as 1.0.0 | no: 1.1.0 is expected
      processing | registered from rollout 9 | no: superseded, it is processing
      processing, 1.0.0 runs | registered from rollout 3 as 1.0.0 | processing; heeds reg_new
      processing, nothing/1.1.0/1.2.0 runs | registered from rollout 3 as 1.0.0 | no: 1.1.0 is expected
      processing, 1.1.0 runs | registered from rollout 3 as 1.1.0 | processing; heeds reg_new
      processing, nothing/1.0.0/1.2.0 runs | registered from rollout 3 as 1.1.0 | no: superseded, it is processing
      processing, 1.2.0 runs | registered from rollout 3 as 1.2.0 | processing; heeds reg_new
      processing, nothing/1.0.0/1.1.0 runs | registered from rollout 3 as 1.2.0 | no: 1.1.0 is expected

      processing | removed or removal failed | no: superseded, it is processing
      """;

  private static final String READY =
      """
      ready | upgrade asked to 1.2.0 | pending UPGRADE; wants 1.2.0; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void
      ready | upgrade asked to 1.1.0 | no: already on 1.1.0
      ready | upgrade asked to 1.0.0 | no: wrong direction, 1.1.0 to 1.0.0
      ready | downgrade asked to 1.0.0 | pending DOWNGRADE; wants 1.0.0; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void
      ready | downgrade asked to 1.1.0 | no: already on 1.1.0
      ready | downgrade asked to 1.2.0 | no: wrong direction, 1.1.0 to 1.2.0
      ready | redeploy asked of 1.1.0 | pending REDEPLOY; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void
      ready | redeploy asked of 1.0.0 | no: 1.0.0 is not held, 1.1.0 is installed
      ready | redeploy asked of 1.2.0 | no: 1.2.0 is not held, 1.1.0 is installed

      ready | set as before | nothing
      ready, manual | set to be manual | nothing
      ready, automatic | set to be manual | ready; follows manual
      ready, manual | set to be auto | ready; follows auto
      ready, automatic | set to be auto | nothing
      ready | set to a range | ready; follows auto inside 1.x
      ready | set to another tier | pending RECONFIGURE; wants tier free; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void
      ready | set to other variables | pending RECONFIGURE; wants config {REGION=us}; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void
      ready | set to both | pending RECONFIGURE; wants config {REGION=us}; follows auto inside 1.x; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void

      ready | uninstall asked | deleting; operation 6; updated now > UNINSTALL_REQUESTED 6, earlier ones are void

      # By itself: only upwards, inside the same major version, never to a pre-release.
      ready, automatic | upgrade proposed to 1.2.0 | pending AUTOMATIC_UPGRADE; wants 1.2.0; operation 6; updated now > UPGRADE_REQUESTED 6, earlier ones are void
      ready, automatic | upgrade proposed to 1.0.0 or upgrade proposed to 1.1.0 or upgrade proposed to 2.0.0 or upgrade proposed to 1.2.0-rc.1 | nothing
      ready, manual | upgrade proposed | nothing

      ready | registered by hand as 1.1.0 or registered from rollout 5 as 1.1.0 | ready; heeds reg_new
      ready | registered by hand as 1.0.0 or registered by hand as 1.2.0 | no: 1.1.0 is expected
      ready | registered from rollout 5 as 1.0.0 | no: 1.1.0 is expected
      ready | registered from rollout 3 as 1.0.0 or registered from rollout 3 as 1.2.0 | no: 1.1.0 is expected
      ready | registered from rollout 3 as 1.1.0 or registered from rollout 9 | no: superseded, it is ready

      ready | work started or deploy failed or removed or removal failed | no: superseded, it is ready
      ready | deadline checked | nothing
      """;

  private static final String FAILED =
      """
      # Whatever runs: the way is judged against the version that was asked for.
      failed | upgrade asked to 1.2.0 | pending UPGRADE; wants 1.2.0; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed | upgrade asked to 1.1.0 | no: already on 1.1.0
      failed | upgrade asked to 1.0.0 | no: wrong direction, 1.1.0 to 1.0.0
      failed | downgrade asked to 1.0.0 | pending DOWNGRADE; wants 1.0.0; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed | downgrade asked to 1.1.0 | no: already on 1.1.0
      failed | downgrade asked to 1.2.0 | no: wrong direction, 1.1.0 to 1.2.0
      failed | redeploy asked of 1.1.0 | pending REDEPLOY; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed, 1.0.0 runs | redeploy asked of 1.0.0 | pending REDEPLOY; wants 1.0.0; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed, nothing/1.1.0/1.2.0/it runs | redeploy asked of 1.0.0 | no: 1.0.0 is not held, 1.1.0 is installed
      failed, 1.2.0 runs | redeploy asked of 1.2.0 | pending REDEPLOY; wants 1.2.0; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed, nothing/1.0.0/1.1.0/it runs | redeploy asked of 1.2.0 | no: 1.2.0 is not held, 1.1.0 is installed

      failed | set as before | nothing
      failed, manual | set to be manual | nothing
      failed, automatic | set to be manual | failed; follows manual
      failed, manual | set to be auto | failed; follows auto
      failed, automatic | set to be auto | nothing
      failed | set to a range | failed; follows auto inside 1.x
      failed | set to another tier | pending RECONFIGURE; wants tier free; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed | set to other variables | pending RECONFIGURE; wants config {REGION=us}; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void
      failed | set to both | pending RECONFIGURE; wants config {REGION=us}; follows auto inside 1.x; operation 7; updated now > UPGRADE_REQUESTED 7, earlier ones are void

      failed | uninstall asked | deleting; operation 7; updated now > UNINSTALL_REQUESTED 7, earlier ones are void

      # A failed automatic upgrade is not repeated.
      failed | upgrade proposed | nothing

      # What was asked for comes too late; what serves may start again.
      failed, 1.1.0/it runs | registered by hand as 1.1.0 | failed; heeds reg_new
      failed, nothing/1.0.0/1.2.0 runs | registered by hand as 1.1.0 | no: superseded, it is failed
      failed, 1.0.0 runs | registered by hand as 1.0.0 | failed; heeds reg_new
      failed, nothing/1.1.0/1.2.0/it runs | registered by hand as 1.0.0 | no: 1.1.0 is expected
      failed, 1.2.0 runs | registered by hand as 1.2.0 | failed; heeds reg_new
      failed, nothing/1.0.0/1.1.0/it runs | registered by hand as 1.2.0 | no: 1.1.0 is expected
      failed, 1.0.0 runs | registered from rollout 3 as 1.0.0 | failed; heeds reg_new
      failed, nothing/1.1.0/1.2.0/it runs | registered from rollout 3 as 1.0.0 | no: 1.1.0 is expected
      failed, 1.1.0 runs | registered from rollout 3 as 1.1.0 | failed; heeds reg_new
      failed, nothing/1.0.0/1.2.0/it runs | registered from rollout 3 as 1.1.0 | no: superseded, it is failed
      failed, 1.2.0 runs | registered from rollout 3 as 1.2.0 | failed; heeds reg_new
      failed, nothing/1.0.0/1.1.0/it runs | registered from rollout 3 as 1.2.0 | no: 1.1.0 is expected
      failed, it runs | registered from rollout 5 as 1.1.0 | failed; heeds reg_new
      failed, nothing/1.0.0/1.1.0/1.2.0 runs | registered from rollout 5 as 1.1.0 | no: superseded, it is failed
      failed | registered from rollout 5 as 1.0.0 | no: 1.1.0 is expected
      failed | registered from rollout 9 | no: superseded, it is failed

      failed | work started or deploy failed or removed or removal failed | no: superseded, it is failed
      failed | deadline checked | nothing
      """;

  private static final String DELETING =
      """
      deleting | upgrade asked or downgrade asked or redeploy asked or set | no: in flight, deleting to pending
      deleting | uninstall asked | no: in flight, deleting to deleting
      deleting | upgrade proposed | nothing
      deleting | removed for this | gone
      deleting | removed for an older or removed for a newer | no: superseded, it is deleting
      deleting | removal failed for this | failed; 'Locked' now; updated now
      deleting | removal failed for an older or removal failed for a newer | no: superseded, it is deleting
      deleting | registered or work started or deploy failed | no: superseded, it is deleting
      deleting | deadline checked | nothing
      """;

  private static final UpgradeRule AUTO = UpgradeRule.of(UpgradePolicy.AUTO);

  private static final Machine<Installation, InstallationEvent> MACHINE =
      InstallationVocabulary.machine();
  private static final List<Machine.Pair> PAIRS = MACHINE.pairs();
  private static final TransitionTable TABLE =
      TransitionTable.of(PENDING, PROCESSING, READY, FAILED, DELETING);

  static List<Row> rows() {
    return TABLE.rows();
  }

  @Nested
  class Table {

    @ParameterizedTest
    @MethodSource("dev.slipway.domain.installation.InstallationMachineTest#rows")
    void the_machine_answers_as_the_row_says(Row row) {
      var spoken = PAIRS.stream().filter(row::speaksOf).toList();

      assertThat(spoken).isNotEmpty();
      assertThat(spoken).allSatisfy(p -> assertThat(p.answer().words()).isEqualTo(row.answer()));
    }

    @Test
    void exactly_one_row_speaks_of_every_situation_and_event() {
      assertThat(PAIRS).hasSizeGreaterThan(1_500);
      assertThat(PAIRS).allSatisfy(p -> assertThat(TABLE.rowsFor(p)).as("%s", p).isEqualTo(1));
    }

    @Test
    void every_state_meets_every_event() {
      var met = PAIRS.stream().map(p -> List.of(p.state(), p.event())).collect(Collectors.toSet());

      assertThat(met)
          .hasSize(
              Machine.kinds(Installation.class).size()
                  * Machine.kinds(InstallationEvent.class).size());
    }

    @Test
    void every_kind_of_outcome_and_refusal_is_met() {
      var outcomes =
          MACHINE.situations().values().stream()
              .flatMap(
                  one ->
                      MACHINE.events().values().stream()
                          .map(event -> InstallationMachine.apply(one, event.apply(one))))
              .toList();

      var refusals =
          outcomes.stream()
              .filter(Outcome.Refused.class::isInstance)
              .map(refused -> kind(((Outcome.Refused) refused).refusal()));

      assertThat(outcomes.stream().map(InstallationMachineTest::kind).collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(Machine.kinds(Outcome.class));
      assertThat(refusals.collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(Machine.kinds(Refusal.class));
    }
  }

  private static String kind(Object value) {
    return value.getClass().getSimpleName();
  }

  @Nested
  class Install {

    @Test
    void a_new_installation_is_pending_and_asks_to_be_brought_out() {
      var desired = InstallationVocabulary.details().desired();
      var incarnation = new Incarnation("ins_2");

      var moved = InstallationMachine.install(ID, incarnation, desired, AUTO, NOW);

      var details =
          new Details(
              ID,
              incarnation,
              desired,
              Optional.empty(),
              AUTO,
              1,
              Optional.empty(),
              false,
              NOW,
              NOW);
      assertThat(moved)
          .isEqualTo(
              new Outcome.Moved(
                  new Pending(details, OperationKind.INSTALL),
                  List.of(new InstallRequested(ID, 1)),
                  false));
    }
  }

  @Nested
  class Time {

    private final Installation ready =
        InstallationVocabulary.ready(InstallationVocabulary.details());
    private final Installation processing =
        InstallationVocabulary.processing(InstallationVocabulary.details());

    @Test
    void the_last_change_is_when_the_event_happened() {
      assertThat(changedAt(ready, CHANGED.plusNanos(1_000))).isEqualTo(CHANGED.plusNanos(1_000));
    }

    @Test
    void it_moves_on_by_a_microsecond_where_the_clock_stood_still_or_went_back() {
      assertThat(changedAt(ready, CHANGED)).isEqualTo(CHANGED.plusNanos(1_000));
      assertThat(changedAt(ready, Instant.EPOCH)).isEqualTo(CHANGED.plusNanos(1_000));
    }

    @Test
    void a_failure_is_as_old_as_the_last_change() {
      var failed = (Failed) next(processing, new DeployFailed(5, "No disk", Instant.EPOCH));

      assertThat(failed.failedAt())
          .isEqualTo(failed.details().updatedAt())
          .isEqualTo(CHANGED.plusNanos(1_000));
    }

    @Test
    void the_deadline_counts_from_the_start_of_the_work() {
      var pending = InstallationVocabulary.pending(InstallationVocabulary.details());

      var next = next(pending, new WorkStarted(5, Duration.ofMillis(1_500), Instant.EPOCH));

      assertThat(next).isInstanceOf(Installation.Processing.class);
      assertThat(((Installation.Processing) next).registrationDeadline())
          .isEqualTo(Instant.EPOCH.plusMillis(1_500));
    }

    @ParameterizedTest
    @CsvSource({
      "300000, 300",
      "1000, 1",
      "500, 0.5",
      "1250, 1.25",
      "100, 0.1",
      "1, 0.001",
      "60000, 60"
    })
    void the_reason_tells_the_allowed_time_in_seconds(long millis, String seconds) {
      var event = new DeadlineChecked("image pull", Duration.ofMillis(millis), DEADLINE);

      var failed = (Failed) next(processing, event);

      assertThat(failed.reason())
          .isEqualTo("Registration timed out after " + seconds + " s: image pull");
    }

    private static Instant changedAt(Installation installation, Instant at) {
      return next(installation, new UninstallAsked(at)).details().updatedAt();
    }
  }

  private static Installation next(Installation installation, InstallationEvent event) {
    return ((Outcome.Moved) InstallationMachine.apply(installation, event)).next();
  }

  @Nested
  class AutomaticUpgrades {

    @ParameterizedTest
    @CsvSource({
      "0.1.0, 0.1.1, true",
      "0.1.0, 0.2.0, false",
      "0.1.0, 1.0.0, false",
      "1.0.0, 1.9.0, true",
      "1.0.0-rc.1, 1.0.0, true",
      "1.0.0, 1.0.1-rc.1, false",
      "1.0.0-rc.1, 1.0.0-rc.2, false"
    })
    void stay_inside_the_major_version_and_below_one_inside_the_minor(
        String installed, String proposed, boolean follows) {
      var ready = readyAt(installed, AUTO);

      var outcome = proposed(ready, proposed);

      assertThat(outcome instanceof Outcome.Moved).isEqualTo(follows);
    }

    @ParameterizedTest
    @CsvSource({
      "1.0.0, >=1.0.0 <3, 2.9.0, true",
      "1.0.0, >=1.0.0 <3, 3.0.0, false",
      "1.0.0, ~1.0.0, 1.0.7, true",
      "1.0.0, ~1.0.0, 1.1.0, false",
      "0.1.0, 0.x, 0.2.0, true",
      "0.1.0, *, 5.0.0, true",
      "1.0.0, 2.x, 1.1.0, false",
      "1.0.0, 2.x, 2.0.0, true",
      "3.0.0, 2.x, 2.9.0, false",
      "1.0.0, *, 1.1.0-rc.1, false",
      "1.0.0, >2 <1, 1.0.1, false"
    })
    void stay_inside_the_range_where_there_is_one(
        String installed, String range, String proposed, boolean follows) {
      var ready = readyAt(installed, AUTO.within(VersionRange.of(range)));

      var outcome = proposed(ready, proposed);

      assertThat(outcome instanceof Outcome.Moved).isEqualTo(follows);
    }

    @Test
    void do_not_happen_where_the_tenant_decides_whatever_the_range() {
      var ready = readyAt("1.0.0", UpgradeRule.MANUAL.within(VersionRange.of("*")));

      var outcome = proposed(ready, "1.1.0");

      assertThat(outcome).isEqualTo(new Outcome.Unchanged(ready));
    }

    private static Installation readyAt(String version, UpgradeRule upgrades) {
      var desired = InstallationVocabulary.details().desired().at(SemVer.of(version));
      return InstallationVocabulary.ready(
          InstallationMachine.install(ID, new Incarnation("ins_1"), desired, upgrades, CHANGED)
              .next()
              .details());
    }

    private static Outcome proposed(Installation installation, String version) {
      return InstallationMachine.apply(
          installation, new InstallationEvent.UpgradeProposed(SemVer.of(version), NOW));
    }
  }

  @Nested
  class Diagram {

    /** The situations that stand for their state: something else serves, and all is automatic. */
    private static final Set<String> EXAMPLES = Set.of("1.0.0 runs", "it runs");

    private final List<Machine.Pair> examples =
        PAIRS.stream()
            .filter(pair -> pair.situation().endsWith("automatic, not proposed"))
            .filter(
                pair ->
                    EXAMPLES.stream().anyMatch(pair.situation()::contains)
                        && (pair.state().equals("Ready") || !pair.situation().contains("it runs")))
            .toList();

    @Test
    void the_page_shows_what_the_machine_does() {
      var legend =
          """
          In the examples version 1.1.0 was asked for by operation 5, with automatic upgrades; version 1.0.0 of
          rollout 3 serves (in *Ready*: 1.1.0 of rollout 5). *Failed* and *Deleting* are operation 6. Behind `>` stand
          the messages that the change writes; "earlier ones are void" when it supersedes what was in flight.
          """;

      var page = StateDiagram.page("Installation", legend, Map.of("install", "Pending"), examples);

      StateDiagram.check("installation.md", page);
    }

    @Test
    void no_situation_takes_an_arrow_that_the_examples_do_not() {
      var drawn = StateDiagram.arrows(examples);
      var taken = StateDiagram.arrows(PAIRS);

      assertThat(taken).isEqualTo(drawn);
    }
  }
}

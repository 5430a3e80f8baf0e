package dev.slipway.domain.installation;

import static dev.slipway.domain.installation.InstallationEvent.ANY_ROLLOUT;
import static dev.slipway.domain.installation.InstallationVocabulary.CREATED;
import static dev.slipway.domain.installation.InstallationVocabulary.ID;
import static dev.slipway.domain.installation.InstallationWalk.isInFlight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installation.Installation.Deleting;
import dev.slipway.domain.installation.Installation.Failed;
import dev.slipway.domain.installation.Installation.Pending;
import dev.slipway.domain.installation.Installation.Processing;
import dev.slipway.domain.installation.Installation.Ready;
import dev.slipway.domain.installation.InstallationEvent.DeadlineChecked;
import dev.slipway.domain.installation.InstallationEvent.DeployFailed;
import dev.slipway.domain.installation.InstallationEvent.DowngradeAsked;
import dev.slipway.domain.installation.InstallationEvent.RedeployAsked;
import dev.slipway.domain.installation.InstallationEvent.RemovalFailed;
import dev.slipway.domain.installation.InstallationEvent.Removed;
import dev.slipway.domain.installation.InstallationEvent.RuntimeRegistered;
import dev.slipway.domain.installation.InstallationEvent.SettingsAsked;
import dev.slipway.domain.installation.InstallationEvent.UninstallAsked;
import dev.slipway.domain.installation.InstallationEvent.UpgradeAsked;
import dev.slipway.domain.installation.InstallationEvent.UpgradeProposed;
import dev.slipway.domain.installation.InstallationEvent.WorkStarted;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.InstallationMachine.Refusal;
import dev.slipway.domain.installation.InstallationWalk.Step;
import dev.slipway.domain.installation.InstallationWalk.Turn;
import dev.slipway.domain.states.StateDiagram;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What holds for an installation whatever happens to it, and in whatever order. */
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class InstallationProperties {

  @Property
  void who_it_is_never_changes(@ForAll("walks") InstallationWalk walk) {
    var first = walk.turns().getFirst().before().details();

    assertThat(walk.reached())
        .extracting(Installation::details)
        .allSatisfy(
            details -> {
              assertThat(details.id()).isEqualTo(first.id());
              assertThat(details.incarnation()).isEqualTo(first.incarnation());
              assertThat(details.createdAt()).isEqualTo(first.createdAt());
            });
  }

  @Property
  void settings_are_what_the_tenant_said_last_and_was_not_refused(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.after().isPresent())
        .allSatisfy(
            turn -> {
              var was = turn.before().details();
              var is = turn.after().orElseThrow().details();
              if (turn.event() instanceof SettingsAsked asked
                  && !(turn.outcome() instanceof Outcome.Refused)) {
                assertThat(is.upgrades()).isEqualTo(asked.upgrades());
                assertThat(is.desired())
                    .isEqualTo(was.desired().with(asked.tier(), asked.config()));
              } else {
                assertThat(is.upgrades()).isEqualTo(was.upgrades());
                assertThat(is.desired()).isEqualTo(was.desired().at(version(is)));
              }
            });
  }

  /** A rule for upgrades asks nothing of the world; everything else that differs does. */
  @Property
  void another_tier_or_config_is_an_operation_and_a_rule_for_upgrades_is_none(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.event() instanceof SettingsAsked && turn.after().isPresent())
        .allSatisfy(
            turn -> {
              var was = turn.before().details();
              var is = turn.after().orElseThrow().details();
              assertThat(generationsGained(turn))
                  .isEqualTo(is.desired().equals(was.desired()) ? 0 : 1);
              assertThat(is.running()).isEqualTo(was.running());
            });
  }

  @Property
  void operations_are_counted_one_by_one(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .allSatisfy(turn -> assertThat(generationsGained(turn)).isBetween(0L, 1L));
  }

  @Property
  void the_last_change_moves_on_with_state_and_version_and_with_nothing_else(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .allSatisfy(
            turn -> {
              if (turn.after().isPresent()) {
                var was = turn.before().details().updatedAt();
                var is = turn.after().get().details().updatedAt();
                assertThat(is.compareTo(was) > 0).isEqualTo(showsAnotherFace(turn));
                assertThat(is).isAfterOrEqualTo(was);
              }
            });
  }

  @Property
  void the_last_change_is_that_of_its_event_unless_the_clock_went_back(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.moved().isPresent() && showsAnotherFace(turn))
        .allSatisfy(
            turn -> {
              var was = turn.before().details().updatedAt();
              var at = InstallationWalk.at(turn.event()).orElseThrow();
              assertThat(turn.moved().orElseThrow().next().details().updatedAt())
                  .isEqualTo(at.isAfter(was) ? at : was.plusNanos(1_000));
            });
  }

  @Property(tries = 1_000)
  void every_move_is_an_arrow_of_the_diagram(@ForAll("walks") InstallationWalk walk) {
    var drawn = new HashSet<>(StateDiagram.checkedIn("installation.md"));

    assertThat(walk.turns())
        .filteredOn(turn -> !turn.after().equals(Optional.of(turn.before())))
        .allSatisfy(
            turn ->
                assertThat(drawn)
                    .contains(
                        name(turn.before())
                            + " --> "
                            + turn.after().map(InstallationProperties::name).orElse("[*]")
                            + " : "
                            + name(turn.event())));
    Statistics.label("end")
        .collect(walk.end().map(InstallationProperties::name).orElse("gone"))
        .coverage(
            check -> {
              check.check("gone").count(n -> n > 10);
              check.check("Pending").count(n -> n > 10);
              check.check("Processing").count(n -> n > 10);
              check.check("Ready").count(n -> n > 10);
              check.check("Failed").count(n -> n > 10);
              check.check("Deleting").count(n -> n > 10);
            });
  }

  @Property
  void nothing_is_gone_that_was_not_being_removed(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.after().isEmpty())
        .allSatisfy(
            turn -> {
              assertThat(turn.before()).isInstanceOf(Deleting.class);
              assertThat(turn.event()).isEqualTo(new Removed(turn.before().details().generation()));
            });
  }

  @Property
  void a_worker_of_another_operation_is_refused(
      @ForAll("walks") InstallationWalk walk, @ForAll("otherGenerations") long distance) {
    assertThat(walk.reached())
        .allSatisfy(
            installation -> {
              var generation = installation.details().generation() + distance;
              assertThat(reports(generation))
                  .allSatisfy(
                      report ->
                          assertThat(InstallationMachine.apply(installation, report))
                              .isEqualTo(superseded(installation)));
            });
  }

  @Property
  void what_has_settled_stays_so_whatever_workers_and_clocks_say(
      @ForAll("walks") InstallationWalk walk, @ForAll("instants") Instant at) {
    assertThat(walk.reached())
        .filteredOn(installation -> !isInFlight(installation))
        .allSatisfy(
            installation -> {
              assertThat(reports(installation.details().generation()))
                  .allSatisfy(
                      report ->
                          assertThat(InstallationMachine.apply(installation, report))
                              .isEqualTo(superseded(installation)));
              assertThat(
                      InstallationMachine.apply(
                          installation, new DeadlineChecked("", Duration.ZERO, at)))
                  .isEqualTo(new Outcome.Unchanged(installation));
            });
  }

  @Property
  void a_report_that_comes_twice_changes_nothing_the_second_time(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> isReport(turn.event()) && turn.after().isPresent())
        .allSatisfy(
            turn ->
                assertThat(InstallationMachine.apply(turn.after().orElseThrow(), turn.event()))
                    .isNotInstanceOf(Outcome.Moved.class)
                    .isNotInstanceOf(Outcome.Gone.class));
  }

  @Property
  void a_change_is_refused_in_flight_and_only_there(
      @ForAll("walks") InstallationWalk walk, @ForAll("versions") SemVer version) {
    var wishes =
        List.of(
            new UpgradeAsked(version, CREATED),
            new DowngradeAsked(version, CREATED),
            new RedeployAsked(version, CREATED),
            new SettingsAsked(UpgradeRule.MANUAL, ResourceTier.FREE, OTHER_CONFIG, CREATED));

    assertThat(walk.reached())
        .allSatisfy(
            installation ->
                assertThat(wishes)
                    .allSatisfy(
                        wish ->
                            assertThat(
                                    InstallationMachine.apply(installation, wish)
                                            instanceof Outcome.Refused(Refusal.InFlight why)
                                        && why.current() == installation.state())
                                .isEqualTo(isInFlight(installation))));
  }

  @Property
  void messages_are_about_the_operation_that_is_now(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.moved().isPresent())
        .allSatisfy(
            turn -> {
              var moved = turn.moved().orElseThrow();
              assertThat(moved.messages())
                  .allSatisfy(
                      message ->
                          assertThat(generation(message))
                              .isIn(Optional.empty(), Optional.of(generation(moved.next()))));
            });
  }

  /** Counting an operation without asking anything of the world would leave the world behind. */
  @Property
  void every_operation_asks_something_of_the_world(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> generationsGained(turn) > 0)
        .allSatisfy(
            turn ->
                assertThat(turn.moved().orElseThrow().messages())
                    .hasSize(1)
                    .allSatisfy(message -> assertThat(generation(message)).isPresent()));
  }

  /**
   * A new operation makes void what was still to be done for the one before, except where a worker
   * reports: what it was to do is its own message, and ends in the same commit.
   */
  @Property
  void a_wish_or_a_deadline_that_starts_an_operation_voids_the_one_before(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.moved().isPresent())
        .allSatisfy(
            turn ->
                assertThat(turn.moved().orElseThrow().supersedes())
                    .isEqualTo(
                        generationsGained(turn) > 0 && !(turn.event() instanceof DeployFailed)));
  }

  @Property
  void what_is_ready_serves_what_was_asked_for(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.reached())
        .filteredOn(Ready.class::isInstance)
        .extracting(Installation::details)
        .allSatisfy(details -> assertThat(details.running()).contains(details.requested()));
  }

  @Property
  void what_serves_has_a_registration_and_a_number_that_was_given_out(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.reached())
        .extracting(Installation::details)
        .allSatisfy(
            details -> {
              assertThat(details.registration().isPresent())
                  .isEqualTo(details.running().isPresent());
              assertThat(details.running().map(Rollout::number).orElse(1L))
                  .isBetween(1L, details.generation());
            });
  }

  @Property
  void a_change_in_flight_leaves_what_serves_alone(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.after().filter(one -> !(one instanceof Ready)).isPresent())
        .allSatisfy(
            turn ->
                assertThat(turn.after().orElseThrow().details().running())
                    .isEqualTo(turn.before().details().running()));
  }

  @Property
  void a_proposal_waits_only_behind_an_operation_of_an_automatic_installation(
      @ForAll("walks") InstallationWalk walk) {
    assertThat(walk.reached())
        .filteredOn(installation -> installation.details().proposalWaiting())
        .allSatisfy(
            installation -> {
              assertThat(installation).isInstanceOfAny(Pending.class, Processing.class);
              assertThat(installation.details().upgrades().policy()).isEqualTo(UpgradePolicy.AUTO);
            });
  }

  @Property
  void a_failure_is_as_old_as_the_last_change(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.reached())
        .filteredOn(Failed.class::isInstance)
        .allSatisfy(
            failed ->
                assertThat(((Failed) failed).failedAt()).isEqualTo(failed.details().updatedAt()));
  }

  @Property
  void the_deadline_stands_as_long_as_the_operation(@ForAll("walks") InstallationWalk walk) {
    assertThat(walk.turns())
        .filteredOn(turn -> turn.before() instanceof Processing)
        .filteredOn(turn -> turn.after().filter(Processing.class::isInstance).isPresent())
        .allSatisfy(
            turn ->
                assertThat(((Processing) turn.after().orElseThrow()).registrationDeadline())
                    .isEqualTo(((Processing) turn.before()).registrationDeadline()));
  }

  @Property
  void what_is_counted_step_by_step_is_what_there_is(@ForAll("walks") InstallationWalk walk) {
    var counts =
        InstallationCounts.between(Optional.empty(), Optional.of(walk.turns().getFirst().before()));
    int existing = counts.existing();
    int installed = counts.installed();
    for (var turn : walk.turns()) {
      var moved = InstallationCounts.between(Optional.of(turn.before()), turn.after());
      existing += moved.existing();
      installed += moved.installed();

      assertThat(existing).isEqualTo(turn.after().isPresent() ? 1 : 0);
      assertThat(installed)
          .isEqualTo(turn.after().filter(one -> !(one instanceof Deleting)).isPresent() ? 1 : 0);
    }
  }

  // -- Reading a walk ------------------------------------------------------------------------

  private static SemVer version(Details details) {
    return details.desired().version();
  }

  private static long generation(Installation installation) {
    return installation.details().generation();
  }

  private static long generationsGained(Turn turn) {
    return turn.after().map(after -> generation(after) - generation(turn.before())).orElse(0L);
  }

  /** Whether state or version is another one. */
  private static boolean showsAnotherFace(Turn turn) {
    var before = turn.before();
    var after = turn.after().orElseThrow();
    return before.state() != after.state()
        || !before.details().desired().equals(after.details().desired())
        || !before.details().running().equals(after.details().running());
  }

  private static Optional<Long> generation(InstallerMessage message) {
    return switch (message) {
      case InstallerMessage.InstallRequested m -> Optional.of(m.generation());
      case InstallerMessage.UpgradeRequested m -> Optional.of(m.generation());
      case InstallerMessage.UninstallRequested m -> Optional.of(m.generation());
      case InstallerMessage.SettleRequested m -> Optional.of(m.generation());
      case InstallerMessage.UpgradeProposed m -> Optional.empty();
      case InstallerMessage.VersionOffered m -> Optional.empty();
    };
  }

  private static Outcome superseded(Installation installation) {
    return new Outcome.Refused(new Refusal.Superseded(installation.state()));
  }

  private static List<InstallationEvent> reports(long generation) {
    return List.of(
        new WorkStarted(generation, Duration.ZERO, CREATED),
        new DeployFailed(generation, "No disk", CREATED),
        new Removed(generation),
        new RemovalFailed(generation, "Locked", CREATED));
  }

  private static boolean isReport(InstallationEvent event) {
    return event instanceof WorkStarted
        || event instanceof DeployFailed
        || event instanceof Removed
        || event instanceof RemovalFailed
        || event instanceof DeadlineChecked;
  }

  private static String name(Object value) {
    return value.getClass().getSimpleName();
  }

  // -- Making walks --------------------------------------------------------------------------

  @Provide
  Arbitrary<InstallationWalk> walks() {
    var installed =
        Combinators.combine(versions(), Arbitraries.of(UpgradePolicy.class), instants())
            .as(
                (version, policy, at) ->
                    InstallationMachine.install(
                        ID,
                        new Incarnation("ins_1"),
                        new Specification(
                            version,
                            ResourceTier.STANDARD,
                            new InstallationConfig(Map.of("A", "b"))),
                        UpgradeRule.of(policy),
                        at));
    return Combinators.combine(installed, steps().list().ofMinSize(1).ofMaxSize(40))
        .as(InstallationWalk::of);
  }

  @Provide
  Arbitrary<SemVer> versions() {
    return Arbitraries.of("1.0.0", "1.1.0", "1.2.0", "1.2.0-rc.1", "2.0.0").map(SemVer::of);
  }

  /** The clock of another server may be behind. */
  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.integers().between(0, 600).map(CREATED::plusSeconds);
  }

  @Provide
  Arbitrary<Long> otherGenerations() {
    return Arbitraries.of(-2L, -1L, 1L, 2L);
  }

  private Arbitrary<Step> steps() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, worked("work started", (g, at) -> new WorkStarted(g, MINUTE, at))),
        Tuple.of(3, worked("deploy failed", (g, at) -> new DeployFailed(g, "No disk", at))),
        Tuple.of(4, worked("removed", (g, at) -> new Removed(g))),
        Tuple.of(2, worked("removal failed", (g, at) -> new RemovalFailed(g, "Locked", at))),
        Tuple.of(8, registered()),
        Tuple.of(3, asked("upgrade", UpgradeAsked::new)),
        Tuple.of(3, asked("downgrade", DowngradeAsked::new)),
        Tuple.of(3, asked("redeploy", RedeployAsked::new)),
        Tuple.of(4, asked("proposal of", UpgradeProposed::new)),
        Tuple.of(3, set()),
        Tuple.of(1, timed("uninstall", UninstallAsked::new)),
        Tuple.of(2, timed("deadline", at -> new DeadlineChecked("nothing", MINUTE, at))));
  }

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A config that no walk asks for. */
  private static final InstallationConfig OTHER_CONFIG =
      new InstallationConfig(Map.of("OTHER", "wise"));

  private Arbitrary<Step> set() {
    var rules =
        Combinators.combine(
                Arbitraries.of(UpgradePolicy.class),
                Arbitraries.of("1.x", ">=1.1.0", "*").map(VersionRange::of).optional())
            .as(UpgradeRule::new);
    var configs = Arbitraries.of("b", "c").map(v -> new InstallationConfig(Map.of("A", v)));
    return Combinators.combine(rules, Arbitraries.of(ResourceTier.class), configs, instants())
        .as(
            (rule, tier, config, at) ->
                new Step(
                    "set to " + rule + ", " + tier + ", " + config.values() + " at " + at,
                    i -> new SettingsAsked(rule, tier, config, at)));
  }

  private Arbitrary<Step> timed(String words, Function<Instant, InstallationEvent> event) {
    return instants().map(at -> new Step(words + " at " + at, i -> event.apply(at)));
  }

  private Arbitrary<Step> asked(
      String words, BiFunction<SemVer, Instant, InstallationEvent> event) {
    return Combinators.combine(versions(), instants())
        .as(
            (version, at) ->
                new Step(words + " " + version + " at " + at, i -> event.apply(version, at)));
  }

  /** Mostly by the worker of the operation in flight. */
  private Arbitrary<Step> worked(String words, BiFunction<Long, Instant, InstallationEvent> event) {
    return Combinators.combine(Arbitraries.of(0L, 0L, 0L, -1L, 1L), instants())
        .as(
            (distance, at) ->
                new Step(
                    words + " for operation " + (distance == 0 ? "now" : "now" + distance),
                    i -> event.apply(generation(i) + distance, at)));
  }

  /** Mostly of what is waited for, or of what serves. */
  private Arbitrary<Step> registered() {
    var asked =
        Arbitraries.of(true, false)
            .map(
                bound ->
                    step(
                        "registered as asked" + (bound ? "" : ", by hand"),
                        i -> version(i.details()),
                        i -> bound ? generation(i) : ANY_ROLLOUT));
    var serving =
        Arbitraries.of(true, false)
            .map(
                bound ->
                    step(
                        "what serves registered" + (bound ? "" : ", by hand"),
                        i ->
                            i.details()
                                .running()
                                .map(rollout -> rollout.specification().version())
                                .orElse(version(i.details())),
                        i -> bound ? i.details().running().map(Rollout::number).orElse(1L) : 0));
    var any =
        Combinators.combine(versions(), Arbitraries.longs().between(0, 9))
            .as(
                (version, rollout) ->
                    step(
                        "registered " + version + " of rollout " + rollout,
                        i -> version,
                        i -> rollout));
    return Arbitraries.frequencyOf(Tuple.of(3, asked), Tuple.of(1, serving), Tuple.of(1, any));
  }

  private static Step step(
      String words, Function<Installation, SemVer> version, ToLongFunction<Installation> rollout) {
    return new Step(
        words,
        i ->
            new RuntimeRegistered(
                new RegistrationId("reg_" + generation(i)),
                version.apply(i),
                rollout.applyAsLong(i),
                i.details().updatedAt().plusSeconds(1)));
  }
}

package dev.slipway.domain.installation;

import static dev.slipway.domain.installation.InstallationEvent.ANY_ROLLOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
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
import dev.slipway.domain.states.Answer;
import dev.slipway.domain.states.Machine;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words of the installation's transition table.
 *
 * <p>In every situation version 1.1.0 was asked for by operation 5. What serves beside it came in
 * rollout 3; where the operation succeeded, it serves itself, as rollout 5.
 */
final class InstallationVocabulary {

  static final InstallationId ID =
      new InstallationId(new OrganizationId("dev"), ProviderName.of("acme", "database"));
  static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");
  static final Instant CHANGED = CREATED.plusSeconds(100);
  static final Instant NOW = CHANGED.plusSeconds(60);
  static final Duration ALLOWED = Duration.ofMinutes(5);
  static final Instant DEADLINE = NOW;

  private static final long ASKED = 5;
  private static final RegistrationId OLD = new RegistrationId("reg_old");
  private static final RegistrationId NEW = new RegistrationId("reg_new");
  private static final Specification DESIRED =
      new Specification(
          SemVer.of("1.1.0"),
          ResourceTier.PERFORMANCE,
          new InstallationConfig(Map.of("REGION", "eu")));
  private static final Specification SMALLER = DESIRED.with(ResourceTier.FREE, DESIRED.config());
  private static final Specification ELSEWHERE =
      DESIRED.with(DESIRED.tier(), new InstallationConfig(Map.of("REGION", "us")));

  private InstallationVocabulary() {}

  static Machine<Installation, InstallationEvent> machine() {
    return new Machine<>(
        situations(),
        events(),
        installation -> installation,
        (installation, event) ->
            tell(installation, InstallationMachine.apply(installation, event)));
  }

  // -- Situations ----------------------------------------------------------------------------

  private static Map<String, Installation> situations() {
    var besides = new LinkedHashMap<String, Optional<Rollout>>();
    besides.put("nothing runs", Optional.empty());
    besides.put("1.0.0 runs", Optional.of(rollout(3, "1.0.0")));
    besides.put("1.1.0 runs", Optional.of(rollout(3, "1.1.0")));
    besides.put("1.2.0 runs", Optional.of(rollout(3, "1.2.0")));
    var itself = Map.of("it runs", Optional.of(rollout(ASKED, "1.1.0")));
    var either = new LinkedHashMap<>(besides);
    either.putAll(itself);

    var all = new LinkedHashMap<String, Installation>();
    add(all, "pending", besides, true, InstallationVocabulary::pending);
    add(all, "processing", besides, true, InstallationVocabulary::processing);
    add(all, "ready", itself, false, InstallationVocabulary::ready);
    add(all, "failed", either, false, InstallationVocabulary::failed);
    add(all, "deleting", either, false, InstallationVocabulary::deleting);
    return all;
  }

  private static void add(
      Map<String, Installation> all,
      String state,
      Map<String, Optional<Rollout>> histories,
      boolean inFlight,
      Function<Details, Installation> make) {
    histories.forEach(
        (history, running) -> {
          var facts = state + ", " + history;
          all.put(
              facts + ", manual, not proposed",
              make.apply(details(running, UpgradePolicy.MANUAL, false, ASKED)));
          all.put(
              facts + ", automatic, not proposed",
              make.apply(details(running, UpgradePolicy.AUTO, false, ASKED)));
          if (inFlight) {
            all.put(
                facts + ", automatic, proposed",
                make.apply(details(running, UpgradePolicy.AUTO, true, ASKED)));
          }
        });
  }

  private static Details details(
      Optional<Rollout> running, UpgradePolicy policy, boolean proposed, long generation) {
    return new Details(
        ID,
        new Incarnation("ins_1"),
        DESIRED,
        running,
        UpgradeRule.of(policy),
        generation,
        running.map(rollout -> OLD),
        proposed,
        CREATED,
        CHANGED);
  }

  private static Rollout rollout(long number, String version) {
    return new Rollout(number, DESIRED.at(SemVer.of(version)));
  }

  static Pending pending(Details details) {
    return new Pending(details, OperationKind.UPGRADE);
  }

  static Processing processing(Details details) {
    return new Processing(details, OperationKind.UPGRADE, DEADLINE);
  }

  static Ready ready(Details details) {
    return new Ready(details);
  }

  /** Failing is an operation of its own: it puts back what should have been replaced. */
  static Failed failed(Details details) {
    return new Failed(ended(details), "Out of luck", CHANGED);
  }

  static Deleting deleting(Details details) {
    return new Deleting(ended(details));
  }

  private static Details ended(Details details) {
    return details(
        details.running(), details.upgrades().policy(), details.proposalWaiting(), ASKED + 1);
  }

  /** Some installation of each state, with a rollout beside what was asked for. */
  static Details details() {
    return details(Optional.of(rollout(3, "1.0.0")), UpgradePolicy.AUTO, false, ASKED);
  }

  // -- Events --------------------------------------------------------------------------------

  private static Map<String, Function<Installation, InstallationEvent>> events() {
    var all = new LinkedHashMap<String, Function<Installation, InstallationEvent>>();
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      all.put("upgrade asked to " + version, i -> new UpgradeAsked(SemVer.of(version), NOW));
    }
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      all.put("downgrade asked to " + version, i -> new DowngradeAsked(SemVer.of(version), NOW));
    }
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      all.put("redeploy asked of " + version, i -> new RedeployAsked(SemVer.of(version), NOW));
    }
    all.put("set as before", i -> set(i.details().upgrades(), i.details().desired()));
    for (var policy : UpgradePolicy.values()) {
      all.put(
          "set to be " + policy.word(), i -> set(UpgradeRule.of(policy), i.details().desired()));
    }
    var within = UpgradeRule.of(UpgradePolicy.AUTO).within(VersionRange.of("1.x"));
    all.put("set to a range", i -> set(within, i.details().desired()));
    all.put("set to another tier", i -> set(i.details().upgrades(), SMALLER));
    all.put("set to other variables", i -> set(i.details().upgrades(), ELSEWHERE));
    all.put("set to both", i -> set(within, ELSEWHERE));
    all.put("uninstall asked", i -> new UninstallAsked(NOW));
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0", "1.2.0-rc.1", "2.0.0")) {
      all.put("upgrade proposed to " + version, i -> new UpgradeProposed(SemVer.of(version), NOW));
    }
    addWork(all, "work started", generation -> new WorkStarted(generation, ALLOWED, NOW));
    addWork(all, "deploy failed", generation -> new DeployFailed(generation, "No disk", NOW));
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      addRegistration(all, "registered by hand as " + version, version, ANY_ROLLOUT);
    }
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      addRegistration(all, "registered from rollout 3 as " + version, version, 3);
    }
    addRegistration(all, "registered from rollout 5 as 1.1.0", "1.1.0", ASKED);
    addRegistration(all, "registered from rollout 5 as 1.0.0", "1.0.0", ASKED);
    addRegistration(all, "registered from rollout 9 as 1.1.0", "1.1.0", 9);
    addDeadline(all, "deadline checked early", DEADLINE.minusNanos(1_000));
    addDeadline(all, "deadline checked on time", DEADLINE);
    addDeadline(all, "deadline checked late", DEADLINE.plusSeconds(1));
    addWork(all, "removed", Removed::new);
    addWork(all, "removal failed", generation -> new RemovalFailed(generation, "Locked", NOW));
    return all;
  }

  private static SettingsAsked set(UpgradeRule upgrades, Specification like) {
    return new SettingsAsked(upgrades, like.tier(), like.config(), NOW);
  }

  private static void addWork(
      Map<String, Function<Installation, InstallationEvent>> all,
      String what,
      Function<Long, InstallationEvent> event) {
    all.put(what + " for this operation", i -> event.apply(i.details().generation()));
    all.put(what + " for an older one", i -> event.apply(i.details().generation() - 1));
    all.put(what + " for a newer one", i -> event.apply(i.details().generation() + 1));
  }

  private static void addRegistration(
      Map<String, Function<Installation, InstallationEvent>> all,
      String what,
      String version,
      long rollout) {
    all.put(what, i -> new RuntimeRegistered(NEW, SemVer.of(version), rollout, NOW));
  }

  private static void addDeadline(
      Map<String, Function<Installation, InstallationEvent>> all, String what, Instant at) {
    all.put(what, i -> new DeadlineChecked("crash loop", ALLOWED, at));
  }

  // -- Answers -------------------------------------------------------------------------------

  /** Everything that an outcome says; what no word tells of is as it was. */
  static Answer tell(Installation before, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged(var current) -> {
        assertThat(current).isEqualTo(before);
        yield new Answer.Nothing();
      }
      case Outcome.Gone gone -> new Answer.Ended("gone");
      case Outcome.Refused(var refusal) -> new Answer.Refused(tell(refusal));
      case Outcome.Moved moved ->
          new Answer.Moved(
              moved.next().getClass().getSimpleName(),
              tell(before, moved.next()) + messages(moved));
    };
  }

  private static String tell(Refusal refusal) {
    return switch (refusal) {
      case Refusal.InFlight(var current, var target) ->
          "in flight, " + current.word() + " to " + target.word();
      case Refusal.AlreadyOn(var version) -> "already on " + version;
      case Refusal.WrongDirection(var installed, var target) ->
          "wrong direction, " + installed + " to " + target;
      case Refusal.NotHeld(var installed, var target) ->
          target + " is not held, " + installed + " is installed";
      case Refusal.OtherVersion(var expected) -> expected + " is expected";
      case Refusal.Superseded(var current) -> "superseded, it is " + current.word();
    };
  }

  private static String tell(Installation before, Installation next) {
    var was = before.details();
    var is = next.details();
    assertThat(
            new Details(
                is.id(),
                is.incarnation(),
                was.desired(),
                was.running(),
                was.upgrades(),
                was.generation(),
                was.registration(),
                was.proposalWaiting(),
                is.createdAt(),
                was.updatedAt()))
        .as("what no event may change")
        .isEqualTo(was);
    var facts = new ArrayList<String>();
    facts.add(state(before, next));
    if (!is.desired().version().equals(was.desired().version())) {
      facts.add("wants " + is.desired().version());
    }
    if (is.desired().tier() != was.desired().tier()) {
      facts.add("wants tier " + is.desired().tier().word());
    }
    if (!is.desired().config().equals(was.desired().config())) {
      facts.add("wants config " + is.desired().config().values());
    }
    if (!is.upgrades().equals(was.upgrades())) {
      facts.add("follows " + tell(is.upgrades()));
    }
    if (is.generation() != was.generation()) {
      facts.add("operation " + is.generation());
    }
    if (!is.running().equals(was.running())) {
      var running = is.running().orElseThrow();
      assertThat(running.specification()).isEqualTo(is.desired());
      facts.add("serves " + running.specification().version() + " of rollout " + running.number());
    }
    if (!is.registration().equals(was.registration())) {
      facts.add("heeds " + is.registration().orElseThrow());
    }
    if (is.proposalWaiting() != was.proposalWaiting()) {
      facts.add(is.proposalWaiting() ? "proposal waits" : "proposal forgotten");
    }
    facts.addAll(facts(before, next));
    if (!is.updatedAt().equals(was.updatedAt())) {
      facts.add("updated " + since(is.updatedAt()));
    }
    return String.join("; ", facts);
  }

  private static String tell(UpgradeRule rule) {
    return rule.policy().word() + rule.range().map(range -> " inside " + range).orElse("");
  }

  private static String state(Installation before, Installation next) {
    var operation = operation(next).filter(one -> !operation(before).equals(Optional.of(one)));
    return next.state().word() + operation.map(one -> " " + one).orElse("");
  }

  private static Optional<OperationKind> operation(Installation installation) {
    return switch (installation) {
      case Pending pending -> Optional.of(pending.operation());
      case Processing processing -> Optional.of(processing.operation());
      case Ready ready -> Optional.empty();
      case Failed failed -> Optional.empty();
      case Deleting deleting -> Optional.empty();
    };
  }

  private static List<String> facts(Installation before, Installation next) {
    return switch (next) {
      case Processing processing ->
          before instanceof Processing was
                  && was.registrationDeadline().equals(processing.registrationDeadline())
              ? List.of()
              : List.of("deadline " + since(processing.registrationDeadline()));
      case Failed failed ->
          before instanceof Failed was
                  && was.reason().equals(failed.reason())
                  && was.failedAt().equals(failed.failedAt())
              ? List.of()
              : List.of("'" + failed.reason() + "' " + since(failed.failedAt()));
      case Pending pending -> List.of();
      case Ready ready -> List.of();
      case Deleting deleting -> List.of();
    };
  }

  private static String since(Instant at) {
    var distance = Duration.between(NOW, at);
    return distance.isZero() ? "now" : distance + " from now";
  }

  private static String messages(Outcome.Moved moved) {
    var sent =
        moved.messages().stream()
            .map(
                message -> {
                  assertThat(message.toMessage().key()).isEqualTo(ID.deliveryKey());
                  return message.toMessage().type() + generation(message);
                })
            .collect(Collectors.joining(", "));
    var all = moved.supersedes() ? sent + ", earlier ones are void" : sent;
    return all.isEmpty() ? "" : " > " + all;
  }

  private static String generation(InstallerMessage message) {
    return switch (message) {
      case InstallerMessage.InstallRequested m -> " " + m.generation();
      case InstallerMessage.UpgradeRequested m -> " " + m.generation();
      case InstallerMessage.UninstallRequested m -> " " + m.generation();
      case InstallerMessage.SettleRequested m -> " " + m.generation();
      case InstallerMessage.UpgradeProposed m -> "";
      case InstallerMessage.VersionOffered m -> "";
    };
  }
}

package dev.slipway.domain.installation;

import dev.slipway.domain.installation.Installation.Deleting;
import dev.slipway.domain.installation.Installation.Failed;
import dev.slipway.domain.installation.Installation.LifecycleState;
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
import dev.slipway.domain.installation.InstallerMessage.InstallRequested;
import dev.slipway.domain.installation.InstallerMessage.SettleRequested;
import dev.slipway.domain.installation.InstallerMessage.UninstallRequested;
import dev.slipway.domain.installation.InstallerMessage.UpgradeRequested;
import dev.slipway.domain.version.SemVer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of an installation: one pure, total function from what is and what happens to
 * what is next, what must be done in the world, or why not. The diagram in {@code
 * docs/states/installation.md} is generated from it.
 */
public final class InstallationMachine {

  private InstallationMachine() {}

  /** What an event did. */
  public sealed interface Outcome {

    /**
     * The installation changed.
     *
     * @param next what it is now
     * @param messages what must be done in the world because of it, in this order
     * @param supersedes whether what was still to be done for an earlier operation is void
     */
    record Moved(Installation next, List<InstallerMessage> messages, boolean supersedes)
        implements Outcome {
      public Moved {
        messages = List.copyOf(messages);
      }
    }

    /** Nothing to do; it is already so, or the event has no meaning any more. */
    record Unchanged(Installation current) implements Outcome {}

    /** The installation is removed. */
    record Gone() implements Outcome {}

    /** The answer is no. */
    record Refused(Refusal refusal) implements Outcome {}
  }

  /** Why an event was refused. */
  public sealed interface Refusal {

    /** An operation is in flight. */
    record InFlight(LifecycleState current, LifecycleState target) implements Refusal {}

    /** It was asked for already. */
    record AlreadyOn(SemVer version) implements Refusal {}

    /** An upgrade to a lower version, or a downgrade to a higher one. */
    record WrongDirection(SemVer installed, SemVer target) implements Refusal {}

    /** A redeploy of a version that the installation neither asked for nor runs. */
    record NotHeld(SemVer installed, SemVer target) implements Refusal {}

    /** A runtime of another version than the one that is waited for. */
    record OtherVersion(SemVer expected) implements Refusal {}

    /** Whoever speaks worked for an operation that has ended; what it did no longer counts. */
    record Superseded(LifecycleState current) implements Refusal {}
  }

  /**
   * A new installation.
   *
   * @param id names it
   * @param incarnation a fresh id
   * @param desired what to run
   * @param upgrades who decides on upgrades, and how far they go by themselves
   * @param at when it was asked for
   * @return a pending installation and the message that brings it out
   */
  public static Outcome.Moved install(
      InstallationId id,
      Incarnation incarnation,
      Specification desired,
      UpgradeRule upgrades,
      Instant at) {
    var details =
        new Details(
            id,
            incarnation,
            desired,
            Optional.empty(),
            upgrades,
            1,
            Optional.empty(),
            false,
            at,
            at);
    return new Outcome.Moved(
        new Pending(details, OperationKind.INSTALL),
        List.of(new InstallRequested(id, details.generation())),
        false);
  }

  /** What an installation becomes when an event happens to it. */
  public static Outcome apply(Installation installation, InstallationEvent event) {
    return switch (installation) {
      case Pending pending ->
          switch (event) {
            case UpgradeAsked e -> inFlight(pending, LifecycleState.PENDING);
            case DowngradeAsked e -> inFlight(pending, LifecycleState.PENDING);
            case RedeployAsked e -> inFlight(pending, LifecycleState.PENDING);
            case SettingsAsked e -> set(pending, e);
            case UninstallAsked e -> uninstall(pending, e);
            case UpgradeProposed e -> propose(pending);
            case WorkStarted e -> start(pending, e);
            case RuntimeRegistered e -> register(pending, e);
            case DeployFailed e -> superseded(pending);
            case DeadlineChecked e -> unchanged(pending);
            case Removed e -> superseded(pending);
            case RemovalFailed e -> superseded(pending);
          };
      case Processing processing ->
          switch (event) {
            case UpgradeAsked e -> inFlight(processing, LifecycleState.PENDING);
            case DowngradeAsked e -> inFlight(processing, LifecycleState.PENDING);
            case RedeployAsked e -> inFlight(processing, LifecycleState.PENDING);
            case SettingsAsked e -> set(processing, e);
            case UninstallAsked e -> uninstall(processing, e);
            case UpgradeProposed e -> propose(processing);
            case WorkStarted e ->
                e.generation() == processing.details().generation()
                    ? unchanged(processing)
                    : superseded(processing);
            case RuntimeRegistered e -> register(processing, e);
            case DeployFailed e ->
                e.generation() == processing.details().generation()
                    ? fail(processing, e.reason(), e.at(), false)
                    : superseded(processing);
            case DeadlineChecked e -> checkDeadline(processing, e);
            case Removed e -> superseded(processing);
            case RemovalFailed e -> superseded(processing);
          };
      case Ready ready ->
          switch (event) {
            case UpgradeAsked e -> upgrade(ready, e);
            case DowngradeAsked e -> downgrade(ready, e);
            case RedeployAsked e -> redeploy(ready, e);
            case SettingsAsked e -> set(ready, e);
            case UninstallAsked e -> uninstall(ready, e);
            case UpgradeProposed e -> upgradeAutomatically(ready, e);
            case RuntimeRegistered e -> reregister(ready, e);
            case WorkStarted e -> superseded(ready);
            case DeployFailed e -> superseded(ready);
            case DeadlineChecked e -> unchanged(ready);
            case Removed e -> superseded(ready);
            case RemovalFailed e -> superseded(ready);
          };
      case Failed failed ->
          switch (event) {
            case UpgradeAsked e -> upgrade(failed, e);
            case DowngradeAsked e -> downgrade(failed, e);
            case RedeployAsked e -> redeploy(failed, e);
            case SettingsAsked e -> set(failed, e);
            case UninstallAsked e -> uninstall(failed, e);
            case UpgradeProposed e -> unchanged(failed);
            case RuntimeRegistered e -> reregister(failed, e);
            case WorkStarted e -> superseded(failed);
            case DeployFailed e -> superseded(failed);
            case DeadlineChecked e -> unchanged(failed);
            case Removed e -> superseded(failed);
            case RemovalFailed e -> superseded(failed);
          };
      case Deleting deleting ->
          switch (event) {
            case UpgradeAsked e -> inFlight(deleting, LifecycleState.PENDING);
            case DowngradeAsked e -> inFlight(deleting, LifecycleState.PENDING);
            case RedeployAsked e -> inFlight(deleting, LifecycleState.PENDING);
            case SettingsAsked e -> inFlight(deleting, LifecycleState.PENDING);
            case UninstallAsked e -> inFlight(deleting, LifecycleState.DELETING);
            case UpgradeProposed e -> unchanged(deleting);
            case Removed e ->
                e.generation() == deleting.details().generation()
                    ? new Outcome.Gone()
                    : superseded(deleting);
            case RemovalFailed e -> removalFailed(deleting, e);
            case RuntimeRegistered e -> superseded(deleting);
            case WorkStarted e -> superseded(deleting);
            case DeployFailed e -> superseded(deleting);
            case DeadlineChecked e -> unchanged(deleting);
          };
    };
  }

  private static Outcome upgrade(Installation settled, UpgradeAsked event) {
    var installed = settled.details().desired().version();
    return switch (Direction.between(installed, event.to())) {
      case UP -> ask(settled, event.to(), OperationKind.UPGRADE, event.at());
      case DOWN -> refused(new Refusal.WrongDirection(installed, event.to()));
      case SAME -> refused(new Refusal.AlreadyOn(installed));
    };
  }

  private static Outcome downgrade(Installation settled, DowngradeAsked event) {
    var installed = settled.details().desired().version();
    return switch (Direction.between(installed, event.to())) {
      case DOWN -> ask(settled, event.to(), OperationKind.DOWNGRADE, event.at());
      case UP -> refused(new Refusal.WrongDirection(installed, event.to()));
      case SAME -> refused(new Refusal.AlreadyOn(installed));
    };
  }

  private static Outcome redeploy(Installation settled, RedeployAsked event) {
    var details = settled.details();
    return details.holds(event.version())
        ? ask(settled, event.version(), OperationKind.REDEPLOY, event.at())
        : refused(new Refusal.NotHeld(details.desired().version(), event.version()));
  }

  private static Outcome upgradeAutomatically(Ready ready, UpgradeProposed event) {
    var details = ready.details();
    var installed = details.desired().version();
    var wanted =
        details.upgrades().policy() == UpgradePolicy.AUTO
            && event.to().isHigherThan(installed)
            && details.upgrades().reach(installed).contains(event.to());
    return wanted
        ? ask(ready, event.to(), OperationKind.AUTOMATIC_UPGRADE, event.at())
        : unchanged(ready);
  }

  /** All or nothing: while an operation is in flight, nothing holds that asks for another one. */
  private static Outcome set(Installation installation, SettingsAsked event) {
    var before = installation.details();
    var desired = before.desired().with(event.tier(), event.config());
    var details = before.following(event.upgrades());
    if (desired.equals(before.desired())) {
      return details.equals(before)
          ? unchanged(installation)
          : new Outcome.Moved(with(installation, details), List.of(), false);
    }
    return switch (installation) {
      case Pending pending -> inFlight(pending, LifecycleState.PENDING);
      case Processing processing -> inFlight(processing, LifecycleState.PENDING);
      case Ready ready -> ask(details, desired, OperationKind.RECONFIGURE, event.at());
      case Failed failed -> ask(details, desired, OperationKind.RECONFIGURE, event.at());
      case Deleting deleting -> inFlight(deleting, LifecycleState.PENDING);
    };
  }

  private static Outcome ask(
      Installation settled, SemVer version, OperationKind operation, Instant at) {
    return ask(settled.details(), settled.details().desired().at(version), operation, at);
  }

  private static Outcome ask(
      Details settled, Specification desired, OperationKind operation, Instant at) {
    var details = settled.asking(desired, at);
    return new Outcome.Moved(
        new Pending(details, operation),
        List.of(new UpgradeRequested(details.id(), details.generation())),
        true);
  }

  private static Outcome uninstall(Installation installation, UninstallAsked event) {
    var details = installation.details().superseded(event.at());
    return new Outcome.Moved(
        new Deleting(details),
        List.of(new UninstallRequested(details.id(), details.generation())),
        true);
  }

  private static Outcome propose(Installation inFlight) {
    var details = inFlight.details();
    return details.upgrades().policy() == UpgradePolicy.MANUAL || details.proposalWaiting()
        ? unchanged(inFlight)
        : new Outcome.Moved(with(inFlight, details.proposed()), List.of(), false);
  }

  private static Outcome start(Pending pending, WorkStarted event) {
    if (event.generation() != pending.details().generation()) {
      return superseded(pending);
    }
    return new Outcome.Moved(
        new Processing(
            pending.details().touched(event.at()),
            pending.operation(),
            event.at().plus(event.deadline())),
        List.of(),
        false);
  }

  /**
   * A runtime registered while one is waited for. It need not wait for a worker: whoever runs it by
   * hand may be faster, and the worker then finds that there is nothing left to do.
   */
  private static Outcome register(Installation inFlight, RuntimeRegistered event) {
    var details = inFlight.details();
    if (!event.comesFrom(details.requested())) {
      return reregister(inFlight, event);
    }
    var messages = new ArrayList<InstallerMessage>();
    messages.add(new SettleRequested(details.id(), details.generation()));
    if (details.proposalWaiting()) {
      messages.add(new InstallerMessage.UpgradeProposed(details.id()));
    }
    return new Outcome.Moved(
        new Ready(details.serving(details.requested(), event.registration(), event.at())),
        messages,
        false);
  }

  /**
   * A runtime of what already serves started again. While something else is waited for, only a
   * runtime that is bound to the serving rollout is taken for it: an unbound one means the version
   * that was asked for.
   */
  private static Outcome reregister(Installation installation, RuntimeRegistered event) {
    var details = installation.details();
    var waiting = installation instanceof Pending || installation instanceof Processing;
    var serves =
        details.running().map(event::comesFrom).orElse(false) && (event.isBound() || !waiting);
    if (serves) {
      return new Outcome.Moved(
          with(installation, details.registered(event.registration())), List.of(), false);
    }
    return event.version().equals(details.desired().version())
        ? superseded(installation)
        : refused(new Refusal.OtherVersion(details.desired().version()));
  }

  private static Outcome checkDeadline(Processing processing, DeadlineChecked event) {
    if (event.at().isBefore(processing.registrationDeadline())) {
      return unchanged(processing);
    }
    var reason =
        "Registration timed out after "
            + seconds(event.allowed().toMillis())
            + " s: "
            + event.seen();
    return fail(processing, reason, event.at(), true);
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  private static Outcome fail(
      Processing processing, String reason, Instant at, boolean supersedes) {
    var details = processing.details().superseded(at);
    return new Outcome.Moved(
        new Failed(details, reason, details.updatedAt()),
        List.of(new SettleRequested(details.id(), details.generation())),
        supersedes);
  }

  private static Outcome removalFailed(Deleting deleting, RemovalFailed event) {
    if (event.generation() != deleting.details().generation()) {
      return superseded(deleting);
    }
    var details = deleting.details().touched(event.at());
    return new Outcome.Moved(
        new Failed(details, event.reason(), details.updatedAt()), List.of(), false);
  }

  private static Installation with(Installation installation, Details details) {
    return switch (installation) {
      case Pending pending -> new Pending(details, pending.operation());
      case Processing processing ->
          new Processing(details, processing.operation(), processing.registrationDeadline());
      case Ready ready -> new Ready(details);
      case Failed failed -> new Failed(details, failed.reason(), failed.failedAt());
      case Deleting deleting -> new Deleting(details);
    };
  }

  private static Outcome inFlight(Installation current, LifecycleState target) {
    return refused(new Refusal.InFlight(current.state(), target));
  }

  private static Outcome superseded(Installation current) {
    return refused(new Refusal.Superseded(current.state()));
  }

  private static Outcome refused(Refusal refusal) {
    return new Outcome.Refused(refusal);
  }

  private static Outcome unchanged(Installation current) {
    return new Outcome.Unchanged(current);
  }
}

package dev.slipway.domain.installation;

import dev.slipway.domain.installation.Installation.Failed;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A life of an installation: what happened to it, one event after the other, until it is gone.
 *
 * @param turns in their order; the first one is what came of installing
 */
record InstallationWalk(List<Turn> turns) {

  /** Something that may happen; an event may need to look at what it happens to. */
  record Step(String words, Function<Installation, InstallationEvent> event) {
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One event and what it came to.
   *
   * @param after empty when the installation is gone
   */
  record Turn(
      Installation before, InstallationEvent event, Outcome outcome, Optional<Installation> after) {

    /** The installation before and after a change; empty where nothing changed. */
    Optional<Outcome.Moved> moved() {
      return outcome instanceof Outcome.Moved moved ? Optional.of(moved) : Optional.empty();
    }
  }

  static InstallationWalk of(Outcome.Moved installed, List<Step> steps) {
    var turns = new ArrayList<Turn>();
    Optional<Installation> current = Optional.of(installed.next());
    for (var step : steps) {
      if (current.isEmpty()) {
        break;
      }
      var before = current.get();
      var event = step.event().apply(before);
      var outcome = InstallationMachine.apply(before, event);
      current =
          switch (outcome) {
            case Outcome.Moved moved -> Optional.of(moved.next());
            case Outcome.Unchanged unchanged -> current;
            case Outcome.Refused refused -> current;
            case Outcome.Gone gone -> Optional.empty();
          };
      turns.add(new Turn(before, event, outcome, current));
    }
    return new InstallationWalk(List.copyOf(turns));
  }

  /** The installations that the walk came by. */
  List<Installation> reached() {
    return turns.stream().map(Turn::before).toList();
  }

  /** What there was in the end. */
  Optional<Installation> end() {
    return turns.getLast().after();
  }

  static boolean isInFlight(Installation installation) {
    return switch (installation) {
      case Installation.Pending pending -> true;
      case Installation.Processing processing -> true;
      case Installation.Deleting deleting -> true;
      case Installation.Ready ready -> false;
      case Failed failed -> false;
    };
  }

  /** When the event says that it happens; no time where it says none. */
  static Optional<Instant> at(InstallationEvent event) {
    return switch (event) {
      case InstallationEvent.UpgradeAsked e -> Optional.of(e.at());
      case InstallationEvent.DowngradeAsked e -> Optional.of(e.at());
      case InstallationEvent.RedeployAsked e -> Optional.of(e.at());
      case InstallationEvent.SettingsAsked e -> Optional.of(e.at());
      case InstallationEvent.UninstallAsked e -> Optional.of(e.at());
      case InstallationEvent.UpgradeProposed e -> Optional.of(e.at());
      case InstallationEvent.WorkStarted e -> Optional.of(e.at());
      case InstallationEvent.DeployFailed e -> Optional.of(e.at());
      case InstallationEvent.RuntimeRegistered e -> Optional.of(e.at());
      case InstallationEvent.DeadlineChecked e -> Optional.of(e.at());
      case InstallationEvent.Removed e -> Optional.empty();
      case InstallationEvent.RemovalFailed e -> Optional.of(e.at());
    };
  }
}

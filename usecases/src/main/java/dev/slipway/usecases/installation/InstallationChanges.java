package dev.slipway.usecases.installation;

import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationCounts;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns what the installation machine decided into the parts of a commit. */
public final class InstallationChanges {

  /** The messages of an operation: a newer operation makes them void. Proposals stay. */
  private static final Set<String> OPERATIONS =
      Set.of("INSTALL_REQUESTED", "UPGRADE_REQUESTED", "UNINSTALL_REQUESTED", "SETTLE_REQUESTED");

  /** Void where a tenant goes back: that is not undone until the next publish. */
  private static final Set<String> OPERATIONS_AND_PROPOSALS =
      Set.of(
          "INSTALL_REQUESTED",
          "UPGRADE_REQUESTED",
          "UNINSTALL_REQUESTED",
          "SETTLE_REQUESTED",
          "UPGRADE_PROPOSED");

  private InstallationChanges() {}

  /** The changes of a new installation. */
  public static List<Change> of(Outcome.Moved moved) {
    return changes(moved, new Expected.Absent(), Optional.empty());
  }

  /** The changes of a move of a stored installation. */
  public static List<Change> of(Versioned<Installation> before, Outcome.Moved moved) {
    return changes(moved, before.expected(), Optional.of(before.value()));
  }

  /** The changes of the removal of a stored installation. */
  public static List<Change> removal(Versioned<Installation> before) {
    var id = before.value().id();
    var changes = new ArrayList<Change>();
    changes.add(new Change.RemoveInstallation(id, before.revision()));
    changes.addAll(counts(Optional.of(before.value()), Optional.empty()));
    return changes;
  }

  private static List<Change> changes(
      Outcome.Moved moved, Expected expected, Optional<Installation> before) {
    var next = moved.next();
    var changes = new ArrayList<Change>();
    changes.add(new Change.PutInstallation(next, expected));
    if (moved.supersedes()) {
      var goesBack = before.filter(one -> wanted(one).isHigherThan(wanted(next))).isPresent();
      changes.add(
          new Change.Supersede(
              next.id().deliveryKey(), goesBack ? OPERATIONS_AND_PROPOSALS : OPERATIONS));
    }
    moved.messages().forEach(message -> changes.add(new Change.Append(message.toMessage())));
    changes.addAll(counts(before, Optional.of(next)));
    return changes;
  }

  private static SemVer wanted(Installation installation) {
    return installation.details().desired().version();
  }

  private static List<Change> counts(Optional<Installation> before, Optional<Installation> after) {
    var counts = InstallationCounts.between(before, after);
    var provider = before.or(() -> after).orElseThrow().id().provider();
    return counts.isZero()
        ? List.of()
        : List.of(new Change.CountProvider(provider, 0, counts.existing(), counts.installed()));
  }
}

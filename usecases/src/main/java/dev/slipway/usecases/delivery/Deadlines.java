package dev.slipway.usecases.delivery;

import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.registration.HealthEvent;
import dev.slipway.domain.registration.HealthMachine;
import dev.slipway.domain.registration.Registration;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.driven.registration.Registrations;
import dev.slipway.usecases.installation.InstallationChanges;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Judges what is due by the clock. Deadlines are columns of the aggregates, not messages; whoever
 * finds one first judges it, and a lost race means that somebody else did. Thread-safe.
 */
final class Deadlines {

  private static final int BATCH = 100;

  private final Installations installations;
  private final Registrations registrations;
  private final Commits commits;
  private final ProviderRuntimes runtimes;
  private final InstantSource clock;
  private final InstallerRules rules;

  Deadlines(
      Installations installations,
      Registrations registrations,
      Commits commits,
      ProviderRuntimes runtimes,
      InstantSource clock,
      InstallerRules rules) {
    this.installations = installations;
    this.registrations = registrations;
    this.commits = commits;
    this.runtimes = runtimes;
    this.clock = clock;
    this.rules = rules;
  }

  /** Judges what is due now; tells how much changed. */
  int judge() {
    int judged = 0;
    var now = clock.instant();
    for (var id : installations.overdue(now, BATCH)) {
      judged += overdue(id, now) ? 1 : 0;
    }
    for (var registration : registrations.silent(now, rules.heartbeatInterval(), BATCH)) {
      judged += silent(registration, now) ? 1 : 0;
    }
    return judged;
  }

  private boolean overdue(InstallationId id, Instant now) {
    var view = installations.find(id);
    if (view.isEmpty()) {
      return false;
    }
    var stored = view.get().installation();
    var event = new InstallationEvent.DeadlineChecked(seen(id), rules.registrationDeadline(), now);
    return switch (InstallationMachine.apply(stored.value(), event)) {
      case Outcome.Moved moved ->
          commits.commit(new Commit(InstallationChanges.of(stored, moved)))
              instanceof Committed.Done;
      case Outcome.Unchanged unchanged -> false;
      case Outcome.Refused refused -> false;
      case Outcome.Gone gone -> false;
    };
  }

  private String seen(InstallationId id) {
    try {
      return runtimes
          .observe(id)
          .map(Observed::trouble)
          .filter(trouble -> !trouble.isEmpty())
          .orElse("no registration");
    } catch (RuntimeUnavailable e) {
      return "no registration";
    }
  }

  private boolean silent(Versioned<Registration> stored, Instant now) {
    var next =
        HealthMachine.apply(
            stored.value(), new HealthEvent.SilenceChecked(rules.heartbeatInterval(), now));
    return !next.equals(stored.value())
        && commits.commit(Commit.of(new Change.PutRegistration(next, stored.expected())))
            instanceof Committed.Done;
  }
}

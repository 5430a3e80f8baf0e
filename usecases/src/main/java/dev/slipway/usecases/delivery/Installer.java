package dev.slipway.usecases.delivery;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.InstallerMessage;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.usecases.decision.Deciding;
import dev.slipway.usecases.installation.ConfigFit;
import dev.slipway.usecases.installation.InstallationChanges;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Delivers the installer's messages (design.md sections 5 and 6). Every message may come more than
 * once, and late: each step looks at the row first, does nothing for an operation that has ended,
 * and what it does to the world carries the operation's generation. Thread-safe.
 */
final class Installer {

  private static final System.Logger LOG = System.getLogger(Installer.class.getName());
  private static final int OFFERS_A_COMMIT = 100;

  /** So long a world that cannot be reached is left alone at least. */
  private static final Duration UNREACHABLE = Duration.ofSeconds(5);

  private final Installations installations;
  private final Catalogue catalogue;
  private final Commits commits;
  private final Outbox outbox;
  private final Retries retries;
  private final ProviderRuntimes runtimes;
  private final Deployments deployments;
  private final ConfigFit fit;
  private final Ids ids;
  private final InstantSource clock;
  private final InstallerRules rules;

  Installer(
      Installations installations,
      Catalogue catalogue,
      Commits commits,
      Outbox outbox,
      Retries retries,
      ProviderRuntimes runtimes,
      Deployments deployments,
      ConfigFit fit,
      Ids ids,
      InstantSource clock,
      InstallerRules rules) {
    this.installations = installations;
    this.catalogue = catalogue;
    this.commits = commits;
    this.outbox = outbox;
    this.retries = retries;
    this.runtimes = runtimes;
    this.deployments = deployments;
    this.fit = fit;
    this.ids = ids;
    this.clock = clock;
    this.rules = rules;
  }

  void deliver(Delivery delivery) {
    switch (InstallerMessage.parse(delivery.message())) {
      case Parsed.Invalid<InstallerMessage>(var reason) -> park(delivery, reason);
      case Parsed.Valid<InstallerMessage>(var message) -> {
        switch (message) {
          case InstallerMessage.InstallRequested(var id, var generation) ->
              bringOut(delivery, id, generation);
          case InstallerMessage.UpgradeRequested(var id, var generation) ->
              bringOut(delivery, id, generation);
          case InstallerMessage.UninstallRequested(var id, var generation) ->
              remove(delivery, id, generation);
          case InstallerMessage.SettleRequested(var id, var generation) ->
              settle(delivery, id, generation);
          case InstallerMessage.UpgradeProposed(var id) -> upgradeAutomatically(delivery, id);
          case InstallerMessage.VersionOffered(var provider, var after) ->
              offer(delivery, provider, after);
        }
      }
    }
  }

  // -- Bringing out --------------------------------------------------------------------------

  private void bringOut(Delivery delivery, InstallationId id, long generation) {
    var started =
        Deciding.again(
            "Starting generation " + generation + " of " + id, () -> start(id, generation));
    if (started.isEmpty()) {
      acknowledge(delivery);
      return;
    }
    var details = started.get().details();
    var effect = effect(() -> bringOutBeside(details));
    switch (effect) {
      case Effect.Done done -> acknowledge(delivery);
      case Effect.Superseded superseded -> acknowledge(delivery);
      case Effect.Failed(var reason) ->
          failedOrAgain(
              delivery,
              id,
              new InstallationEvent.DeployFailed(
                  generation, exhausted("Deploy", reason), clock.instant()));
    }
  }

  /** The installation being processed, or empty when this operation has ended. */
  private Optional<Optional<Installation>> start(InstallationId id, long generation) {
    var view = installations.find(id);
    if (view.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    var stored = view.get().installation();
    var event =
        new InstallationEvent.WorkStarted(
            generation, rules.registrationDeadline(), clock.instant());
    return switch (InstallationMachine.apply(stored.value(), event)) {
      case Outcome.Unchanged(var current) -> Optional.of(Optional.of(current));
      case Outcome.Refused refused -> Optional.of(Optional.empty());
      case Outcome.Gone gone -> Optional.of(Optional.empty());
      case Outcome.Moved moved ->
          commits.commit(new Commit(InstallationChanges.of(stored, moved)))
                  instanceof Committed.Done
              ? Optional.of(Optional.of(moved.next()))
              : Optional.empty();
    };
  }

  /**
   * Who asks for an operation can be faster than the message that settles the one before, and makes
   * it void. What has registered is but a candidate then, and would end for the next candidate; so
   * it is made to serve first.
   */
  private Effect bringOutBeside(Details details) {
    var unsettled =
        details
            .running()
            .map(Rollout::number)
            .filter(number -> number != details.requested().number())
            .filter(number -> isCandidate(details, number));
    var settled = unsettled.map(number -> promote(details)).orElseGet(Effect.Done::new);
    return settled instanceof Effect.Done ? apply(details, details.requested()) : settled;
  }

  private boolean isCandidate(Details details, long rollout) {
    return runtimes
        .observe(details.id())
        .filter(observed -> observed.incarnation().equals(details.incarnation()))
        .flatMap(Observed::candidate)
        .filter(candidate -> candidate == rollout)
        .isPresent();
  }

  private Effect apply(Details details, Rollout rollout) {
    var withheld = rollout.specification().config().withheld();
    if (withheld.isPresent()) {
      return new Effect.Failed("its config cannot be read: " + withheld.get().reason());
    }
    return deployments
        .of(details, rollout)
        .map(runtimes::apply)
        .orElseGet(
            () ->
                new Effect.Failed(
                    "version "
                        + rollout.specification().version().text()
                        + " is not in the catalogue"));
  }

  // -- Removing ------------------------------------------------------------------------------

  private void remove(Delivery delivery, InstallationId id, long generation) {
    var view = installations.find(id).filter(one -> isDeleting(one, generation));
    if (view.isEmpty()) {
      acknowledge(delivery);
      return;
    }
    var incarnation = view.get().installation().value().details().incarnation();
    var effect = effect(() -> runtimes.remove(id, incarnation, generation));
    switch (effect) {
      case Effect.Done done -> decide(delivery, id, new InstallationEvent.Removed(generation));
      case Effect.Superseded superseded -> acknowledge(delivery);
      case Effect.Failed(var reason) ->
          failedOrAgain(
              delivery,
              id,
              new InstallationEvent.RemovalFailed(
                  generation, exhausted("Removal", reason), clock.instant()));
    }
  }

  private static boolean isDeleting(InstallationView view, long generation) {
    var installation = view.installation().value();
    return installation instanceof Installation.Deleting
        && installation.details().generation() == generation;
  }

  // -- Settling ------------------------------------------------------------------------------

  /** An operation has ended: what serves is made the only thing that runs. */
  private void settle(Delivery delivery, InstallationId id, long generation) {
    var settled =
        installations
            .find(id)
            .map(view -> view.installation().value())
            .filter(installation -> installation.details().generation() == generation);
    if (settled.isEmpty()) {
      acknowledge(delivery);
      return;
    }
    try {
      var effect = settle(settled.get());
      if (effect instanceof Effect.Failed(var reason)) {
        LOG.log(Level.WARNING, "{0} could not be settled: {1}", id, reason);
      }
      if (effect instanceof Effect.Failed && delivery.attempt() < rules.attempts()) {
        again(delivery);
      } else {
        // Given up only for now: the sweep compares the world with the row.
        acknowledge(delivery);
      }
    } catch (RuntimeUnavailable e) {
      // Nobody has refused anything, and nobody but this message knows of a runtime that has come
      // back and may serve again. So it waits until the world is there again, however long.
      LOG.log(Level.WARNING, "{0} is settled later: {1}", id, e.getMessage());
      later(delivery);
    }
  }

  /**
   * What registered may not run: a runtime that somebody runs by hand can be faster than the worker
   * that was to bring it out, and then the rollout is brought out now.
   */
  Effect settle(Installation installation) {
    var details = installation.details();
    return switch (installation) {
      case Installation.Ready ready -> {
        var promoted = promote(details);
        yield promoted instanceof Effect.Failed
            ? restore(details, details.running().orElseThrow())
            : promoted;
      }
      case Installation.Failed failed ->
          details
              .running()
              .map(rollout -> restore(details, rollout))
              .orElseGet(
                  () -> runtimes.remove(details.id(), details.incarnation(), details.generation()));
      case Installation.Pending pending -> new Effect.Done();
      case Installation.Processing processing -> new Effect.Done();
      case Installation.Deleting deleting -> new Effect.Done();
    };
  }

  private Effect promote(Details details) {
    return runtimes.promote(
        details.id(),
        details.incarnation(),
        details.generation(),
        details.running().orElseThrow().number());
  }

  Effect restore(Details details, Rollout rollout) {
    var applied = apply(details, rollout);
    return applied instanceof Effect.Done ? promote(details) : applied;
  }

  Effect bringUp(Details details) {
    return apply(details, details.requested());
  }

  // -- Automatic upgrades --------------------------------------------------------------------

  private void offer(Delivery delivery, ProviderName provider, String after) {
    var tenants = installations.automatic(provider, after, OFFERS_A_COMMIT);
    var changes = new ArrayList<Change>();
    changes.add(new Change.Acknowledge(delivery.claim()));
    tenants.forEach(
        id -> changes.add(new Change.Append(new InstallerMessage.UpgradeProposed(id).toMessage())));
    if (tenants.size() == OFFERS_A_COMMIT) {
      var last = tenants.getLast().organization().value();
      changes.add(
          new Change.Append(new InstallerMessage.VersionOffered(provider, last).toMessage()));
    }
    commitUnderClaim(changes);
  }

  private void upgradeAutomatically(Delivery delivery, InstallationId id) {
    Deciding.again(
        "Proposing an upgrade to " + id,
        () -> {
          var view = installations.find(id);
          if (view.isEmpty()) {
            return acknowledged(delivery);
          }
          var stored = view.get().installation();
          var details = stored.value().details();
          var installed = details.desired().version();
          var target =
              catalogue
                  .automaticTarget(id.provider(), installed, details.upgrades().reach(installed))
                  .filter(version -> details.desired().config().withheld().isEmpty())
                  .filter(version -> fit.fits(version, details.desired().config()));
          if (target.isEmpty()) {
            return acknowledged(delivery);
          }
          return commit(
              delivery,
              stored,
              new InstallationEvent.UpgradeProposed(target.get().version(), clock.instant()));
        });
  }

  // -- The end of a message ------------------------------------------------------------------

  private void failedOrAgain(Delivery delivery, InstallationId id, InstallationEvent event) {
    if (delivery.attempt() < rules.attempts()) {
      again(delivery);
    } else {
      decide(delivery, id, event);
    }
  }

  private void again(Delivery delivery) {
    again(delivery, rules.backoff().after(delivery.attempt(), ids.chance()));
  }

  /** Beyond its attempts, and so never without a pause. */
  private void later(Delivery delivery) {
    var delay = rules.backoff().after(delivery.attempt(), ids.chance());
    again(
        delivery,
        delivery.attempt() < rules.attempts() || delay.compareTo(UNREACHABLE) > 0
            ? delay
            : UNREACHABLE);
  }

  private void again(Delivery delivery, Duration delay) {
    // A claim that has ended is somebody else's message now: there is nothing left to tell.
    if (outbox.retryLater(delivery.claim(), delay)) {
      retries.after(delay);
    }
  }

  /** Decides on the row as it is now, and ends the message in the same commit. */
  private void decide(Delivery delivery, InstallationId id, InstallationEvent event) {
    Deciding.again(
        "Ending " + delivery.message().type() + " of " + id,
        () -> {
          var view = installations.find(id);
          return view.isEmpty()
              ? acknowledged(delivery)
              : commit(delivery, view.get().installation(), event);
        });
  }

  private Optional<Boolean> commit(
      Delivery delivery, Versioned<Installation> stored, InstallationEvent event) {
    return switch (InstallationMachine.apply(stored.value(), event)) {
      case Outcome.Unchanged unchanged -> acknowledged(delivery);
      case Outcome.Refused refused -> acknowledged(delivery);
      case Outcome.Moved moved -> ended(with(delivery, InstallationChanges.of(stored, moved)));
      case Outcome.Gone gone -> ended(with(delivery, InstallationChanges.removal(stored)));
    };
  }

  private static List<Change> with(Delivery delivery, List<Change> changes) {
    var all = new ArrayList<>(changes);
    all.add(new Change.Acknowledge(delivery.claim()));
    return all;
  }

  private Optional<Boolean> acknowledged(Delivery delivery) {
    return ended(List.of(new Change.Acknowledge(delivery.claim())));
  }

  private void acknowledge(Delivery delivery) {
    commitUnderClaim(List.of(new Change.Acknowledge(delivery.claim())));
  }

  /** A message that this build understands but cannot decide: again, and in the end parked. */
  void undecided(Delivery delivery, RuntimeException why) {
    if (delivery.attempt() < rules.attempts()) {
      again(delivery);
    } else {
      park(delivery, "could not be decided: " + why);
    }
  }

  private void park(Delivery delivery, String reason) {
    commitUnderClaim(List.of(new Change.Park(delivery.claim(), reason)));
  }

  /** Without a race of its own: whatever is lost here is lost with the claim. */
  private void commitUnderClaim(List<Change> changes) {
    var committed = commits.commit(new Commit(changes));
    if (committed instanceof Committed.Stale(var lost) && !(lost instanceof Lost.LeaseLost)) {
      throw new IllegalStateException("only a claim can be lost here, not " + lost);
    }
  }

  /** Whether the message has ended: done, or no longer ours. Empty when to decide again. */
  private Optional<Boolean> ended(List<Change> changes) {
    return switch (commits.commit(new Commit(changes))) {
      case Committed.Done done -> Optional.of(true);
      case Committed.Stale(Lost.LeaseLost lost) -> Optional.of(false);
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered answered ->
          throw new IllegalStateException("a message has no idempotency key");
    };
  }

  private static Effect effect(Supplier<Effect> attempt) {
    try {
      return attempt.get();
    } catch (RuntimeUnavailable e) {
      LOG.log(Level.WARNING, "The world in which providers run cannot be reached", e);
      return new Effect.Failed("the runtime platform cannot be reached");
    }
  }

  private String exhausted(String what, String reason) {
    return what
        + " failed after "
        + rules.attempts()
        + (rules.attempts() == 1 ? " attempt: " : " attempts: ")
        + reason;
  }
}

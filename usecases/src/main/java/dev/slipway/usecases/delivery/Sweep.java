package dev.slipway.usecases.delivery;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.driven.lease.Leases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compares what runs with the rows, and repairs the difference: brings back what is missing,
 * removes what no row asks for (design.md section 5). What it does carries the row's generation, so
 * it never undoes a newer operation. Thread-safe.
 */
final class Sweep {

  private static final System.Logger LOG = System.getLogger(Sweep.class.getName());
  private static final int BATCH = 100;

  private final Installations installations;
  private final ProviderRuntimes runtimes;
  private final Installer installer;
  private final Leases leases;

  Sweep(
      Installations installations, ProviderRuntimes runtimes, Installer installer, Leases leases) {
    this.installations = installations;
    this.runtimes = runtimes;
    this.installer = installer;
    this.leases = leases;
  }

  /** Compares everything; tells how much was repaired. */
  int all() {
    return runtimes.deploys() ? missing() + strays() : 0;
  }

  /** Brings back what ran inside servers that are gone; tells how much. */
  int orphans() {
    int adopted = 0;
    for (var lease : leases.ended(Leases.RUNTIMES, BATCH)) {
      var id = installation(lease);
      var wanted =
          id.flatMap(installations::find).filter(view -> bringBack(view.installation().value()));
      if (wanted.isPresent()) {
        adopted++;
      } else {
        leases.take(lease, "sweep", Duration.ofSeconds(1));
        leases.release(lease, "sweep");
      }
    }
    return adopted;
  }

  private int missing() {
    int repaired = 0;
    Optional<InstallationId> after = Optional.empty();
    while (true) {
      var page = installations.all(after, BATCH);
      for (var installation : page) {
        repaired += bringBack(installation.value()) ? 1 : 0;
      }
      if (page.size() < BATCH) {
        return repaired;
      }
      after = Optional.of(page.getLast().value().id());
    }
  }

  private int strays() {
    int removed = 0;
    Optional<InstallationId> after = Optional.empty();
    while (true) {
      var page = runtimes.running(after, BATCH);
      for (var observed : page) {
        removed += removeStray(observed) ? 1 : 0;
      }
      if (page.size() < BATCH) {
        return removed;
      }
      after = Optional.of(page.getLast().installation());
    }
  }

  private boolean removeStray(Observed observed) {
    var known =
        installations
            .find(observed.installation())
            .map(view -> view.installation().value().details().incarnation())
            .filter(observed.incarnation()::equals);
    return known.isEmpty()
        && done(
            observed.installation(),
            () ->
                runtimes.remove(
                    observed.installation(), observed.incarnation(), observed.generation()));
  }

  private boolean bringBack(Installation installation) {
    var details = installation.details();
    if (runtimes.runsElsewhere(details.id())) {
      return false;
    }
    var observed =
        runtimes
            .observe(details.id())
            .filter(one -> one.incarnation().equals(details.incarnation()));
    return switch (installation) {
      case Installation.Ready ready -> settle(ready, observed);
      case Installation.Failed failed ->
          details.running().isPresent()
              ? settle(failed, observed)
              : observed.isPresent() && done(details.id(), () -> installer.settle(installation));
      case Installation.Pending pending -> serve(details, observed);
      case Installation.Processing processing -> {
        var served = serve(details, observed);
        yield bringUp(details, observed) || served;
      }
      case Installation.Deleting deleting -> false;
    };
  }

  /** What serves must serve, and nothing may be brought out beside it any more. */
  private boolean settle(Installation installation, Optional<Observed> observed) {
    var running = installation.details().running().map(Rollout::number);
    var settled =
        observed
            .filter(one -> one.serving().equals(running) && one.candidate().isEmpty())
            .isPresent();
    return !settled && done(installation.id(), () -> installer.settle(installation));
  }

  /** What served must serve. */
  private boolean serve(Details details, Optional<Observed> observed) {
    if (details.running().isEmpty()) {
      return false;
    }
    Rollout rollout = details.running().get();
    var serves =
        observed.flatMap(Observed::serving).filter(one -> one == rollout.number()).isPresent();
    return !serves && done(details.id(), () -> installer.restore(details, rollout));
  }

  /** What is being brought out must be on its way. */
  private boolean bringUp(Details details, Optional<Observed> observed) {
    long wanted = details.requested().number();
    var there =
        observed.filter(
            one ->
                one.candidate().filter(number -> number == wanted).isPresent()
                    || one.serving().filter(number -> number == wanted).isPresent());
    return there.isEmpty() && done(details.id(), () -> installer.bringUp(details));
  }

  private static boolean done(InstallationId id, Supplier<Effect> effect) {
    try {
      return switch (effect.get()) {
        case Effect.Done done -> true;
        case Effect.Superseded superseded -> false;
        case Effect.Failed(var reason) -> {
          LOG.log(Level.WARNING, "The sweep could not repair {0}: {1}", id, reason);
          yield false;
        }
      };
    } catch (RuntimeUnavailable e) {
      LOG.log(Level.WARNING, "The sweep could not repair " + id, e);
      return false;
    }
  }

  private static Optional<InstallationId> installation(String lease) {
    var name = lease.substring(Leases.RUNTIMES.length());
    int slash = name.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return OrganizationId.parse(name.substring(0, slash))
                instanceof Parsed.Valid<OrganizationId>(var organization)
            && ProviderName.parse(name.substring(slash + 1))
                instanceof Parsed.Valid<ProviderName>(var provider)
        ? Optional.of(new InstallationId(organization, provider))
        : Optional.empty();
  }
}

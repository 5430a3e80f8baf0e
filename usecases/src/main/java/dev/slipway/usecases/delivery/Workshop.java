package dev.slipway.usecases.delivery;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driving.delivery.Work;
import dev.slipway.usecases.installation.ConfigFit;
import dev.slipway.usecases.registration.RuntimeTokens;
import dev.slipway.usecases.tenancy.TokenUses;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Keeps {@link Work}. Thread-safe. */
public final class Workshop implements Work {

  private static final System.Logger LOG = System.getLogger(Workshop.class.getName());
  private static final int BATCH = 500;
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  /** The store's clock may be a little behind. */
  private static final Duration LATER = Duration.ofMillis(5);

  /** A registration that nothing points to and that was silent for so long is forgotten. */
  private static final Duration STALE = Duration.ofHours(1);

  private final Store store;
  private final Outbox outbox;
  private final Retries retries;
  private final Installer installer;
  private final Deadlines deadlines;
  private final Sweep sweep;
  private final TokenUses uses;
  private final InstantSource clock;
  private final InstallerRules rules;

  @Inject
  public Workshop(
      Store store,
      ProviderRuntimes runtimes,
      RuntimeTokens tokens,
      ConfigFit fit,
      TokenUses uses,
      Ids ids,
      InstantSource clock,
      InstallerRules rules) {
    this.store = store;
    this.outbox = store.outbox();
    this.retries = new Retries(clock);
    this.installer =
        new Installer(
            store.installations(),
            store.catalogue(),
            store.commits(),
            store.outbox(),
            retries,
            runtimes,
            new Deployments(store.catalogue(), store.runtimeVersions(), tokens),
            fit,
            ids,
            clock,
            rules);
    this.deadlines =
        new Deadlines(
            store.installations(), store.registrations(), store.commits(), runtimes, clock, rules);
    this.sweep = new Sweep(store.installations(), runtimes, installer, store.leases());
    this.uses = uses;
    this.clock = clock;
    this.rules = rules;
  }

  @Override
  public Duration lease() {
    return rules.lease();
  }

  @Override
  public List<Job> claim(int limit) {
    return outbox.claim(limit, rules.lease()).stream().<Job>map(Claimed::new).toList();
  }

  @Override
  public int judgeDeadlines() {
    return deadlines.judge();
  }

  @Override
  public int sweep() {
    return sweep.all();
  }

  @Override
  public int adoptOrphans() {
    return sweep.orphans();
  }

  @Override
  public int housekeep() {
    var now = clock.instant();
    uses.flush(store.tokens());
    return store.answers().removeExpired(now, BATCH)
        + store.registrations().removeStale(now.minus(STALE), BATCH);
  }

  @Override
  public Duration idle() {
    return retries
        .next()
        .map(wait -> wait.plus(LATER))
        .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
        .orElse(LONGEST_SLEEP);
  }

  private final class Claimed implements Job {

    private final Delivery delivery;

    Claimed(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public String name() {
      return delivery.message().type()
          + " "
          + delivery.message().key()
          + " (attempt "
          + delivery.attempt()
          + ")";
    }

    /**
     * A loop's own catch: what is neither a lost store nor an unknown outcome is a message that
     * cannot be decided; it is tried again, then parked, so that it stops nobody behind it.
     */
    @Override
    public void run() {
      try {
        installer.deliver(delivery);
      } catch (StorageUnavailable | OutcomeUnknown e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, name() + " could not be decided", e);
        installer.undecided(delivery, e);
      }
    }

    @Override
    public void handBack() {
      // A claim that has ended is somebody else's message now: there is nothing left to tell.
      outbox.release(delivery.claim());
    }

    @Override
    public boolean renew() {
      return !outbox.renew(List.of(delivery.claim()), rules.lease()).isEmpty();
    }
  }
}

package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.adaptersinmemory.runtimes.Instance.Life;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Lineup;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.lease.Leases.Acquired;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.ports.driving.registration.RegisterRuntime.Beat;
import dev.slipway.ports.driving.registration.RegisterRuntime.Heartbeat;
import dev.slipway.ports.driving.registration.RegisterRuntime.RegisterCommand;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeAuthentication;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeIdentity;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeRegistration;
import dev.slipway.ports.driving.registration.RegisterRuntime.Welcome;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Provider runtimes that are played: each registers and beats as its {@link SimulatedScript} says,
 * by calling the platform directly (contract.md section 9, contract/foundation.md section 5,
 * "Simulated"). Nothing is downloaded, nothing runs.
 *
 * <p>Time is moved from outside: {@link #tick} does whatever is due by the clock. A test with a
 * virtual clock calls it; in real time {@link #start} starts a thread that does.
 *
 * <p>What runs here belongs to this server as long as it holds the installation's lease {@code
 * runtime/ORGANIZATION/PREFIX/NAME}. {@link #apply} takes the lease, {@code tick} renews it; what
 * runs under a lease that another server has taken ends without a word. After {@link #close}, or
 * when the process dies, the leases run out, and whoever finds one applies again.
 *
 * <p>A runtime ends by itself when its token or its registration is refused, or when it is told
 * that something newer serves; it no longer {@linkplain #observe runs} then. Thread-safe.
 */
public final class SimulatedRuntimes implements ProviderRuntimes, AutoCloseable {

  /* How this works
   *
   * Locks. `state` guards every field, every Host and every Instance, and is never held during a
   * call of a port. `ticking` lets one tick act at a time, and is held during calls; nobody who
   * holds `state` asks for it.
   *
   * An action takes its actor from the agenda, calls the platform, and then looks again whether the
   * actor is still there: an effect may have ended it in the meantime. An actor whose call did not
   * come back with an answer gets another appointment, whatever was thrown. Nobody acts twice at
   * once: who is acting gets no appointment but from the end of that.
   *
   * In real time many act at once, each on a thread of its own: one after the other they would wait
   * for the database in turn, and the thousandth would be late.
   *
   * Leases are renewed many at once. Whose renewal comes soon goes along with the first that is
   * due, so that those which were applied one by one are renewed together from then on.
   */

  private static final System.Logger LOG = System.getLogger(SimulatedRuntimes.class.getName());

  private static final Comparator<InstallationId> BY_TENANT_AND_PROVIDER =
      Comparator.comparing(InstallationId::organization)
          .thenComparing(id -> id.provider().canonical());

  private static final int AT_ONCE = 16;
  private static final int RENEWED_AT_ONCE = 500;
  private static final int REMEMBERED = 100_000;
  private static final int MAX_NAME = 128;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private record Key(InstallationId id, Incarnation incarnation) {}

  private record CountKey(InstallationId id, SemVer version, String what) {}

  private final SimulatedSettings settings;
  private final RegisterRuntime platform;
  private final Leases leases;
  private final InstantSource clock;

  private final ReentrantLock ticking = new ReentrantLock();
  private final ReentrantLock state = new ReentrantLock();
  private final Condition news = state.newCondition();
  private final Semaphore mayAct = new Semaphore(AT_ONCE);
  private final Set<Thread> actors = ConcurrentHashMap.newKeySet();
  private final NavigableMap<InstallationId, Host> hosts = new TreeMap<>(BY_TENANT_AND_PROVIDER);
  private final Agenda<Host> renewals = new Agenda<>();
  private final Agenda<Instance> actions = new Agenda<>();
  private final Set<Instance> acting = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Recent<Key, Long> generations = new Recent<>(REMEMBERED);
  private final Recent<CountKey, Integer> counts = new Recent<>(REMEMBERED);
  private final Map<VersionId, SimulatedScript> scriptsOfVersions = new HashMap<>();
  private final Map<ProviderName, SimulatedScript> scriptsOfProviders = new HashMap<>();
  private SimulatedScript script = SimulatedScript.WELL_BEHAVED;
  private long started;
  private Instant sleepsUntil = Instant.MIN;
  private boolean closed;
  private @Nullable Thread runner;

  private SimulatedRuntimes(
      SimulatedSettings settings, RegisterRuntime platform, Leases leases, InstantSource clock) {
    this.settings = settings;
    this.platform = platform;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * A world in which nothing runs.
   *
   * @param platform where runtimes register
   * @param leases who owns which installation's runtimes
   * @param clock what is due
   */
  public static SimulatedRuntimes create(
      SimulatedSettings settings, RegisterRuntime platform, Leases leases, InstantSource clock) {
    return new SimulatedRuntimes(settings, platform, leases, clock);
  }

  // -- Scripts -------------------------------------------------------------------------------

  /** How runtimes behave from now on for which nothing else is said. */
  public void script(SimulatedScript next) {
    locked(() -> script = next);
  }

  /** How a provider's runtimes behave from now on, unless their version says something else. */
  public void script(ProviderName provider, SimulatedScript next) {
    locked(() -> scriptsOfProviders.put(provider, next));
  }

  /** How a version's runtimes behave from now on, unless the URL of its wheel has a script. */
  public void script(ProviderName provider, SemVer version, SimulatedScript next) {
    locked(() -> scriptsOfVersions.put(new VersionId(provider, version), next));
  }

  @Override
  public Optional<String> refuses(WheelUrl wheel) {
    return switch (SimulatedScript.of(wheel)) {
      case Parsed.Valid<Optional<SimulatedScript>> valid -> Optional.empty();
      case Parsed.Invalid<Optional<SimulatedScript>>(var reason) -> Optional.of(reason);
    };
  }

  private Parsed<SimulatedScript> scriptOf(Release release) {
    return SimulatedScript.of(release.content().wheelUrl())
        .map(written -> written.orElseGet(() -> defaultScript(release.id())));
  }

  private SimulatedScript defaultScript(VersionId version) {
    return Optional.ofNullable(scriptsOfVersions.get(version))
        .or(() -> Optional.ofNullable(scriptsOfProviders.get(version.provider())))
        .orElse(script);
  }

  // -- Effects -------------------------------------------------------------------------------

  @Override
  public Effect apply(Deployment deployment) {
    return switch (locked(() -> scriptOf(deployment.release()))) {
      case Parsed.Invalid<SimulatedScript>(var reason) -> new Effect.Failed(reason);
      case Parsed.Valid<SimulatedScript>(var played) -> {
        var refused = locked(() -> refused(deployment, played));
        if (refused.isPresent()) {
          yield refused.get();
        }
        leases.take(
            Leases.ofRuntime(deployment.installation()), settings.holder(), settings.lease());
        yield locked(() -> bringOut(deployment, played));
      }
    };
  }

  private Optional<Effect> refused(Deployment deployment, SimulatedScript played) {
    var id = deployment.installation();
    var lineup = lineup(id, deployment.incarnation());
    return switch (asked(lineup, deployment)) {
      case Lineup.Change.Superseded(var generation) ->
          Optional.of(new Effect.Superseded(generation));
      case Lineup.Change.NotRunning notRunning -> throw onlyPromotionsNeedARollout();
      case Lineup.Change.Changed changed -> {
        var version = deployment.release().id().version();
        var fails =
            changed.starts()
                && !deployment.served()
                && counted(id, version, "apply", played.failTimes());
        if (!fails) {
          yield Optional.empty();
        }
        see(id, deployment.incarnation(), deployment.generation());
        yield Optional.of(new Effect.Failed("simulated failure"));
      }
    };
  }

  private static Lineup.Change asked(Lineup lineup, Deployment deployment) {
    return lineup.apply(
        deployment.generation(), deployment.rollout().number(), deployment.served());
  }

  private Effect bringOut(Deployment deployment, SimulatedScript played) {
    if (closed) {
      throw new IllegalStateException(
          "cannot apply " + deployment.installation() + ": the simulation is closed");
    }
    var id = deployment.installation();
    var lineup = lineup(id, deployment.incarnation());
    return switch (asked(lineup, deployment)) {
      case Lineup.Change.Superseded(var generation) -> new Effect.Superseded(generation);
      case Lineup.Change.NotRunning notRunning -> throw onlyPromotionsNeedARollout();
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        var now = clock.instant();
        var host = host(id, deployment.incarnation(), lineup, now);
        ended.forEach(rollout -> end(host, rollout));
        if (starts) {
          begin(host, deployment, played, now);
        }
        host.becomes(next, now);
        if (renewals.isFree(host)) {
          appoint(host, now.plus(renewalInterval()));
        }
        yield new Effect.Done();
      }
    };
  }

  private Host host(InstallationId id, Incarnation incarnation, Lineup lineup, Instant now) {
    var present = hosted(id);
    if (present.isPresent() && present.get().incarnation().equals(incarnation)) {
      return present.get();
    }
    present.ifPresent(this::drop);
    var host = new Host(id, incarnation, lineup, now);
    hosts.put(id, host);
    generations.forget(new Key(id, incarnation));
    return host;
  }

  private void begin(Host host, Deployment deployment, SimulatedScript played, Instant now) {
    var rollout = deployment.rollout().number();
    var registers = deployment.served() || played.registers();
    var name = "simulated-" + rollout + "-" + started++ + "-" + settings.holder();
    var instance =
        new Instance(
            host,
            rollout,
            deployment.release().id().version(),
            deployment.release().content().wheelUrl().wheelName().fileName(),
            name.substring(0, Math.min(name.length(), MAX_NAME)),
            played,
            deployment.credentials().token(),
            registers ? new Life.Coming() : new Life.Stuck());
    host.instances().put(rollout, instance);
    if (registers) {
      appoint(instance, deployment.served() ? now : now.plus(played.delay()));
    }
  }

  @Override
  public Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout) {
    return locked(() -> promoted(installation, incarnation, generation, rollout))
        .orElseGet(() -> promotedElsewhere(installation, rollout));
  }

  /** Empty when the rollout does not run here. */
  private Optional<Effect> promoted(
      InstallationId id, Incarnation incarnation, long generation, long rollout) {
    return switch (lineup(id, incarnation).promote(generation, rollout)) {
      case Lineup.Change.Superseded(var newer) -> Optional.of(new Effect.Superseded(newer));
      case Lineup.Change.NotRunning notRunning -> Optional.empty();
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        var host = hosted(id).orElseThrow();
        var now = clock.instant();
        ended.forEach(one -> end(host, one));
        host.becomes(next, now);
        host.serving().filter(instance -> !instance.isRegistered()).ifPresent(this::hurry);
        yield Optional.of(new Effect.Done());
      }
    };
  }

  /** What serves has registered before, whatever its script says about coming up. */
  private void hurry(Instance instance) {
    instance.becomes(new Life.Coming());
    if (!acting.contains(instance)) {
      appoint(instance, clock.instant());
    }
  }

  /** Where another server runs it, what it replaces is told to go by its next heartbeat there. */
  private Effect promotedElsewhere(InstallationId installation, long rollout) {
    return runsElsewhere(installation)
        ? new Effect.Done()
        : new Effect.Failed("rollout " + rollout + " does not run; it must be applied first");
  }

  @Override
  public Effect remove(InstallationId installation, Incarnation incarnation, long generation) {
    var refused = locked(() -> removalRefused(installation, incarnation, generation));
    if (refused.isPresent()) {
      return refused.get();
    }
    pause(installation, locked(() -> removalDelay(installation, incarnation)));
    var effect = locked(() -> removed(installation, incarnation, generation));
    if (effect instanceof Effect.Done && locked(() -> hosted(installation)).isEmpty()) {
      giveUp(installation);
    }
    return effect;
  }

  private Optional<Effect> removalRefused(
      InstallationId id, Incarnation incarnation, long generation) {
    if (lineup(id, incarnation).remove(generation) instanceof Lineup.Change.Superseded(var newer)) {
      return Optional.of(new Effect.Superseded(newer));
    }
    see(id, incarnation, generation);
    var fails =
        instances(id, incarnation)
                .filter(one -> counted(id, one.version(), "remove", one.script().removeFailTimes()))
                .count()
            > 0;
    return fails ? Optional.of(new Effect.Failed("simulated removal failure")) : Optional.empty();
  }

  private Duration removalDelay(InstallationId id, Incarnation incarnation) {
    return instances(id, incarnation)
        .map(one -> one.script().removeDelay())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void pause(InstallationId installation, Duration time) {
    if (time.isZero()) {
      return;
    }
    try {
      settings.pause().pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeUnavailable("Removing " + installation + " was interrupted", e);
    }
  }

  private Effect removed(InstallationId id, Incarnation incarnation, long generation) {
    if (lineup(id, incarnation).remove(generation) instanceof Lineup.Change.Superseded(var newer)) {
      return new Effect.Superseded(newer);
    }
    hosted(id).filter(host -> host.incarnation().equals(incarnation)).ifPresent(this::drop);
    return new Effect.Done();
  }

  /** The lease of what runs elsewhere is left alone: what runs there ends at its next heartbeat. */
  private void giveUp(InstallationId installation) {
    if (!runsElsewhere(installation)) {
      leases.release(Leases.ofRuntime(installation), settings.holder());
    }
  }

  // -- Looking -------------------------------------------------------------------------------

  @Override
  public Optional<Observed> observe(InstallationId installation) {
    return locked(() -> hosted(installation).map(SimulatedRuntimes::observed));
  }

  @Override
  public List<Observed> running(Optional<InstallationId> after, int limit) {
    return locked(
        () ->
            after.map(id -> hosts.tailMap(id, false)).orElse(hosts).values().stream()
                .limit(limit)
                .map(SimulatedRuntimes::observed)
                .toList());
  }

  private static Observed observed(Host host) {
    var serving = host.serving();
    return new Observed(
        host.id(),
        host.incarnation(),
        host.lineup().generation(),
        host.lineup().serving(),
        serving.map(Instance::version),
        host.lineup().candidate(),
        serving.isPresent() ? 1 : 0,
        serving.filter(Instance::isRegistered).isPresent() ? 1 : 0,
        serving.map(Instance::image).orElse(""),
        host.candidate().or(() -> serving).map(Instance::trouble).orElse(""),
        host.updatedAt());
  }

  /**
   * Whether another server holds the lease of an installation. Asking takes a lease that nobody
   * holds, so that of several servers that ask at once one goes on.
   */
  @Override
  public boolean runsElsewhere(InstallationId installation) {
    return locked(() -> hosted(installation)).isEmpty()
        && leases.acquire(Leases.ofRuntime(installation), settings.holder(), settings.lease())
            instanceof Acquired.HeldBy;
  }

  @Override
  public boolean deploys() {
    return true;
  }

  // -- Time ----------------------------------------------------------------------------------

  /**
   * Does everything that is due by the clock: renews leases, registers, beats.
   *
   * @return when to call again, unless something is applied before; empty when nothing will be due
   */
  public Optional<Instant> tick() {
    ticking.lock();
    try {
      for (var actor = nextActor(); actor.isPresent(); actor = nextActor()) {
        actOrRetry(actor.get());
      }
      return locked(this::nextDue);
    } finally {
      ticking.unlock();
    }
  }

  /**
   * Renews what is due to be renewed, and takes whoever is due to act then: a server that was away
   * for long learns first what is no longer its own.
   */
  private Optional<Instance> nextActor() {
    for (var due = dueRenewals(); !due.isEmpty(); due = dueRenewals()) {
      renewOrRetry(due);
    }
    return locked(
        () -> {
          var actor = actions.takeDue(clock.instant());
          actor.ifPresent(acting::add);
          return actor;
        });
  }

  private List<Host> dueRenewals() {
    return locked(
        () -> {
          var now = clock.instant();
          return renewals.takeDue(now, now.plus(renewalInterval().dividedBy(2)), RENEWED_AT_ONCE);
        });
  }

  private Optional<Instant> nextDue() {
    return Stream.concat(renewals.next().stream(), actions.next().stream())
        .min(Comparator.naturalOrder());
  }

  private void renewOrRetry(List<Host> due) {
    var left = new ArrayList<>(due);
    try {
      var byLease = new HashMap<String, Host>();
      due.forEach(host -> byLease.put(Leases.ofRuntime(host.id()), host));
      for (var name :
          leases.prolong(List.copyOf(byLease.keySet()), settings.holder(), settings.lease())) {
        var host = Objects.requireNonNull(byLease.get(name));
        renewed(host);
        left.remove(host);
      }
      for (var host : List.copyOf(left)) {
        renew(host);
        left.remove(host);
      }
    } catch (StorageUnavailable e) {
      LOG.log(Level.WARNING, "{0} leases could not be renewed: {1}", left.size(), e.getMessage());
    } finally {
      locked(
          () ->
              left.forEach(
                  host -> ifHosted(host, () -> appoint(host, clock.instant().plus(RETRY)))));
    }
  }

  /** What nobody holds any more is acquired anew, and what somebody else holds ends here. */
  private void renew(Host host) {
    switch (leases.acquire(Leases.ofRuntime(host.id()), settings.holder(), settings.lease())) {
      case Acquired.Held held -> renewed(host);
      case Acquired.HeldBy(var other) -> {
        LOG.log(Level.INFO, "{0} runs on {1} now", host.id(), other);
        locked(() -> ifHosted(host, () -> drop(host)));
      }
    }
  }

  private void renewed(Host host) {
    locked(() -> ifHosted(host, () -> appoint(host, clock.instant().plus(renewalInterval()))));
  }

  private void actOrRetry(Instance instance) {
    var answered = false;
    try {
      act(instance);
      answered = true;
    } catch (StorageUnavailable | OutcomeUnknown e) {
      LOG.log(Level.WARNING, "{0} was not heard: {1}", instance.name(), e.getMessage());
    } finally {
      var retry = !answered;
      locked(
          () -> {
            acting.remove(instance);
            if (retry) {
              ifUp(instance, () -> appoint(instance, clock.instant().plus(RETRY)));
            }
          });
    }
  }

  private void act(Instance instance) {
    switch (platform.authenticate(locked(instance::token))) {
      case RuntimeAuthentication.Refused refused -> ends(instance, false);
      case RuntimeAuthentication.Holder(var identity) -> {
        switch (locked(instance::life)) {
          case Life.Coming coming -> register(identity, instance);
          case Life.Registered registered -> beat(identity, instance, registered);
          case Life.Stuck stuck -> {}
        }
      }
    }
  }

  private void register(RuntimeIdentity identity, Instance instance) {
    var command =
        new RegisterCommand(instance.host().id().provider(), instance.version(), instance.name());
    switch (platform.register(identity, command)) {
      case RuntimeRegistration.Registered(var welcome) -> welcomed(instance, welcome);
      case RuntimeRegistration.KnownInstance(var welcome) -> welcomed(instance, welcome);
      case RuntimeRegistration.OtherProvider other -> ends(instance, true);
      case RuntimeRegistration.OtherVersion other -> ends(instance, true);
      case RuntimeRegistration.Superseded superseded -> ends(instance, true);
    }
  }

  private void welcomed(Instance instance, Welcome welcome) {
    locked(
        () ->
            ifUp(
                instance,
                () -> {
                  var now = clock.instant();
                  var since =
                      instance.life() instanceof Life.Registered before ? before.since() : now;
                  var registered =
                      new Life.Registered(welcome.id(), welcome.heartbeatInterval(), since);
                  instance.becomes(registered);
                  instance.takes(welcome.token());
                  instance.host().touched(now);
                  next(instance, registered, now);
                }));
  }

  private void beat(RuntimeIdentity identity, Instance instance, Life.Registered registered) {
    switch (platform.heartbeat(identity, registered.id(), new Beat.Well())) {
      case Heartbeat.Heard(var renewal, var drain) -> {
        if (drain) {
          ends(instance, true);
        } else {
          locked(
              () ->
                  ifUp(
                      instance,
                      () -> {
                        renewal.ifPresent(fresh -> instance.takes(fresh.token()));
                        next(instance, registered, clock.instant());
                      }));
        }
      }
      case Heartbeat.UnknownRegistration unknown -> register(identity, instance);
      case Heartbeat.OtherProvider other -> ends(instance, true);
      case Heartbeat.Revoked revoked -> ends(instance, true);
    }
  }

  private void next(Instance instance, Life.Registered registered, Instant now) {
    instance.nextBeat(registered, now).ifPresent(at -> appoint(instance, at));
  }

  /**
   * A runtime ends by itself.
   *
   * @param over whether nobody wants it back. Otherwise, when nothing else runs of its
   *     installation, the lease is left to run out, and whoever finds it applies again
   */
  private void ends(Instance instance, boolean over) {
    var host = instance.host();
    var emptied =
        locked(
            () -> {
              ifUp(
                  instance,
                  () -> {
                    end(host, instance.rollout());
                    host.becomes(host.lineup().without(instance.rollout()), clock.instant());
                  });
              var empty = isHosted(host) && host.lineup().isEmpty();
              if (empty) {
                drop(host);
              }
              return empty;
            });
    if (emptied && over) {
      leases.release(Leases.ofRuntime(host.id()), settings.holder());
    }
  }

  // -- A thread for real time ----------------------------------------------------------------

  /**
   * Lets runtimes act in real time, until {@link #close}.
   *
   * @throws IllegalStateException when it was called before, or after {@link #close}
   */
  public void start() {
    locked(
        () -> {
          if (closed || runner != null) {
            throw new IllegalStateException("a simulation is started once, before it is closed");
          }
          runner = Thread.ofVirtual().name("slipway-simulated-runtimes").start(this::run);
        });
  }

  /** A named loop: it outlives whatever goes wrong with leases. */
  private void run() {
    try {
      while (!isClosed()) {
        try {
          for (var actor = nextActor(); actor.isPresent(); actor = nextActor()) {
            mayAct.acquire();
            begin(actor.get());
          }
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "Simulated runtimes were not renewed; it is tried again", e);
        }
        sleep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Instance instance) {
    var actor =
        Thread.ofVirtual().name("slipway-simulated-runtime").unstarted(() -> actAlone(instance));
    actors.add(actor);
    actor.start();
  }

  /** What a runtime, or the platform, does here ends nothing but this. */
  private void actAlone(Instance instance) {
    try {
      if (!isClosed()) {
        actOrRetry(instance);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A simulated runtime failed; it is tried again", e);
    } finally {
      actors.remove(Thread.currentThread());
      mayAct.release();
    }
  }

  private boolean isClosed() {
    return locked(() -> closed);
  }

  private void sleep() throws InterruptedException {
    state.lockInterruptibly();
    try {
      var longest = clock.instant().plus(LONGEST_SLEEP);
      while (!closed) {
        sleepsUntil = nextDue().filter(longest::isAfter).orElse(longest);
        long left = Duration.between(clock.instant(), sleepsUntil).toNanos();
        if (left <= 0) {
          return;
        }
        long unused = news.awaitNanos(left);
      }
    } finally {
      state.unlock();
    }
  }

  /** Under the lock. Wakes who sleeps only if this comes before what it sleeps for. */
  private void appoint(Instance instance, Instant at) {
    actions.set(instance, at);
    tell(at);
  }

  private void appoint(Host host, Instant at) {
    renewals.set(host, at);
    tell(at);
  }

  private void tell(Instant at) {
    if (at.isBefore(sleepsUntil)) {
      news.signalAll();
    }
  }

  /**
   * Ends everything without a word, as if the process had died; leases run out by themselves. Waits
   * at most 10 s for what is being done at this moment.
   */
  @Override
  public void close() {
    var thread =
        locked(
            () -> {
              closed = true;
              List.copyOf(hosts.values()).forEach(this::drop);
              news.signalAll();
              return Optional.ofNullable(runner);
            });
    if (thread.isPresent()) {
      try {
        if (!thread.get().join(FAREWELL)
            || !mayAct.tryAcquire(AT_ONCE, FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
          thread.get().interrupt();
          actors.forEach(Thread::interrupt);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // -- State; all of this under its lock -------------------------------------------------------

  private Lineup lineup(InstallationId id, Incarnation incarnation) {
    return hosted(id)
        .filter(host -> host.incarnation().equals(incarnation))
        .map(Host::lineup)
        .orElseGet(
            () ->
                new Lineup(
                    generations.get(new Key(id, incarnation)).orElse(0L),
                    Optional.empty(),
                    Optional.empty()));
  }

  private void see(InstallationId id, Incarnation incarnation, long generation) {
    var host = hosted(id).filter(one -> one.incarnation().equals(incarnation));
    if (host.isEmpty()) {
      generations.note(new Key(id, incarnation), generation);
    } else {
      var lineup = host.get().lineup();
      host.get()
          .becomes(new Lineup(generation, lineup.serving(), lineup.candidate()), clock.instant());
    }
  }

  /** Whether something fails once more, of so many times. */
  private boolean counted(InstallationId id, SemVer version, String what, int times) {
    var key = new CountKey(id, version, what);
    int before = counts.get(key).orElse(0);
    var fails = times == SimulatedScript.ALWAYS || before < times;
    if (fails && times != SimulatedScript.ALWAYS) {
      counts.note(key, before + 1);
    }
    return fails;
  }

  private Stream<Instance> instances(InstallationId id, Incarnation incarnation) {
    return hosted(id).filter(host -> host.incarnation().equals(incarnation)).stream()
        .flatMap(host -> host.instances().values().stream());
  }

  private Optional<Host> hosted(InstallationId id) {
    return Optional.ofNullable(hosts.get(id));
  }

  private boolean isHosted(Host host) {
    return hosts.get(host.id()) == host;
  }

  private void ifHosted(Host host, Runnable change) {
    if (isHosted(host)) {
      change.run();
    }
  }

  private void ifUp(Instance instance, Runnable change) {
    if (isHosted(instance.host())
        && instance.host().instances().get(instance.rollout()) == instance) {
      change.run();
    }
  }

  private void end(Host host, long rollout) {
    var instance = host.instances().remove(rollout);
    if (instance != null) {
      actions.cancel(instance);
    }
  }

  private void drop(Host host) {
    List.copyOf(host.instances().keySet()).forEach(rollout -> end(host, rollout));
    renewals.cancel(host);
    hosts.remove(host.id());
    generations.note(new Key(host.id(), host.incarnation()), host.lineup().generation());
  }

  private Duration renewalInterval() {
    return settings.lease().dividedBy(3);
  }

  private static IllegalStateException onlyPromotionsNeedARollout() {
    return new IllegalStateException("applying a rollout never needs one that runs");
  }

  private void locked(Runnable change) {
    locked(
        () -> {
          change.run();
          return true;
        });
  }

  private <T> T locked(Supplier<T> look) {
    state.lock();
    try {
      return look.get();
    } finally {
      state.unlock();
    }
  }
}

package dev.slipway.adaptersprocess;

import dev.slipway.adaptersprocess.Shelf.Placed;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Lineup;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.wheel.Wheels;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Provider runtimes as child processes of this machine (contract/foundation.md section 6, "Process
 * runtimes"): the wheel is fetched, its digest checked, and its entrypoint run with the wheel on
 * {@code PYTHONPATH}. A child that exits is started again, with a growing wait in between and a
 * fresh token. What it prints is kept under the folder, up to a bound.
 *
 * <p>A child sees {@code PATH}, {@code HOME}, {@code LANG} and {@code TMPDIR} of the server, {@code
 * SLIPWAY_…} variables, {@code PYTHONPATH}, and its installation's config, and nothing else. It is
 * ended with whatever it started: asked first, and killed when its grace is over.
 *
 * <p>All children belong to one server: {@link #start} acquires the lease {@code process-runtimes}
 * and the folder, and ends what a killed server left running. What should run is brought back by
 * whoever applies it again. A server that loses the lease to another one ends its children, and
 * refuses every effect until it has the lease again.
 *
 * <p>Works where there are {@code sh} and {@code env}. Thread-safe.
 */
public final class ProcessRuntimes implements ProviderRuntimes, AutoCloseable {

  /* How this works
   *
   * `state` guards the maps, and is never held while a wheel is fetched, a child starts or ends, or
   * the store is asked. An effect looks twice: before the slow part, so that nothing is done in vain,
   * and after it, because something newer may have come in between.
   *
   * `living` holds every child whose supervisor has not ended, also those that no lineup names any
   * more: removal and the end of the server wait for them.
   */

  private static final System.Logger LOG = System.getLogger(ProcessRuntimes.class.getName());

  private static final Comparator<InstallationId> BY_TENANT_AND_PROVIDER =
      Comparator.comparing(InstallationId::organization)
          .thenComparing(id -> id.provider().canonical());

  private static final int REMEMBERED = 100_000;
  private static final int FILES_KEPT = 8;
  private static final Duration STARTING = Duration.ofSeconds(30);

  /** How long the killed may take to be gone. */
  private static final Duration DYING = Duration.ofSeconds(15);

  private record Key(InstallationId id, Incarnation incarnation) {}

  /** What runs of one installation. */
  private static final class Host {
    private final Key key;
    private final Map<Long, Child> children = new HashMap<>();
    private Lineup lineup;
    private Instant updatedAt;

    Host(Key key, Lineup lineup, Instant updatedAt) {
      this.key = key;
      this.lineup = lineup;
      this.updatedAt = updatedAt;
    }

    /** The child of a rollout that is in the lineup. */
    Child child(long rollout) {
      return Optional.ofNullable(children.get(rollout)).orElseThrow();
    }

    void becomes(Lineup next, Instant now) {
      if (!next.equals(lineup)) {
        lineup = next;
        updatedAt = now;
      }
    }
  }

  private final ProcessSettings settings;
  private final InstantSource clock;
  private final Folders folders;
  private final Ownership ownership;
  private final Ledger ledger;
  private final Gate gate;
  private final Shelf shelf;

  private final ReentrantLock state = new ReentrantLock();
  private final NavigableMap<InstallationId, Host> hosts = new TreeMap<>(BY_TENANT_AND_PROVIDER);
  private final Map<Key, Long> generations = new LinkedHashMap<>();
  private final Set<Child> living = new LinkedHashSet<>();
  private boolean closed;

  private ProcessRuntimes(
      ProcessSettings settings,
      InstantSource clock,
      Folders folders,
      Ownership ownership,
      Ledger ledger,
      Shelf shelf) {
    this.settings = settings;
    this.clock = clock;
    this.folders = folders;
    this.ownership = ownership;
    this.ledger = ledger;
    this.gate = new Gate(ledger);
    this.shelf = shelf;
  }

  /**
   * Acquires the runtimes of this machine and store for this server, and ends what a killed server
   * left running. Blocks for that, and for the time of a lease when another server may hold it.
   *
   * @param wheels fetches what is to run
   * @param leases ownership among the servers of one store
   * @throws RuntimesNotStarted when another server holds them, or the folder cannot be used
   */
  public static ProcessRuntimes start(
      ProcessSettings settings, Wheels wheels, Leases leases, InstantSource clock) {
    if (!Files.isExecutable(Command.standard("sh"))) {
      throw new RuntimesNotStarted(
          "Process runtimes need a machine that has sh; run this server with other runtimes");
    }
    if (settings.folder().toAbsolutePath().toString().contains(File.pathSeparator)) {
      throw new RuntimesNotStarted(
          "Process runtimes cannot live under "
              + settings.folder()
              + ": a colon separates the entries of PYTHONPATH; choose another data folder");
    }
    try {
      var folders = Folders.under(settings.folder());
      var ownership = Ownership.acquire(settings, folders, leases);
      var started = false;
      try {
        var ledger = new Ledger(folders.processes());
        endOrphans(ledger, settings.grace());
        clear(folders);
        var runtimes =
            new ProcessRuntimes(
                settings, clock, folders, ownership, ledger, new Shelf(folders, wheels, clock));
        ownership.keep(runtimes::endEverything);
        started = true;
        return runtimes;
      } finally {
        if (!started) {
          ownership.close();
        }
      }
    } catch (IOException e) {
      throw new RuntimesNotStarted(
          "Process runtimes cannot use the folder "
              + settings.folder()
              + "; make it writable, or choose another data folder",
          e);
    }
  }

  private static void endOrphans(Ledger ledger, Duration grace) throws IOException {
    var entries = ledger.entries();
    var ends =
        entries.stream()
            .map(
                entry -> {
                  var end = new CompletableFuture<Boolean>();
                  var unused =
                      Thread.ofVirtual()
                          .name("slipway-orphan-" + entry.mark())
                          .start(() -> end.complete(endOrphan(entry, grace)));
                  return end;
                })
            .toList();
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (ends.get(i).join()) {
        ledger.forget(entry.mark());
      } else {
        LOG.log(Level.ERROR, "The orphan {0} could not be killed", entry);
      }
    }
  }

  private static boolean endOrphan(Ledger.Entry entry, Duration grace) {
    var process = entry.process();
    process.ifPresent(
        one -> LOG.log(Level.INFO, "Ending the orphan {0} of a killed server", entry.what()));
    return Processes.end(process, entry.mark(), grace);
  }

  /** Nothing runs: nobody needs these. */
  private static void clear(Folders folders) throws IOException {
    for (var folder : List.of(folders.rollouts(), folders.incoming())) {
      Folders.delete(folder);
      Folders.make(folder);
    }
  }

  // -- Applying ------------------------------------------------------------------------------

  @Override
  public Effect apply(Deployment deployment) {
    requireOwnership(deployment.installation());
    var known = locked(() -> known(deployment));
    if (known.isPresent()) {
      return finished(deployment, known.get());
    }
    try {
      var seat =
          folders.newSeat(
              deployment.installation(), deployment.incarnation(), deployment.rollout().number());
      var used = false;
      try {
        var prepared = prepare(deployment, seat);
        switch (prepared) {
          case Prepared.Refused(var reason) -> {
            return new Effect.Failed(reason);
          }
          case Prepared.Ready(var plan) -> {
            var begun = locked(() -> bringOut(deployment, plan));
            used = begun instanceof Begun.New;
            return finished(deployment, begun);
          }
        }
      } finally {
        if (!used) {
          Folders.delete(seat);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "Preparing " + deployment.installation() + " failed", e);
      return new Effect.Failed("The machine that runs providers could not store what it needs");
    }
  }

  /** How far an application has come. */
  private sealed interface Begun {

    /** Nothing further is to be done. */
    record Answered(Effect effect) implements Begun {}

    /** It runs already, or is just being started by somebody else. */
    record Present(Child child) implements Begun {}

    /** It is being started. */
    record New(Child child) implements Begun {}
  }

  /** What is to run, or why it cannot. */
  private sealed interface Prepared {
    record Ready(Child.Plan plan) implements Prepared {}

    record Refused(String reason) implements Prepared {}
  }

  private static Lineup.Change asked(Lineup lineup, Deployment deployment) {
    return lineup.apply(
        deployment.generation(), deployment.rollout().number(), deployment.served());
  }

  /** Empty when the rollout must be prepared first. */
  private Optional<Begun> known(Deployment deployment) {
    var key = new Key(deployment.installation(), deployment.incarnation());
    return switch (asked(lineup(key), deployment)) {
      case Lineup.Change.Superseded(var newer) ->
          Optional.of(new Begun.Answered(new Effect.Superseded(newer)));
      case Lineup.Change.NotRunning notRunning -> throw onlyPromotionsNeedARollout();
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        see(key, deployment.generation());
        if (!starts) {
          var host = hosted(key).orElseThrow();
          change(host, next, ended);
          yield Optional.of(new Begun.Present(host.child(deployment.rollout().number())));
        }
        yield living.size() < settings.mostChildren()
            ? Optional.empty()
            : Optional.of(
                new Begun.Answered(
                    new Effect.Failed(
                        "The machine that runs providers runs as many as it may: "
                            + settings.mostChildren())));
      }
    };
  }

  private Begun bringOut(Deployment deployment, Child.Plan plan) {
    requireOwnership(deployment.installation());
    if (closed) {
      throw unavailable(deployment.installation(), "the server is stopping");
    }
    var key = new Key(deployment.installation(), deployment.incarnation());
    var lineup = lineup(key);
    return switch (asked(lineup, deployment)) {
      case Lineup.Change.Superseded(var newer) -> new Begun.Answered(new Effect.Superseded(newer));
      case Lineup.Change.NotRunning notRunning -> throw onlyPromotionsNeedARollout();
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        var host = host(key, lineup);
        if (starts) {
          host.children.put(plan.rollout(), begin(plan, deployment.credentials().token()));
        }
        change(host, next, ended);
        var child = host.child(plan.rollout());
        yield starts ? new Begun.New(child) : new Begun.Present(child);
      }
    };
  }

  private Child begin(Child.Plan plan, String token) {
    var child = Child.start(plan, settings, gate, ledger, clock, token, this::gone);
    living.add(child);
    return child;
  }

  /** Nothing of a child is left. */
  private void gone(Child child) {
    locked(
        () -> {
          living.remove(child);
          withdraw(child);
        });
    try {
      Folders.delete(child.plan().seat());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The folder of " + child.plan() + " was not deleted", e);
    }
  }

  private Effect finished(Deployment deployment, Begun begun) {
    return switch (begun) {
      case Begun.Answered(var effect) -> effect;
      case Begun.Present(var child) -> started(deployment, child);
      case Begun.New(var child) -> started(deployment, child);
    };
  }

  private Effect started(Deployment deployment, Child child) {
    var failure = await(child.firstStart(), STARTING, deployment.installation());
    if (failure.isEmpty()) {
      return new Effect.Failed("The rollout was not started within " + STARTING.toSeconds() + " s");
    }
    return failure
        .get()
        .map(reason -> locked(() -> notStarted(deployment, child, reason)))
        .orElseGet(Effect.Done::new);
  }

  private Effect notStarted(Deployment deployment, Child child, String reason) {
    withdraw(child);
    var key = new Key(deployment.installation(), deployment.incarnation());
    // Ended before it was started: whoever came later wanted it so.
    return asked(lineup(key), deployment) instanceof Lineup.Change.Superseded(var newer)
        ? new Effect.Superseded(newer)
        : new Effect.Failed(reason);
  }

  private void withdraw(Child child) {
    var plan = child.plan();
    hosted(new Key(plan.id(), plan.incarnation()))
        .filter(host -> host.children.remove(plan.rollout(), child))
        .ifPresent(
            host -> {
              host.becomes(host.lineup.without(plan.rollout()), clock.instant());
              if (host.lineup.isEmpty()) {
                drop(host);
              }
            });
  }

  // -- Preparing -----------------------------------------------------------------------------

  private Prepared prepare(Deployment deployment, Path seat) throws IOException {
    var config = deployment.rollout().specification().config().values();
    var work = seat.resolve("work");
    Folders.make(work);
    var path = Optional.ofNullable(config.get("PATH")).or(ProcessRuntimes::inheritedPath);
    var content = deployment.release().content();
    return switch (Command.of(content.entrypoint(), path, work)) {
      case Parsed.Invalid<Command>(var reason) -> new Prepared.Refused(reason);
      case Parsed.Valid<Command>(var command) ->
          switch (shelf.place(content, seat)) {
            case Placed.Refused(var reason) -> new Prepared.Refused(reason);
            case Placed.Here(var wheel, var digest) ->
                new Prepared.Ready(plan(deployment, seat, work, command, wheel, digest));
          };
    };
  }

  private static Optional<String> inheritedPath() {
    return Optional.ofNullable(System.getenv("PATH"));
  }

  private Child.Plan plan(
      Deployment deployment, Path seat, Path work, Command command, Path wheel, Sha256 digest)
      throws IOException {
    var id = deployment.installation();
    var release = deployment.release();
    var rollout = deployment.rollout().number();
    var variables = new LinkedHashMap<>(deployment.rollout().specification().config().values());
    variables.merge(
        "PYTHONPATH", wheel.toString(), (theirs, ours) -> ours + File.pathSeparator + theirs);
    variables.put("SLIPWAY_PROVIDER", id.provider().canonical());
    variables.put("SLIPWAY_VERSION", release.id().version().text());
    variables.put("SLIPWAY_WHEEL_URL", release.content().wheelUrl().text());
    variables.put("SLIPWAY_WHEEL_SHA256", digest.hex());
    release.content().packageName().ifPresent(name -> variables.put("SLIPWAY_PACKAGE", name));
    return new Child.Plan(
        id,
        deployment.incarnation(),
        rollout,
        release.id().version(),
        release.content().wheelUrl().wheelName().fileName(),
        command,
        seat,
        work,
        newLog(new Key(id, deployment.incarnation()), rollout),
        variables);
  }

  /** Beside what runs, the newest of what ran before keep what they printed. */
  private Path newLog(Key key, long rollout) throws IOException {
    var logs = folders.logs(key.id(), key.incarnation());
    Folders.make(logs);
    var running =
        locked(
            () ->
                childrenOf(key).stream()
                    .map(child -> child.plan().log().getFileName().toString())
                    .collect(Collectors.toSet()));
    try (Stream<Path> files = Files.list(logs)) {
      var old =
          files
              .filter(file -> running.stream().noneMatch(file.getFileName().toString()::startsWith))
              .sorted(Comparator.comparing(ProcessRuntimes::lastUse).reversed())
              .skip(FILES_KEPT)
              .toList();
      for (var file : old) {
        Files.deleteIfExists(file);
      }
    }
    return logs.resolve(rollout + ".log");
  }

  private static FileTime lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // Deleted meanwhile; as good as never used.
      return FileTime.fromMillis(0);
    }
  }

  // -- The other effects ---------------------------------------------------------------------

  @Override
  public Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout) {
    requireOwnership(installation);
    return locked(() -> promoted(new Key(installation, incarnation), generation, rollout));
  }

  private Effect promoted(Key key, long generation, long rollout) {
    return switch (lineup(key).promote(generation, rollout)) {
      case Lineup.Change.Superseded(var newer) -> new Effect.Superseded(newer);
      case Lineup.Change.NotRunning notRunning ->
          new Effect.Failed("rollout " + rollout + " does not run; it must be applied first");
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        change(hosted(key).orElseThrow(), next, ended);
        yield new Effect.Done();
      }
    };
  }

  @Override
  public Effect remove(InstallationId installation, Incarnation incarnation, long generation) {
    requireOwnership(installation);
    var key = new Key(installation, incarnation);
    var superseded = locked(() -> removalSuperseded(key, generation));
    if (superseded.isPresent()) {
      return superseded.get();
    }
    var dying = locked(() -> childrenOf(key));
    if (!gone(dying, installation)) {
      return new Effect.Failed("The installation's processes could not be ended");
    }
    try {
      for (var folder : folders.of(installation, incarnation)) {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      // A child's own folders are the least of what it left; the next start deletes them.
      LOG.log(Level.WARNING, "The folders of " + installation + " were not deleted", e);
    }
    return locked(() -> removed(key, generation));
  }

  private Optional<Effect> removalSuperseded(Key key, long generation) {
    if (lineup(key).remove(generation) instanceof Lineup.Change.Superseded(var newer)) {
      return Optional.of(new Effect.Superseded(newer));
    }
    see(key, generation);
    childrenOf(key).forEach(child -> child.end(settings.grace()));
    return Optional.empty();
  }

  private List<Child> childrenOf(Key key) {
    return living.stream()
        .filter(
            child ->
                child.plan().id().equals(key.id())
                    && child.plan().incarnation().equals(key.incarnation()))
        .toList();
  }

  private Effect removed(Key key, long generation) {
    if (lineup(key).remove(generation) instanceof Lineup.Change.Superseded(var newer)) {
      return new Effect.Superseded(newer);
    }
    hosted(key).ifPresent(this::drop);
    return new Effect.Done();
  }

  // -- Looking -------------------------------------------------------------------------------

  @Override
  public Optional<Observed> observe(InstallationId installation) {
    return locked(
        () -> Optional.ofNullable(hosts.get(installation)).map(ProcessRuntimes::observed));
  }

  @Override
  public List<Observed> running(Optional<InstallationId> after, int limit) {
    return locked(
        () ->
            after.map(id -> hosts.tailMap(id, false)).orElse(hosts).values().stream()
                .limit(limit)
                .map(ProcessRuntimes::observed)
                .toList());
  }

  private static Observed observed(Host host) {
    var serving = host.lineup.serving().map(host::child);
    var candidate = host.lineup.candidate().map(host::child);
    int up = serving.filter(Child::isUp).isPresent() ? 1 : 0;
    return new Observed(
        host.key.id(),
        host.key.incarnation(),
        host.lineup.generation(),
        host.lineup.serving(),
        serving.map(child -> child.plan().version()),
        host.lineup.candidate(),
        up,
        // What serves has registered once; whether it did again after a restart is not known here.
        up,
        serving.map(child -> child.plan().image()).orElse(""),
        candidate.or(() -> serving).map(Child::trouble).orElse(""),
        host.updatedAt);
  }

  @Override
  public Optional<String> refuses(WheelUrl wheel) {
    return Optional.empty();
  }

  @Override
  public boolean deploys() {
    return true;
  }

  // -- The end -------------------------------------------------------------------------------

  /**
   * Ends every child, within the drain time, and gives the runtimes up. What could not be ended in
   * that time stays written down, and is ended by the next start.
   */
  @Override
  public void close() {
    var already =
        locked(
            () -> {
              var before = closed;
              closed = true;
              return before;
            });
    if (already) {
      return;
    }
    var grace = shorter(settings.grace(), settings.drain().dividedBy(2));
    var dying = locked(() -> List.copyOf(living));
    dying.forEach(child -> child.end(grace));
    try {
      var unused = all(dying).get(settings.drain().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.ERROR, "Not every child has ended within {0}", settings.drain());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a supervisor ends in whatever way", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      locked(() -> List.copyOf(hosts.values()).forEach(this::drop));
      ownership.close();
    }
  }

  /** Another server owns what should run. */
  private void endEverything() {
    locked(() -> List.copyOf(hosts.values()).forEach(this::drop));
  }

  private void requireOwnership(InstallationId id) {
    var other = ownership.heldBy();
    if (other.isPresent()) {
      throw unavailable(id, "the process runtimes belong to " + other.get() + " now");
    }
  }

  private static RuntimeUnavailable unavailable(InstallationId id, String why) {
    return new RuntimeUnavailable(
        "Nothing can be done for " + id + ": " + why, new IllegalStateException(why));
  }

  // -- Waiting -------------------------------------------------------------------------------

  private boolean gone(Collection<Child> dying, InstallationId id) {
    var all = all(dying);
    return await(all, settings.grace().plus(DYING), id).isPresent()
        && dying.stream().allMatch(child -> child.ended().getNow(false));
  }

  private static CompletableFuture<Boolean> all(Collection<Child> dying) {
    return CompletableFuture.allOf(
            dying.stream().map(Child::ended).toArray(CompletableFuture<?>[]::new))
        .thenApply(nothing -> true);
  }

  /** Empty when it did not come in time. */
  private static <T> Optional<T> await(
      CompletableFuture<T> future, Duration time, InstallationId id) {
    try {
      return Optional.of(future.get(time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a supervisor answers in whatever way", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeUnavailable("Waiting for " + id + " was interrupted", e);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  // -- State; all of this under its lock -------------------------------------------------------

  private Optional<Host> hosted(Key key) {
    return Optional.ofNullable(hosts.get(key.id())).filter(host -> host.key.equals(key));
  }

  private Lineup lineup(Key key) {
    return hosted(key)
        .map(host -> host.lineup)
        .orElseGet(
            () ->
                new Lineup(generations.getOrDefault(key, 0L), Optional.empty(), Optional.empty()));
  }

  private Host host(Key key, Lineup lineup) {
    var present = hosted(key);
    if (present.isPresent()) {
      return present.get();
    }
    Optional.ofNullable(hosts.get(key.id())).ifPresent(this::drop);
    var host = new Host(key, lineup, clock.instant());
    hosts.put(key.id(), host);
    generations.remove(key);
    return host;
  }

  private void change(Host host, Lineup next, Set<Long> ended) {
    ended.forEach(
        rollout -> {
          var child = host.children.remove(rollout);
          if (child != null) {
            child.end(settings.grace());
          }
        });
    host.becomes(next, clock.instant());
  }

  private void see(Key key, long generation) {
    var host = hosted(key);
    if (host.isPresent()) {
      var lineup = host.get().lineup;
      host.get()
          .becomes(new Lineup(generation, lineup.serving(), lineup.candidate()), clock.instant());
    } else {
      remember(key, generation);
    }
  }

  private void remember(Key key, long generation) {
    generations.remove(key);
    generations.put(key, generation);
    if (generations.size() > REMEMBERED) {
      generations.remove(generations.keySet().iterator().next());
    }
  }

  private void drop(Host host) {
    host.children.values().forEach(child -> child.end(settings.grace()));
    hosts.remove(host.key.id());
    remember(host.key, host.lineup.generation());
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

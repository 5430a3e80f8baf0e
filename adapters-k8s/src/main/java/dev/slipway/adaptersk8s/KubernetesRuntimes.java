package dev.slipway.adaptersk8s;

import dev.slipway.adaptersk8s.Sightings.Sighting;
import dev.slipway.adaptersk8s.Standing.Served;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Lineup;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Provider runtimes on Kubernetes: a Deployment, a Service, a Secret a rollout and a ServiceAccount
 * for every installation, in the namespace of its tenant (design.md section 6).
 *
 * <p>A rollout is a pod template. The Deployment brings a new one up beside what serves, because no
 * pod may be unavailable, and a pod is ready only when its gate was opened: {@link #promote} opens
 * it, and the Deployment retires the others. To go back, the template of what serves is applied
 * again, as the cluster has it, so that its pods go on.
 *
 * <p>What must be remembered stands in the Deployment, which is changed by compare-and-set alone:
 * any number of servers may share a cluster. What is watched is shared by all installations.
 * Thread-safe.
 */
public final class KubernetesRuntimes implements ProviderRuntimes, AutoCloseable {

  /* How this works
   *
   * Fencing. Every write of a Deployment carries the uid and the resource version that were read, or
   * a version that no object has when there was none. So a worker that was paused between reading
   * and writing is refused, whatever became of the Deployment meanwhile. Everything else is owned by
   * the Deployment of that uid: what a late worker still writes is collected with it.
   *
   * First steps. A Deployment starts paused and without pods, because what its pods need must be
   * owned by it. The second write lets it go.
   *
   * Order. The Deployment's controller looks at the template of the moment. So a candidate is applied
   * only when the controller has seen what serves; otherwise it would never bring that up.
   */

  private static final System.Logger LOG = System.getLogger(KubernetesRuntimes.class.getName());

  private static final int REMEMBERED = 100_000;
  private static final int TRIES = 100;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  /** So long the cluster's own controllers may take to notice something. */
  private static final Duration NOTICING = Duration.ofSeconds(30);

  /** So long an API server that misses a rule is not even asked whether it has only started. */
  private static final Duration WAKING = Duration.ofSeconds(3);

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(15);

  private record Key(InstallationId id, Incarnation incarnation) {}

  private final KubernetesSettings settings;
  private final InstantSource clock;
  private final Names names;
  private final Manifests manifests;
  private final Cluster cluster;
  private final Sightings sightings = new Sightings();
  private final Caretaker caretaker;
  private final List<SharedIndexInformer<?>> watches;

  private final ReentrantLock memory = new ReentrantLock();
  private final Map<Key, Long> generations = new LinkedHashMap<>();

  private KubernetesRuntimes(KubernetesSettings settings, Cluster cluster, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.cluster = cluster;
    this.names = new Names(settings.namespacePrefix());
    this.manifests = new Manifests(names, settings);
    this.caretaker = new Caretaker(cluster, sightings, manifests, names, settings.tokens(), clock);
    this.watches =
        List.of(
            cluster.deployments(names.ours(), new DeploymentEvents()),
            cluster.pods(names.ours(), new PodEvents()));
  }

  /**
   * Reaches the cluster, and sees everything that runs there. Blocks for that.
   *
   * @throws RuntimesNotStarted when no cluster answers, or it does not let us look
   */
  public static KubernetesRuntimes start(KubernetesSettings settings, InstantSource clock) {
    var cluster = reach(settings);
    var runtimes = new KubernetesRuntimes(settings, cluster, clock);
    var started = false;
    try {
      for (var watch : runtimes.watches) {
        // Once it has begun it never gives up.
        watch.exceptionHandler((begun, failure) -> begun);
        watch.start().toCompletableFuture().get(FIRST_ANSWER.toSeconds(), TimeUnit.SECONDS);
      }
      started = true;
      return runtimes;
    } catch (ExecutionException | TimeoutException e) {
      throw notStarted(cluster, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimesNotStarted("Kubernetes runtimes were interrupted while they started", e);
    } finally {
      if (!started) {
        runtimes.close();
      }
    }
  }

  /**
   * Asks whether a cluster answers, so that nothing else is begun in vain.
   *
   * @param kubeconfig how it is reached; empty where its client finds out by itself
   * @throws RuntimesNotStarted when none does
   */
  public static void requireCluster(Optional<Path> kubeconfig) {
    KubernetesSettings settings =
        KubernetesSettings.of(() -> "", (installation, incarnation, rollout) -> "");
    reach(kubeconfig.map(settings::reachedBy).orElse(settings)).close();
  }

  private static Cluster reach(KubernetesSettings settings) {
    settings
        .kubeconfig()
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw new RuntimesNotStarted("The kubeconfig " + file + " cannot be read");
            });
    // Nobody wants to wait long for the first answer.
    try (var probe = Cluster.of(settings.withPatience(settings.ending(), Duration.ofMillis(300)))) {
      LOG.log(Level.INFO, "Kubernetes {0} answers at {1}", probe.version(), probe.address());
    } catch (KubernetesClientException e) {
      try (var named = Cluster.of(settings)) {
        throw notStarted(named, e);
      }
    }
    return Cluster.of(settings);
  }

  private static RuntimesNotStarted notStarted(Cluster cluster, Throwable cause) {
    return cause instanceof KubernetesClientException e && e.getCode() == 403
        ? new RuntimesNotStarted(
            "The cluster at " + cluster.address() + " refuses us: " + Words.refusal(e), cause)
        : new RuntimesNotStarted(
            "No Kubernetes cluster answers at "
                + cluster.address()
                + "; name another kubeconfig, or run this server with other runtimes",
            cause);
  }

  // -- Applying ------------------------------------------------------------------------------

  @Override
  public Effect apply(Deployment deployment) {
    var id = deployment.installation();
    return effect("Bringing out " + id, () -> tryApply(deployment));
  }

  /** Empty when somebody else was faster, and it must be decided again. */
  private Optional<Effect> tryApply(Deployment asked) {
    var id = asked.installation();
    var key = new Key(id, asked.incarnation());
    var newer = newerThan(key, asked.generation());
    if (newer.isPresent()) {
      return Optional.of(new Effect.Superseded(newer.get()));
    }
    var blank = Standing.none(id, asked.incarnation(), clock.instant());
    var refused = housing(blank);
    if (refused.isPresent()) {
      return Optional.of(new Effect.Failed(refused.get()));
    }
    var found = look(id);
    if (found.isPresent() && !belongsTo(found.get(), key)) {
      return makeRoom(id, found.get());
    }
    var standing = found.flatMap(Standing::of).orElse(blank);
    return switch (standing
        .lineup()
        .apply(asked.generation(), asked.rollout().number(), asked.served())) {
      case Lineup.Change.Superseded(var generation) -> {
        forget(standing, asked.rollout().number());
        yield Optional.of(new Effect.Superseded(generation));
      }
      case Lineup.Change.NotRunning notRunning -> throw onlyPromotionsNeedARollout();
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        see(key, asked.generation());
        bringOut(asked, standing, found, next, starts, ended);
        yield Optional.of(new Effect.Done());
      }
    };
  }

  /** Whether the tenant has a namespace to live in; else why not. */
  private Optional<String> housing(Standing standing) {
    var wanted = manifests.namespace(standing);
    var name = wanted.getMetadata().getName();
    var found = cluster.namespace(name);
    if (found.isEmpty()) {
      return cluster.create(wanted) ? Optional.empty() : housing(standing);
    }
    var metadata = found.get().getMetadata();
    if (metadata.getDeletionTimestamp() != null) {
      return Optional.of("the namespace " + name + " is being deleted");
    }
    var labels = Optional.ofNullable(metadata.getLabels()).orElseGet(Map::of);
    var notes = Optional.ofNullable(metadata.getAnnotations()).orElseGet(Map::of);
    var ours =
        labels.entrySet().containsAll(names.tenant(standing.id().organization()).entrySet())
            && standing
                .id()
                .organization()
                .value()
                .equals(notes.getOrDefault(Names.ORGANIZATION, ""));
    return ours
        ? Optional.empty()
        : Optional.of(
            "the namespace "
                + name
                + " is there already, and its labels say it is not the tenant's");
  }

  private Optional<io.fabric8.kubernetes.api.model.apps.Deployment> look(InstallationId id) {
    return cluster.deployment(names.namespace(id.organization()), Names.object(id.provider()));
  }

  private static boolean belongsTo(io.fabric8.kubernetes.api.model.apps.Deployment found, Key key) {
    return found.getMetadata().getDeletionTimestamp() == null
        && Standing.of(found)
            .filter(known -> known.id().equals(key.id()))
            .filter(known -> known.incarnation().equals(key.incarnation()))
            .isPresent();
  }

  /** What another incarnation left is in the way. */
  private Optional<Effect> makeRoom(
      InstallationId id, io.fabric8.kubernetes.api.model.apps.Deployment found) {
    var theirs = Standing.of(found).map(Standing::id);
    if (theirs.isPresent() && !theirs.get().equals(id)) {
      return Optional.of(new Effect.Failed("another provider has the name of its Deployment"));
    }
    if (theirs.isEmpty() && !isManaged(found.getMetadata())) {
      return Optional.of(
          new Effect.Failed(
              "a Deployment that is not Slipway's has the name " + found.getMetadata().getName()));
    }
    return end(found) ? Optional.empty() : Optional.of(stillThere());
  }

  private boolean isManaged(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getLabels())
        .orElseGet(Map::of)
        .entrySet()
        .containsAll(names.ours().entrySet());
  }

  private void bringOut(
      Deployment asked,
      Standing standing,
      Optional<io.fabric8.kubernetes.api.model.apps.Deployment> found,
      Lineup next,
      boolean starts,
      Set<Long> ended) {
    var rollout = asked.rollout().number();
    var known = found.isPresent() ? found.get() : begin(asked, standing);
    var there = starts ? Optional.<PodTemplateSpec>empty() : existing(known, standing, rollout);
    if (there.isPresent() && next.equals(standing.lineup())) {
      return;
    }
    if (there.isEmpty()) {
      awaitServing(standing, known);
      var uid = known.getMetadata().getUid();
      cluster.apply(manifests.account(standing, uid));
      cluster.apply(manifests.service(standing, uid));
      cluster.apply(manifests.secret(standing, asked, uid));
      caretaker.minted(standing, rollout);
    }
    var template = there.orElseGet(() -> manifests.template(standing, asked));
    var serving =
        next.serving()
            .map(
                number ->
                    number == rollout
                        ? Manifests.served(template)
                        : standing.serving().orElseThrow());
    write(
        standing.becomes(next, serving, ended, standing.registered(), clock.instant()),
        template,
        known);
    cluster.endRollouts(
        known.getMetadata().getNamespace(),
        names.installation(standing.id(), standing.incarnation()),
        ended);
  }

  private io.fabric8.kubernetes.api.model.apps.Deployment begin(
      Deployment asked, Standing standing) {
    return saw(
        cluster.apply(
            manifests.deployment(
                standing, manifests.template(standing, asked), Optional.empty(), false)));
  }

  private void write(
      Standing standing,
      PodTemplateSpec template,
      io.fabric8.kubernetes.api.model.apps.Deployment known) {
    saw(
        cluster.apply(
            manifests.deployment(standing, template, Optional.of(known.getMetadata()), true)));
  }

  /** The template of a rollout that runs, as the cluster has it. */
  private Optional<PodTemplateSpec> existing(
      io.fabric8.kubernetes.api.model.apps.Deployment known, Standing standing, long rollout) {
    var template = known.getSpec().getTemplate();
    return Manifests.rollout(template).filter(number -> number == rollout).isPresent()
        ? Optional.of(template)
        : cluster.template(
            known.getMetadata().getNamespace(),
            names.installation(standing.id(), standing.incarnation()),
            rollout);
  }

  /** Waits until the Deployment's controller has brought up what serves. */
  private void awaitServing(
      Standing standing, io.fabric8.kubernetes.api.model.apps.Deployment known) {
    if (standing.lineup().serving().isEmpty()
        || standing.lineup().candidate().isPresent()
        || noticed(known)) {
      return;
    }
    saw(known);
    var uid = known.getMetadata().getUid();
    var noticed =
        sightings.await(
            NOTICING,
            () ->
                sightings
                    .of(standing.id())
                    .map(Sighting::deployment)
                    .filter(one -> one.getMetadata().getUid().equals(uid))
                    .map(KubernetesRuntimes::noticed)
                    .orElse(true));
    if (!noticed) {
      LOG.log(Level.WARNING, "The cluster does not bring up what serves for {0}", standing.id());
    }
  }

  private static boolean noticed(io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
    return Optional.ofNullable(deployment.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getObservedGeneration()))
        .filter(seen -> seen >= deployment.getMetadata().getGeneration())
        .isPresent();
  }

  /** What a late worker had already made for a rollout that will never run. */
  private void forget(Standing standing, long rollout) {
    if (!standing.lineup().runs(rollout) && !standing.lineup().isEmpty()) {
      cluster.deleteSecrets(
          names.namespace(standing.id().organization()),
          names.installation(standing.id(), standing.incarnation()),
          List.of(rollout));
    }
  }

  // -- Promoting -----------------------------------------------------------------------------

  @Override
  public Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout) {
    return effect(
        "Promoting rollout " + rollout + " of " + installation,
        () -> tryPromote(new Key(installation, incarnation), generation, rollout));
  }

  private Optional<Effect> tryPromote(Key key, long generation, long rollout) {
    var found = look(key.id()).filter(one -> belongsTo(one, key));
    var newer = newerThan(key, generation);
    if (newer.isPresent() && found.isPresent()) {
      return Optional.of(new Effect.Superseded(newer.get()));
    }
    if (found.isEmpty()) {
      return Optional.of(notRunning(rollout));
    }
    var known = found.get();
    var standing = Standing.of(known).orElseThrow();
    return switch (standing.lineup().promote(generation, rollout)) {
      case Lineup.Change.Superseded(var later) -> Optional.of(new Effect.Superseded(later));
      case Lineup.Change.NotRunning notRunning -> Optional.of(notRunning(rollout));
      case Lineup.Change.Changed(var next, var starts, var ended) -> {
        var template = existing(known, standing, rollout);
        if (template.isEmpty()) {
          yield Optional.of(notRunning(rollout));
        }
        see(key, generation);
        serve(known, standing, next, template.get(), ended);
        yield Optional.of(new Effect.Done());
      }
    };
  }

  private void serve(
      io.fabric8.kubernetes.api.model.apps.Deployment known,
      Standing standing,
      Lineup next,
      PodTemplateSpec template,
      Set<Long> ended) {
    var namespace = known.getMetadata().getNamespace();
    var labels = names.installation(standing.id(), standing.incarnation());
    var pods =
        cluster.pods(namespace, labels).stream()
            .filter(pod -> canHaveRegistered(pod, next))
            .toList();
    var promoted =
        standing.becomes(
            next,
            Optional.of(Manifests.served(template)),
            ended,
            pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet()),
            clock.instant());
    if (!promoted.equals(standing)) {
      write(promoted, template, known);
    }
    pods.stream().filter(pod -> !Caretaker.isOpen(pod)).forEach(caretaker::open);
    // What served goes when its successor is ready; what never served goes at once.
    cluster.endRollouts(
        namespace,
        labels,
        ended.stream()
            .filter(number -> standing.lineup().serving().filter(number::equals).isEmpty())
            .toList());
  }

  /** A pod of what serves that is on a node: it may have run long enough. */
  private static boolean canHaveRegistered(Pod pod, Lineup lineup) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getSpec().getNodeName() != null
        && Manifests.rollout(pod.getMetadata()).equals(lineup.serving());
  }

  private static Effect notRunning(long rollout) {
    return new Effect.Failed("rollout " + rollout + " does not run; it must be applied first");
  }

  // -- Removing ------------------------------------------------------------------------------

  @Override
  public Effect remove(InstallationId installation, Incarnation incarnation, long generation) {
    return effect(
        "Removing " + installation,
        () -> tryRemove(new Key(installation, incarnation), generation));
  }

  private Optional<Effect> tryRemove(Key key, long generation) {
    var newer = newerThan(key, generation);
    if (newer.isPresent()) {
      return Optional.of(new Effect.Superseded(newer.get()));
    }
    var found = look(key.id());
    var standing =
        found
            .flatMap(Standing::of)
            .filter(known -> known.id().equals(key.id()))
            .filter(known -> known.incarnation().equals(key.incarnation()));
    if (standing.isPresent()
        && standing.get().lineup().remove(generation)
            instanceof Lineup.Change.Superseded(var later)) {
      return Optional.of(new Effect.Superseded(later));
    }
    see(key, generation);
    if (standing.isPresent() && !found.map(this::end).orElse(true)) {
      return Optional.of(stillThere());
    }
    cluster.deleteRest(
        names.namespace(key.id().organization()), names.installation(key.id(), key.incarnation()));
    return Optional.of(new Effect.Done());
  }

  /** Deletes a Deployment and waits until its pods have gone; whether they have. */
  private boolean end(io.fabric8.kubernetes.api.model.apps.Deployment found) {
    saw(found);
    if (found.getMetadata().getDeletionTimestamp() == null) {
      cluster.delete(found);
    }
    var uid = found.getMetadata().getUid();
    return sightings.await(settings.ending(), () -> sightings.isGone(uid));
  }

  private Effect stillThere() {
    return new Effect.Failed("its pods did not end within " + settings.ending().toSeconds() + " s");
  }

  // -- Looking -------------------------------------------------------------------------------

  @Override
  public Optional<Observed> observe(InstallationId installation) {
    return sightings.of(installation).map(KubernetesRuntimes::observed);
  }

  @Override
  public List<Observed> running(Optional<InstallationId> after, int limit) {
    return sightings.all(after, limit).stream().map(KubernetesRuntimes::observed).toList();
  }

  private static Observed observed(Sighting seen) {
    var standing = seen.standing();
    var lineup = standing.lineup();
    var serving = lineup.serving().map(seen::pods).orElseGet(List::of);
    return new Observed(
        standing.id(),
        standing.incarnation(),
        lineup.generation(),
        lineup.serving(),
        standing.serving().map(Served::version),
        lineup.candidate(),
        count(serving, "ContainersReady"),
        count(serving, "Ready"),
        standing.serving().map(Served::image).orElse(""),
        standing.target().map(number -> Words.trouble(seen, number)).orElse(""),
        standing.updatedAt());
  }

  private static int count(List<Pod> pods, String condition) {
    return (int) pods.stream().filter(pod -> Caretaker.is(pod, condition)).count();
  }

  @Override
  public Optional<String> refuses(WheelUrl wheel) {
    return Optional.empty();
  }

  @Override
  public boolean deploys() {
    return true;
  }

  /** Waits until something was seen; whether it came to that in time. For tests. */
  boolean seen(Duration time, BooleanSupplier so) {
    return sightings.await(time, so);
  }

  /** Whether the rollouts of an installation, and nothing else, run as far as they can. */
  boolean isSettled(InstallationId id) {
    return sightings.of(id).filter(KubernetesRuntimes::isSettled).isPresent();
  }

  private static boolean isSettled(Sighting seen) {
    var standing = seen.standing();
    return standing.rollouts().stream()
            .allMatch(rollout -> count(seen.pods(rollout), "ContainersReady") == 1)
        && seen.pods().size() == standing.rollouts().size()
        && seen.pods().stream()
            .filter(pod -> standing.registered().contains(pod.getMetadata().getName()))
            .allMatch(pod -> Caretaker.is(pod, "Ready"));
  }

  /** Ends the watch. Everything goes on running. */
  @Override
  public void close() {
    watches.forEach(SharedIndexInformer::close);
    caretaker.close();
    cluster.close();
  }

  // -- What was seen -------------------------------------------------------------------------

  private io.fabric8.kubernetes.api.model.apps.Deployment saw(
      io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
    var unused = sightings.saw(deployment);
    return deployment;
  }

  private final class DeploymentEvents
      implements ResourceEventHandler<io.fabric8.kubernetes.api.model.apps.Deployment> {

    @Override
    public void onAdd(io.fabric8.kubernetes.api.model.apps.Deployment now) {
      sightings.saw(now).map(Standing::id).ifPresent(caretaker::look);
    }

    @Override
    public void onUpdate(
        io.fabric8.kubernetes.api.model.apps.Deployment before,
        io.fabric8.kubernetes.api.model.apps.Deployment now) {
      onAdd(now);
    }

    @Override
    public void onDelete(
        io.fabric8.kubernetes.api.model.apps.Deployment last, boolean notSeenLast) {
      sightings.lost(last);
      Standing.idOf(last.getMetadata()).ifPresent(caretaker::look);
    }
  }

  private final class PodEvents implements ResourceEventHandler<Pod> {

    @Override
    public void onAdd(Pod now) {
      sightings.saw(now).ifPresent(caretaker::look);
    }

    @Override
    public void onUpdate(Pod before, Pod now) {
      onAdd(now);
    }

    @Override
    public void onDelete(Pod last, boolean notSeenLast) {
      sightings.lost(last);
      Standing.idOf(last.getMetadata()).ifPresent(caretaker::look);
    }
  }

  // -- The newest operations -----------------------------------------------------------------

  private Optional<Long> newerThan(Key key, long generation) {
    memory.lock();
    try {
      return Optional.ofNullable(generations.get(key)).filter(known -> known > generation);
    } finally {
      memory.unlock();
    }
  }

  private void see(Key key, long generation) {
    memory.lock();
    try {
      generations.merge(key, generation, Math::max);
      if (generations.size() > REMEMBERED) {
        generations.remove(generations.keySet().iterator().next());
      }
    } finally {
      memory.unlock();
    }
  }

  // -- Races and failures --------------------------------------------------------------------

  /** Decides again whenever somebody else was faster. */
  private Effect effect(String what, Supplier<Optional<Effect>> attempt) {
    var rules = new Rules(what);
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        var effect = attempt.get();
        if (effect.isPresent()) {
          return effect.get();
        }
      } catch (KubernetesClientException e) {
        if (Cluster.isUnreachable(e)) {
          throw new RuntimeUnavailable(what + " did not reach the cluster", e);
        }
        var again = Words.isMissingRule(e) ? rules.mayBeUnread() : Cluster.isContended(e);
        if (!again) {
          LOG.log(Level.WARNING, "{0} was refused: {1}", what, e.getMessage());
          return new Effect.Failed(Words.refusal(e));
        }
      }
      pause(tries);
      if (Thread.currentThread().isInterrupted()) {
        throw new RuntimeUnavailable(what + " was interrupted", new InterruptedException());
      }
    }
    return new Effect.Failed("too many others changed the same objects");
  }

  /**
   * Whether an API server that misses a rule has read its rules at all: one that has just started
   * has not, and refuses everybody. Belongs to one thread.
   */
  private final class Rules {
    private final String what;
    private boolean isFirst = true;
    private long first;
    private boolean areRead;

    Rules(String what) {
      this.what = what;
    }

    /** A rule was missing; whether that must not be believed yet. May wait. */
    boolean mayBeUnread() {
      if (areRead) {
        return false;
      }
      if (isFirst) {
        isFirst = false;
        first = System.nanoTime();
      } else if (System.nanoTime() - first >= WAKING.toNanos()) {
        await();
        areRead = true;
      }
      return true;
    }

    /**
     * Until it says that it is ready. That is refused, too, before the rules are read; when it is
     * for as long as any request is tried, then for good.
     */
    private void await() {
      try {
        var until = System.nanoTime() + settings.reaching().toNanos();
        for (int tries = 0; !cluster.isReady() && System.nanoTime() - until < 0; tries++) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          pause(tries);
        }
      } catch (KubernetesClientException e) {
        throw new RuntimeUnavailable(what + " reached a cluster that is only starting", e);
      }
    }
  }

  private static void pause(int tries) {
    long longest =
        Math.min(LONGEST_PAUSE.toNanos(), SHORTEST_PAUSE.toNanos() << Math.min(tries, 10));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }

  private static IllegalStateException onlyPromotionsNeedARollout() {
    return new IllegalStateException("only a promotion can find that a rollout does not run");
  }
}

package dev.slipway.adaptersk8s;

import dev.slipway.adaptersk8s.Sightings.Sighting;
import dev.slipway.domain.installation.InstallationId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Brings the world to what Deployments say, whenever something of them was seen: opens the gates of
 * pods that have registered, keeps the tokens of all that runs fresh, and removes the Secrets of
 * rollouts that have ended. Everything is idempotent, and any number of servers may do it.
 * Thread-safe.
 */
final class Caretaker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Caretaker.class.getName());

  /** So many requests at once, beside what workers ask. */
  private static final int AT_ONCE = 8;

  /**
   * A token that is older is renewed: a third of how long it holds, so that whoever reads it right
   * before has long enough to register, also while a server that does this is replaced by another.
   */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private record Rollout(InstallationId id, String incarnation, long number) {}

  private final Cluster cluster;
  private final Sightings sightings;
  private final Manifests manifests;
  private final Names names;
  private final FreshTokens tokens;
  private final InstantSource clock;
  private final Set<InstallationId> waiting = ConcurrentHashMap.newKeySet();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slipway-tend-", 0).factory());

  /** When the token in a rollout's Secret was made, as far as this server knows. */
  private final Map<Rollout, Instant> minted = new ConcurrentHashMap<>();

  /** The rollouts whose Secrets were removed. */
  private final Map<InstallationId, Set<Rollout>> tidied = new ConcurrentHashMap<>();

  Caretaker(
      Cluster cluster,
      Sightings sightings,
      Manifests manifests,
      Names names,
      FreshTokens tokens,
      InstantSource clock) {
    this.cluster = cluster;
    this.sightings = sightings;
    this.manifests = manifests;
    this.names = names;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Something of an installation was seen; what there is to do is done soon. */
  void look(InstallationId id) {
    var seen = sightings.of(id);
    if (seen.isEmpty()) {
      tidied.remove(id);
      minted.keySet().removeIf(rollout -> rollout.id().equals(id));
      return;
    }
    if (work(seen.get()).isEmpty() || !waiting.add(id)) {
      return;
    }
    try {
      threads.execute(() -> tend(id));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "{0} is left to another server, or the next start", id);
    }
  }

  private void tend(InstallationId id) {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      waiting.remove(id);
      sightings.of(id).map(this::work).orElseGet(List::of).forEach(Runnable::run);
    } catch (KubernetesClientException e) {
      // What is left to do is seen again by the next review of everything that was seen.
      LOG.log(Level.WARNING, "Looking after " + id + " goes on later: " + e.getMessage());
    } finally {
      turns.release();
    }
  }

  private List<Runnable> work(Sighting seen) {
    if (seen.deployment().getMetadata().getDeletionTimestamp() != null) {
      return List.of();
    }
    var work = new ArrayList<Runnable>();
    var standing = seen.standing();
    for (long rollout : standing.rollouts()) {
      for (var pod : seen.pods(rollout)) {
        var registered = standing.registered().contains(pod.getMetadata().getName());
        if (registered && !isOpen(pod)) {
          work.add(() -> open(pod));
        }
      }
      if (wantsToken(standing, rollout)) {
        work.add(() -> refresh(standing, rollout));
      }
    }
    var over = over(seen);
    if (!tidied.getOrDefault(standing.id(), Set.of()).containsAll(over)) {
      work.add(() -> tidy(standing, over));
    }
    return work;
  }

  // -- Gates ---------------------------------------------------------------------------------

  static boolean isOpen(Pod pod) {
    return is(pod, Names.REGISTERED);
  }

  /** Whether a condition of a pod is true. */
  static boolean is(Pod pod, String condition) {
    return Optional.ofNullable(pod.getStatus())
        .map(status -> status.getConditions())
        .orElseGet(List::of)
        .stream()
        .anyMatch(one -> one.getType().equals(condition) && one.getStatus().equals("True"));
  }

  /** Opens the gate of a pod; a pod that has gone needs none. */
  void open(Pod pod) {
    try {
      cluster.openGate(Manifests.gateOpen(pod, clock.instant()));
    } catch (KubernetesClientException e) {
      if (!Cluster.isGone(e) && !Cluster.isContended(e)) {
        throw e;
      }
    }
  }

  // -- Tokens --------------------------------------------------------------------------------

  /** A rollout was given a fresh token. */
  void minted(Standing standing, long rollout) {
    minted.put(key(standing, rollout), clock.instant());
  }

  /**
   * A container that starts again, on whatever node, reads at once what stands in the Secret, and
   * nobody is told before. So the token is renewed whatever the pods do, long before it ends.
   */
  private boolean wantsToken(Standing standing, long rollout) {
    var known = minted.getOrDefault(key(standing, rollout), standing.updatedAt());
    return known.plus(FRESH).isBefore(clock.instant());
  }

  private void refresh(Standing standing, long rollout) {
    var token = tokens.mint(standing.id(), standing.incarnation(), rollout);
    try {
      cluster.overwrite(manifests.token(standing, rollout, token));
      minted(standing, rollout);
    } catch (KubernetesClientException e) {
      if (!Cluster.isGone(e)) {
        throw e;
      }
    }
  }

  // -- Secrets -------------------------------------------------------------------------------

  /** The rollouts that have ended, and of which nothing runs any more. */
  private static Set<Rollout> over(Sighting seen) {
    var standing = seen.standing();
    var running =
        seen.pods().stream()
            .flatMap(pod -> Manifests.rollout(pod.getMetadata()).stream())
            .collect(Collectors.toSet());
    return standing.retired().stream()
        .filter(number -> !running.contains(number))
        .map(number -> key(standing, number))
        .collect(Collectors.toSet());
  }

  private void tidy(Standing standing, Set<Rollout> over) {
    cluster.deleteSecrets(
        names.namespace(standing.id().organization()),
        names.installation(standing.id(), standing.incarnation()),
        over.stream().map(Rollout::number).toList());
    tidied.put(standing.id(), over);
    minted.keySet().removeAll(over);
  }

  private static Rollout key(Standing standing, long number) {
    return new Rollout(standing.id(), standing.incarnation().value(), number);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

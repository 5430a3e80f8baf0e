package dev.slipway.adaptersk8s;

import dev.slipway.domain.installation.InstallationId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest that is known of every Deployment and pod of ours: from the watch, and from the
 * answers to our own writes, so that whoever wrote something also sees it. Thread-safe.
 */
final class Sightings {

  private static final Comparator<InstallationId> BY_TENANT_AND_PROVIDER =
      Comparator.comparing(InstallationId::organization)
          .thenComparing(id -> id.provider().canonical());

  private static final int REMEMBERED = 10_000;

  /** A Deployment, what it says, and its pods. */
  record Sighting(Deployment deployment, Standing standing, List<Pod> pods) {

    /** The pods of a rollout that are not on their way out. */
    List<Pod> pods(long rollout) {
      return pods.stream()
          .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
          .filter(pod -> Manifests.rollout(pod.getMetadata()).filter(n -> n == rollout).isPresent())
          .toList();
    }
  }

  /** Where something is: the namespace, and the name of the installation's objects. */
  private record Place(String namespace, String name) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<InstallationId, Deployment> deployments =
      new TreeMap<>(BY_TENANT_AND_PROVIDER);
  private final Map<Place, Map<String, Pod>> pods = new HashMap<>();

  /** The uids of what has gone: an answer that comes late must not bring it back. */
  private final Map<String, Boolean> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Tells what it says of its installation; empty when it says nothing. */
  Optional<Standing> saw(Deployment deployment) {
    var standing = Standing.of(deployment);
    return locked(
        () -> {
          standing.ifPresent(
              known -> {
                if (isNews(deployment, deployments.get(known.id()))) {
                  deployments.put(known.id(), deployment);
                  changed.signalAll();
                }
              });
          return standing;
        });
  }

  void lost(Deployment deployment) {
    var uid = deployment.getMetadata().getUid();
    locked(
        () -> {
          gone.put(uid, true);
          var removed =
              Standing.of(deployment)
                  .map(
                      known ->
                          deployments.computeIfPresent(
                              known.id(),
                              (id, seen) -> seen.getMetadata().getUid().equals(uid) ? null : seen));
          changed.signalAll();
          return removed;
        });
  }

  /** Tells to which installation it belongs, when its Deployment is known. */
  Optional<InstallationId> saw(Pod pod) {
    return locked(
        () -> {
          var place = place(pod.getMetadata());
          var siblings = pods.computeIfAbsent(place, key -> new TreeMap<>());
          if (isNews(pod, siblings.get(pod.getMetadata().getName()))) {
            siblings.put(pod.getMetadata().getName(), pod);
            changed.signalAll();
          }
          return Standing.idOf(pod.getMetadata()).filter(deployments::containsKey);
        });
  }

  void lost(Pod pod) {
    locked(
        () -> {
          gone.put(pod.getMetadata().getUid(), true);
          var place = place(pod.getMetadata());
          var siblings = Optional.ofNullable(pods.get(place)).orElseGet(Map::of);
          var seen = siblings.get(pod.getMetadata().getName());
          if (seen != null && seen.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            siblings.remove(pod.getMetadata().getName());
            if (siblings.isEmpty()) {
              pods.remove(place);
            }
          }
          changed.signalAll();
          return place;
        });
  }

  private boolean isNews(HasMetadata object, @Nullable HasMetadata seen) {
    if (gone.containsKey(object.getMetadata().getUid())) {
      return false;
    }
    return seen == null || version(object).compareTo(version(seen)) > 0;
  }

  /** Versions rise over all objects of a kind, also from one to its successor of the same name. */
  private static BigInteger version(HasMetadata object) {
    return new BigInteger(object.getMetadata().getResourceVersion());
  }

  private static Place place(ObjectMeta metadata) {
    var labels = Optional.ofNullable(metadata.getLabels()).orElseGet(Map::of);
    return new Place(metadata.getNamespace(), labels.getOrDefault(Names.NAME, ""));
  }

  /** What was seen of an installation. */
  Optional<Sighting> of(InstallationId id) {
    return locked(() -> Optional.ofNullable(deployments.get(id)).map(this::sighting));
  }

  /** What was seen, by tenant, then provider. */
  List<Sighting> all(Optional<InstallationId> after, int limit) {
    return locked(
        () ->
            after.map(id -> deployments.tailMap(id, false)).orElse(deployments).values().stream()
                .limit(limit)
                .map(this::sighting)
                .toList());
  }

  private Sighting sighting(Deployment deployment) {
    var family = Optional.ofNullable(pods.get(place(deployment.getMetadata()))).orElseGet(Map::of);
    return new Sighting(
        deployment, Standing.of(deployment).orElseThrow(), ofThis(deployment, family.values()));
  }

  private static List<Pod> ofThis(Deployment deployment, Collection<Pod> pods) {
    var incarnation = incarnation(deployment);
    return pods.stream().filter(pod -> incarnation(pod).equals(incarnation)).toList();
  }

  private static String incarnation(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels())
        .orElseGet(Map::of)
        .getOrDefault(Names.INCARNATION, "");
  }

  /** Whether a Deployment was seen to go. */
  boolean isGone(String uid) {
    return locked(() -> gone.containsKey(uid));
  }

  /** Waits until something is so; whether it came to that in time. */
  boolean await(Duration time, BooleanSupplier so) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!so.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}

package dev.slipway.app.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down everything that ever was in a part of a cluster: every pod, and the operation of
 * every Deployment at every moment. Thread-safe.
 */
final class Ledger implements AutoCloseable {

  private static final String GENERATION = "slipway.dev/generation";

  private final Map<String, Long> generations = new ConcurrentHashMap<>();
  private final Set<String> wentBack = ConcurrentHashMap.newKeySet();
  private final Set<String> pods = ConcurrentHashMap.newKeySet();
  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<Pod> podWatch;

  Ledger(KubernetesClient admin, Map<String, String> labels) {
    deployments =
        admin
            .apps()
            .deployments()
            .inAnyNamespace()
            .withLabels(labels)
            .inform(
                new Seen<>() {
                  @Override
                  void saw(Deployment now) {
                    note(now);
                  }
                });
    podWatch =
        admin
            .pods()
            .inAnyNamespace()
            .withLabels(labels)
            .inform(
                new Seen<>() {
                  @Override
                  void saw(Pod now) {
                    pods.add(now.getMetadata().getUid());
                  }
                });
  }

  private void note(Deployment now) {
    var uid = now.getMetadata().getUid();
    long generation = Long.parseLong(now.getMetadata().getLabels().get(GENERATION));
    var before = generations.put(uid, generation);
    if (before != null && before > generation) {
      wentBack.add(
          "%s/%s from %d to %d"
              .formatted(
                  now.getMetadata().getNamespace(),
                  now.getMetadata().getName(),
                  before,
                  generation));
    }
  }

  /** So many pods there ever were. */
  int pods() {
    return pods.size();
  }

  /** The Deployments that an older operation has changed after a newer one. */
  Set<String> wentBack() {
    return Set.copyOf(wentBack);
  }

  /** Somebody who looks at everything that comes or changes. */
  private abstract static class Seen<T extends HasMetadata> implements ResourceEventHandler<T> {

    abstract void saw(T now);

    @Override
    public void onAdd(T now) {
      saw(now);
    }

    @Override
    public void onUpdate(T before, T now) {
      saw(now);
    }

    @Override
    public void onDelete(T last, boolean unseen) {
      // What it was stands in the book.
    }
  }

  @Override
  public void close() {
    podWatch.close();
    deployments.close();
  }
}

package dev.slipway.app.kubernetes;

import dev.slipway.app.harness.Client;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Plays what would run in the containers: registers over HTTP for every pod whose containers run,
 * with the token that stands in its Secret, until it is told yes or no. Thread-safe.
 */
final class PlayedRuntimes implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  private final KubernetesClient admin;
  private final Supplier<URI> server;
  private final Predicate<Pod> plays;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final SharedIndexInformer<Pod> pods;

  /**
   * @param server where to register; asked anew for each try
   * @param plays which pods start at all
   */
  PlayedRuntimes(
      KubernetesClient admin,
      Map<String, String> labels,
      Supplier<URI> server,
      Predicate<Pod> plays) {
    this.admin = admin;
    this.server = server;
    this.plays = plays;
    this.pods =
        admin
            .pods()
            .inAnyNamespace()
            .withLabels(labels)
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    begin(pod);
                  }

                  @Override
                  public void onUpdate(Pod before, Pod now) {
                    begin(now);
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unseen) {
                    registered.remove(pod.getMetadata().getName());
                  }
                });
  }

  /** Whether a condition of a pod is true. */
  static boolean is(Pod pod, String condition) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(one -> one.getType().equals(condition) && one.getStatus().equals("True"));
  }

  private void begin(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() == null
        && is(pod, "ContainersReady")
        && plays.test(pod)
        && registered.add(pod.getMetadata().getName())) {
      threads.execute(() -> register(pod));
    }
  }

  private void register(Pod pod) {
    try {
      while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        var status = tryToRegister(pod);
        if (status.isPresent() && status.get() < 500) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The status of the answer; empty when there was none, or no token. */
  private Optional<Integer> tryToRegister(Pod pod) {
    var container = pod.getSpec().getContainers().getFirst();
    var secret =
        admin
            .secrets()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(container.getEnvFrom().getFirst().getSecretRef().getName())
            .get();
    if (secret == null) {
      return Optional.empty();
    }
    var token =
        new String(
            Base64.getDecoder().decode(secret.getData().getOrDefault("SLIPWAY_TOKEN", "")),
            StandardCharsets.UTF_8);
    try (var client = new Client(server.get())) {
      return Optional.of(
          client
              .post(
                  "/runtime/v1/registrations",
                  """
                  {"provider": "%s", "version": "%s", "instance_id": "%s"}
                  """
                      .formatted(
                          variable(pod, "SLIPWAY_PROVIDER"),
                          variable(pod, "SLIPWAY_VERSION"),
                          pod.getMetadata().getName()),
                  "Authorization",
                  "Bearer " + token)
              .status());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  static String variable(Pod pod, String name) {
    return pod.getSpec().getContainers().getFirst().getEnv().stream()
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Override
  public void close() {
    over.countDown();
    pods.close();
    threads.close();
  }
}

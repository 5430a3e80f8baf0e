package dev.slipway.adaptersk8s;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is asked of the API server, and nothing that {@code docs/kubernetes/rbac.yaml} does not
 * allow: Secrets are never read. Throws what the client throws. Thread-safe.
 */
final class Cluster implements AutoCloseable {

  /**
   * A resource version that no object has: who applies with it creates, and is refused when there
   * is an object already. The first revision of etcd is older than anything in it.
   */
  static final String MUST_NOT_EXIST = "1";

  private static final int CONFLICT = 409;
  private static final int GONE = 404;
  private static final int BUSY = 429;
  private static final int BROKEN = 500;
  private static final int UNAUTHORIZED = 401;
  private static final int FIRST_RETRY_MILLIS = 100;

  /** What was seen is looked at again so often, without asking anybody. */
  private static final Duration REVIEW = Duration.ofSeconds(30);

  private final KubernetesClient client;

  private Cluster(KubernetesClient client) {
    this.client = client;
  }

  /** Knows the cluster; asks nothing yet. */
  static Cluster of(KubernetesSettings settings) {
    Config found =
        settings
            .kubeconfig()
            .map(Path::toFile)
            .map(Config::fromKubeconfig)
            .orElseGet(() -> Config.autoConfigure(null));
    return new Cluster(
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(found)
                    .withRequestRetryBackoffInterval(FIRST_RETRY_MILLIS)
                    .withRequestRetryBackoffLimit(retries(settings.reaching()))
                    .withWatchReconnectInterval(FIRST_RETRY_MILLIS)
                    // A WebSocket that is cut right after it was opened is never told to be closed.
                    .withOnlyHttpWatches(true)
                    .build())
            .withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor(RetryAfter.NAME, new RetryAfter()))
            .build());
  }

  /** Waits double from 100 ms to 3.2 s. */
  private static int retries(Duration time) {
    int retries = 0;
    long wait = FIRST_RETRY_MILLIS;
    for (long spent = 0; spent < time.toMillis(); spent += wait) {
      wait = Math.min(wait * 2, FIRST_RETRY_MILLIS * 32);
      retries++;
    }
    return retries;
  }

  /** Where it is. */
  String address() {
    return client.getMasterUrl().toString();
  }

  // -- What was refused, and why -------------------------------------------------------------

  /** Whether somebody else was faster: look again, and decide again. */
  static boolean isContended(KubernetesClientException e) {
    return e.getCode() == CONFLICT;
  }

  /** Whether the cluster could not be asked at all. */
  static boolean isUnreachable(KubernetesClientException e) {
    return e.getCode() <= 0
        || e.getCode() == BUSY
        || e.getCode() == UNAUTHORIZED
        || e.getCode() >= BROKEN;
  }

  static boolean isGone(KubernetesClientException e) {
    return e.getCode() == GONE;
  }

  // -- Looking -------------------------------------------------------------------------------

  /** Its version; asks the cluster. */
  String version() {
    return client.getKubernetesVersion().getGitVersion();
  }

  /**
   * Whether the API server says that it has begun with everything, reading its rules of access
   * among it. Anybody who is known may ask, as soon as it has read that very rule.
   */
  boolean isReady() {
    try {
      return client.raw("/readyz") != null;
    } catch (KubernetesClientException e) {
      if (isUnreachable(e)) {
        throw e;
      }
      return false;
    }
  }

  Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(client.namespaces().withName(name).get());
  }

  Optional<Deployment> deployment(String namespace, String name) {
    return Optional.ofNullable(
        client.apps().deployments().inNamespace(namespace).withName(name).get());
  }

  List<Pod> pods(String namespace, Map<String, String> labels) {
    return client.pods().inNamespace(namespace).withLabels(labels).list().getItems();
  }

  /** From which template the pods of a rollout were made, to be applied again. */
  Optional<PodTemplateSpec> template(String namespace, Map<String, String> labels, long rollout) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(namespace)
        .withLabels(labels)
        .withLabel(Names.ROLLOUT, Long.toString(rollout))
        .list()
        .getItems()
        .stream()
        .max(Comparator.comparing((ReplicaSet set) -> set.getMetadata().getCreationTimestamp()))
        .map(
            set ->
                new PodTemplateSpecBuilder(set.getSpec().getTemplate())
                    .editMetadata()
                    .removeFromLabels("pod-template-hash")
                    .endMetadata()
                    .build());
  }

  SharedIndexInformer<Deployment> deployments(
      Map<String, String> labels, ResourceEventHandler<Deployment> handler) {
    return client
        .apps()
        .deployments()
        .inAnyNamespace()
        .withLabels(labels)
        .runnableInformer(REVIEW.toMillis())
        .addEventHandler(handler);
  }

  SharedIndexInformer<Pod> pods(Map<String, String> labels, ResourceEventHandler<Pod> handler) {
    return client
        .pods()
        .inAnyNamespace()
        .withLabels(labels)
        .runnableInformer(REVIEW.toMillis())
        .addEventHandler(handler);
  }

  // -- Changing ------------------------------------------------------------------------------

  /** Whether it was created; it is not when there was one already. */
  boolean create(Namespace namespace) {
    try {
      client.resource(namespace).create();
      return true;
    } catch (KubernetesClientException e) {
      if (isContended(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Server-side apply: what we do not name any more goes, and what others set stays. */
  <T extends HasMetadata> T apply(T object) {
    return client.resource(object).fieldManager(Names.MANAGER).forceConflicts().serverSideApply();
  }

  void openGate(Pod gate) {
    client
        .resource(gate)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(Names.MANAGER)
                .withForce(true)
                .build());
  }

  /** Writes over what stands there, and never makes anew. */
  void overwrite(Secret part) {
    client.resource(part).patch(PatchContext.of(PatchType.JSON_MERGE));
  }

  // -- Removing ------------------------------------------------------------------------------

  /** Deletes a Deployment as it was seen; it goes when its pods have gone. */
  void delete(Deployment seen) {
    var metadata = seen.getMetadata();
    raw(
        "/apis/apps/v1/namespaces/"
            + metadata.getNamespace()
            + "/deployments/"
            + metadata.getName(),
        new DeleteOptionsBuilder()
            .withPropagationPolicy("Foreground")
            .withNewPreconditions()
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .endPreconditions()
            .build());
  }

  /** Ends rollouts at once, with their pods. */
  void endRollouts(String namespace, Map<String, String> labels, Collection<Long> rollouts) {
    if (!rollouts.isEmpty()) {
      deleteAll("/apis/apps/v1", namespace, "replicasets", selector(labels) + in(rollouts));
    }
  }

  /** Removes the Secrets of rollouts. */
  void deleteSecrets(String namespace, Map<String, String> labels, Collection<Long> rollouts) {
    deleteAll("/api/v1", namespace, "secrets", selector(labels) + in(rollouts));
  }

  /** Removes whatever has these labels, beside Deployments and what they own. */
  void deleteRest(String namespace, Map<String, String> labels) {
    for (var kind : List.of("services", "secrets", "serviceaccounts")) {
      deleteAll("/api/v1", namespace, kind, selector(labels));
    }
  }

  private void deleteAll(String group, String namespace, String kind, String selector) {
    raw(
        group
            + "/namespaces/"
            + namespace
            + "/"
            + kind
            + "?labelSelector="
            + URLEncoder.encode(selector, StandardCharsets.UTF_8),
        new DeleteOptionsBuilder().withPropagationPolicy("Background").build());
  }

  private static String selector(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private static String in(Collection<Long> rollouts) {
    return rollouts.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "," + Names.ROLLOUT + " in (", ")"));
  }

  private void raw(String path, DeleteOptions options) {
    try {
      var unused = client.raw(path, "DELETE", options);
    } catch (KubernetesClientException e) {
      if (!isGone(e)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.slipway.adaptersk8s;

import static dev.slipway.adaptersk8s.RealCluster.INCARNATION;
import static dev.slipway.adaptersk8s.RealCluster.STORE;
import static dev.slipway.adaptersk8s.RealCluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of an installation's pods, seen by somebody who watches them all the time. */
class RolloutsTest {

  private static final Effect DONE = new Effect.Done();

  private final RealCluster cluster = RealCluster.open();
  private final KubernetesRuntimes runtimes = cluster.start();

  @AfterEach
  void everything_goes() {
    cluster.close();
  }

  @Nested
  class when_it_is_installed {

    @Test
    void its_pod_is_not_ready_before_it_has_registered() {
      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);
      settled(1);

      assertThat(cluster.pods()).noneMatch(pod -> Caretaker.is(pod, "Ready"));
      assertThat(runtimes.promote(STORE, INCARNATION, 1, 1)).isEqualTo(DONE);
      RealCluster.await(runtimes, STORE, seen -> seen.readyReplicas() == 1);
    }

    @Test
    void its_namespace_is_labelled_and_restricted() {
      runtimes.apply(deployment(1));

      var namespace = cluster.admin().namespaces().withName(cluster.namespace()).get();
      assertThat(namespace.getMetadata().getLabels())
          .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
          .containsEntry("slipway.dev/organization", "org")
          .containsEntry("app.kubernetes.io/managed-by", "slipway");
    }

    @Test
    void config_and_token_stand_in_the_secret_alone() {
      runtimes.apply(configured(1, Map.of("PLANTED", "planted-value")));
      settled(1);

      var withValue =
          cluster.left().stream()
              .filter(object -> text(object).contains("planted-value"))
              .map(HasMetadata::getKind)
              .toList();
      var withToken =
          cluster.left().stream()
              .filter(object -> text(object).contains("token-of-rollout-1"))
              .map(HasMetadata::getKind)
              .toList();
      assertThat(withValue).containsExactly("Secret");
      assertThat(withToken).containsExactly("Secret");
    }

    @Test
    void a_namespace_of_somebody_else_is_left_alone() {
      cluster
          .admin()
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(cluster.namespace())
                  .endMetadata()
                  .build())
          .create();

      var effect = runtimes.apply(deployment(1));

      assertThat(effect).isInstanceOf(Effect.Failed.class);
      assertThat(cluster.left()).isEmpty();
      cluster.admin().namespaces().withName(cluster.namespace()).delete();
    }
  }

  @Nested
  class when_it_is_upgraded {

    @Test
    void the_old_pod_is_ready_until_the_new_one_has_registered() throws InterruptedException {
      serving(1);
      try (var watched = new Watched()) {
        assertThat(runtimes.apply(deployment(2))).isEqualTo(DONE);
        settled(2);
        var before = watched.ready();

        assertThat(runtimes.promote(STORE, INCARNATION, 2, 2)).isEqualTo(DONE);

        settled(1);
        assertThat(before).containsExactly("1");
        assertThat(watched.ready()).containsExactly("2");
        assertThat(watched.moments()).isNotEmpty().noneMatch(List::isEmpty);
      }
    }

    @Test
    void the_secret_of_what_served_goes_with_its_pods() {
      serving(1);
      runtimes.apply(deployment(2));
      settled(2);

      runtimes.promote(STORE, INCARNATION, 2, 2);

      settled(1);
      cluster.until(() -> cluster.left().stream().filter(Secret.class::isInstance).count() == 1);
    }

    @Test
    void an_image_that_never_arrives_is_told_and_what_serves_goes_on() throws InterruptedException {
      serving(1);
      var serving = names();
      try (var watched = new Watched()) {
        runtimes.apply(deployment(2, "registry.example/missing:2"));

        var seen = RealCluster.await(runtimes, STORE, one -> !one.trouble().isEmpty());

        assertThat(seen.trouble()).isEqualTo("image pull");
        assertThat(seen.readyReplicas()).isEqualTo(1);
        goneBack(serving, watched);
      }
    }

    @Test
    void a_crash_loop_is_told_and_what_serves_goes_on() throws InterruptedException {
      serving(1);
      var serving = names();
      try (var watched = new Watched()) {
        runtimes.apply(deployment(2, "registry.example/crashing:2"));

        var seen = RealCluster.await(runtimes, STORE, one -> !one.trouble().isEmpty());

        assertThat(seen.trouble()).isEqualTo("crash loop");
        goneBack(serving, watched);
      }
    }

    private void goneBack(List<String> serving, Watched watched) throws InterruptedException {
      var back =
          runtimes.apply(deployment(STORE, 3, 1, true, "registry.example/runtime:1", Map.of()));

      assertThat(back).isEqualTo(DONE);
      settled(1);
      assertThat(names()).isEqualTo(serving);
      assertThat(watched.moments()).noneMatch(List::isEmpty);
      assertThat(runtimes.observe(STORE).orElseThrow().trouble()).isEmpty();
    }
  }

  @Nested
  class when_what_serves_is_not_available {

    @Test
    void its_pod_comes_back_and_waits_until_it_has_registered_again() {
      serving(1);
      var old = names();
      cluster.pods().forEach(pod -> cluster.admin().resource(pod).delete());
      RealCluster.await(runtimes, STORE, seen -> !names().equals(old));
      settled(1);
      assertThat(runtimes.observe(STORE).orElseThrow().readyReplicas()).isZero();

      assertThat(runtimes.promote(STORE, INCARNATION, 1, 1)).isEqualTo(DONE);

      RealCluster.await(runtimes, STORE, seen -> seen.readyReplicas() == 1);
    }

    @Test
    void going_back_ends_the_candidate_all_the_same() {
      serving(1);
      var old = names();
      cluster.pods().forEach(pod -> cluster.admin().resource(pod).delete());
      RealCluster.await(runtimes, STORE, seen -> !names().equals(old));
      settled(1);
      runtimes.apply(deployment(2));
      settled(2);

      runtimes.apply(deployment(STORE, 3, 1, true, "registry.example/runtime:1", Map.of()));

      settled(1);
      assertThat(cluster.pods())
          .allMatch(pod -> Manifests.rollout(pod.getMetadata()).orElseThrow() == 1);
    }
  }

  @Nested
  class when_it_is_removed {

    @Test
    void nothing_is_left() {
      serving(1);
      runtimes.apply(deployment(2));
      settled(2);

      assertThat(runtimes.remove(STORE, INCARNATION, 3)).isEqualTo(DONE);

      assertThat(cluster.left()).isEmpty();
    }
  }

  @Nested
  class when_another_server_works_too {

    private final KubernetesRuntimes other = cluster.start();

    @Test
    void it_sees_what_was_brought_out() {
      runtimes.apply(deployment(1));

      RealCluster.await(other, STORE, seen -> seen.candidate().isPresent());
    }

    @Test
    void a_late_worker_of_it_undoes_nothing() {
      serving(2);

      assertThat(other.apply(deployment(1))).isEqualTo(new Effect.Superseded(2));
      assertThat(other.promote(STORE, INCARNATION, 1, 2)).isEqualTo(new Effect.Superseded(2));
      assertThat(other.remove(STORE, INCARNATION, 1)).isEqualTo(new Effect.Superseded(2));
    }

    @Test
    void a_gate_that_the_first_one_could_not_open_is_opened() {
      serving(1);
      runtimes.close();
      cluster.pods().forEach(pod -> cluster.shut(pod));

      RealCluster.await(
          other,
          STORE,
          seen -> seen.readyReplicas() == 1 && cluster.pods().stream().allMatch(Caretaker::isOpen));
    }
  }

  // -- The words of this page ----------------------------------------------------------------

  private Observed serving(long number) {
    assertThat(runtimes.apply(deployment(number))).isEqualTo(DONE);
    settled(1);
    assertThat(runtimes.promote(STORE, INCARNATION, number, number)).isEqualTo(DONE);
    return RealCluster.await(
        runtimes, STORE, seen -> seen.readyReplicas() == 1 && runtimes.isSettled(STORE));
  }

  private void settled(int pods) {
    RealCluster.await(
        runtimes, STORE, seen -> runtimes.isSettled(STORE) && cluster.pods().size() == pods);
  }

  private List<String> names() {
    return cluster.pods().stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private static Deployment configured(long number, Map<String, String> config) {
    return deployment(STORE, number, number, false, "registry.example/runtime:1", config);
  }

  private static String text(HasMetadata object) {
    var text = new StringBuilder(object.toString());
    if (object instanceof Secret secret) {
      secret
          .getData()
          .values()
          .forEach(
              value ->
                  text.append(
                      new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return text.toString();
  }

  /** Sees every pod at every moment, and which rollouts had one that was ready. */
  private final class Watched implements AutoCloseable {

    private final Map<String, Pod> pods = new ConcurrentHashMap<>();
    private final List<List<String>> moments = new CopyOnWriteArrayList<>();
    private final AutoCloseable watch;

    Watched() throws InterruptedException {
      var list = cluster.admin().pods().inNamespace(cluster.namespace()).list();
      list.getItems().forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
      note();
      var begun = new CountDownLatch(1);
      watch =
          cluster
              .admin()
              .pods()
              .inNamespace(cluster.namespace())
              .withResourceVersion(list.getMetadata().getResourceVersion())
              .watch(
                  new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, Pod pod) {
                      if (action == Action.DELETED) {
                        pods.remove(pod.getMetadata().getName());
                      } else {
                        pods.put(pod.getMetadata().getName(), pod);
                      }
                      note();
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                      moments.add(List.of());
                    }

                    @Override
                    public void onClose() {
                      begun.countDown();
                    }
                  });
      assertThat(begun.await(0, TimeUnit.SECONDS)).isFalse();
    }

    private synchronized void note() {
      moments.add(ready());
    }

    List<String> ready() {
      var ready = new ArrayList<String>();
      pods.values().stream()
          .filter(pod -> Caretaker.is(pod, "Ready"))
          .map(pod -> String.valueOf(Manifests.rollout(pod.getMetadata()).orElseThrow()))
          .sorted()
          .forEach(ready::add);
      return ready;
    }

    List<List<String>> moments() {
      return List.copyOf(moments);
    }

    @Override
    public void close() {
      try {
        watch.close();
      } catch (Exception e) {
        throw new AssertionError("the watch could not be closed", e);
      }
    }
  }
}

package dev.slipway.adaptersk8s;

import static dev.slipway.adaptersk8s.RealCluster.INCARNATION;
import static dev.slipway.adaptersk8s.RealCluster.STORE;
import static dev.slipway.adaptersk8s.RealCluster.deployment;
import static dev.slipway.adaptersk8s.TinyApiServer.asks;
import static dev.slipway.adaptersk8s.TinyApiServer.watches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptersk8s.TinyApiServer.Asked;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real API server cannot be made to do on demand: to refuse for a while, to break, to drop a
 * watch. Nothing is swallowed, nothing is asked again without a pause, and no event is lost.
 */
class ApiFaultsTest {

  private static final Effect DONE = new Effect.Done();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TinyApiServer cluster = new TinyApiServer();
  private final KubernetesSettings settings =
      KubernetesSettings.of(
              () -> "http://slipway.example:8000", (installation, incarnation, rollout) -> "fresh")
          .reachedBy(cluster.kubeconfig())
          .withNamespacePrefix("tiny-")
          .withPatience(Duration.ofSeconds(60), Duration.ofMillis(700));
  private final KubernetesRuntimes runtimes =
      KubernetesRuntimes.start(settings, InstantSource.system());

  @AfterEach
  void everything_ends() {
    runtimes.close();
    cluster.close();
  }

  @Nested
  class when_it_is_asked_too_much {

    @Test
    void it_is_asked_again_when_it_said_and_no_sooner() {
      cluster.refusesOnce(asks("PATCH", "secrets"), 429, 1);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);

      var tries = cluster.asked(asks("PATCH", "secrets"));
      assertThat(tries).hasSize(2);
      assertThat(between(tries)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void a_read_is_asked_again_too() {
      cluster.refusesOnce(asks("GET", "deployments").and(watches().negate()), 429, 1);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);
    }

    @Test
    void in_the_end_it_is_said_that_it_could_not_be_asked() {
      cluster.refuses(watches().negate(), 429);

      assertThatThrownBy(() -> runtimes.apply(deployment(1)))
          .isInstanceOf(RuntimeUnavailable.class);

      assertThat(cluster.asked(asks("GET", "namespaces"))).hasSizeBetween(2, 6);
    }
  }

  @Nested
  class when_it_breaks {

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void it_is_asked_again(int status) {
      cluster.refusesOnce(asks("PATCH", "deployments"), status, 0);
      cluster.refusesOnce(asks("PATCH", "services"), status, 0);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);
      assertThat(runtimes.observe(STORE).orElseThrow().candidate()).contains(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespaces", "deployments", "secrets", "services", "serviceaccounts"})
    void in_the_end_it_is_said_that_it_could_not_be_asked(String kind) {
      cluster.refuses(request -> request.kind().equals(kind) && !request.watches(), 500);

      assertThatThrownBy(() -> runtimes.apply(deployment(1)))
          .isInstanceOf(RuntimeUnavailable.class);

      cluster.recovers();
      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);
    }

    @Test
    void promotions_and_removals_say_so_too() {
      runtimes.apply(deployment(1));
      cluster.refuses(watches().negate(), 500);

      assertThatThrownBy(() -> runtimes.promote(STORE, INCARNATION, 1, 1))
          .isInstanceOf(RuntimeUnavailable.class);
      assertThatThrownBy(() -> runtimes.remove(STORE, INCARNATION, 2))
          .isInstanceOf(RuntimeUnavailable.class);

      cluster.recovers();
      assertThat(runtimes.promote(STORE, INCARNATION, 1, 1)).isEqualTo(DONE);
      assertThat(runtimes.remove(STORE, INCARNATION, 2)).isEqualTo(DONE);
      assertThat(cluster.writes("deployments")).isEqualTo(4);
    }

    @Test
    void what_was_done_although_it_was_refused_is_not_done_twice() {
      cluster.doesAndRefusesOnce(asks("PATCH", "deployments"), 500);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);

      assertThat(runtimes.observe(STORE).orElseThrow().generation()).isEqualTo(1);
      assertThat(cluster.writes("deployments")).isEqualTo(2);
    }

    @Test
    void a_gate_that_could_not_be_opened_is_opened_when_anything_is_seen_of_it_again() {
      runtimes.apply(deployment(1));
      cluster.put(pod("store-a", false));
      cluster.refuses(asks("PATCH", "pods"), 500);
      assertThatThrownBy(() -> runtimes.promote(STORE, INCARNATION, 1, 1))
          .isInstanceOf(RuntimeUnavailable.class);

      cluster.recovers();
      cluster.put(pod("store-a", true));

      cluster.awaitPod(Caretaker::isOpen);
    }
  }

  /** It knows no rule then, and refuses everybody what anybody may do later. */
  @Nested
  class when_it_has_just_started {

    private static final Predicate<Asked> READY = asks("GET", "readyz");
    private static final Effect MISSING =
        new Effect.Failed("a rule is missing in RBAC: Slipway may not get namespaces");

    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void it_is_asked_again_once_it_is_ready(int status) {
      cluster.refuses(asks("GET", "namespaces").and(any -> cluster.asked(READY).size() < 2), 403);
      cluster.refusesOnce(READY, status, 0);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);
    }

    @Test
    void it_could_not_be_asked_when_it_does_not_become_ready() {
      cluster.refuses(asks("GET", "namespaces"), 403);
      cluster.refuses(READY, 500);

      assertThatThrownBy(() -> runtimes.apply(deployment(1)))
          .isInstanceOf(RuntimeUnavailable.class);
    }

    @Test
    void a_rule_that_is_missing_when_it_is_ready_is_named() {
      cluster.refuses(asks("GET", "namespaces"), 403);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(MISSING);
      assertThat(cluster.asked(READY)).hasSize(1);
    }

    @Test
    void a_rule_that_is_missing_is_named_also_when_it_never_says_whether_it_is_ready() {
      cluster.refuses(asks("GET", "namespaces"), 403);
      cluster.refuses(READY, 403);

      assertThat(runtimes.apply(deployment(1))).isEqualTo(MISSING);
    }
  }

  @Nested
  class when_a_watch_is_dropped {

    @Test
    void what_happens_afterwards_is_seen() {
      runtimes.apply(deployment(1));
      runtimes.promote(STORE, INCARNATION, 1, 1);

      cluster.endsWatches();
      cluster.put(pod("store-a", true));

      awaitReady(1);
    }

    @Test
    void what_happened_while_there_was_none_is_seen() {
      runtimes.apply(deployment(1));
      runtimes.promote(STORE, INCARNATION, 1, 1);
      cluster.put(pod("store-a", true));
      awaitReady(1);

      cluster.refuses(watches(), 500);
      cluster.endsWatches();
      cluster.remove(pod("store-a", true));
      cluster.put(pod("store-b", true));
      cluster.put(pod("store-c", true));
      cluster.recovers();

      awaitReady(2);
    }

    @Test
    void what_the_cluster_has_forgotten_is_looked_up() {
      runtimes.apply(deployment(1));
      runtimes.promote(STORE, INCARNATION, 1, 1);
      cluster.put(pod("store-a", true));
      awaitReady(1);

      cluster.refuses(watches(), 500);
      cluster.endsWatches();
      cluster.remove(pod("store-a", true));
      cluster.put(pod("store-b", true));
      cluster.put(pod("store-c", true));
      cluster.forgets();
      cluster.recovers();

      awaitReady(2);
    }

    @Test
    void a_watch_that_is_told_to_be_too_old_begins_anew() {
      runtimes.apply(deployment(1));
      runtimes.promote(STORE, INCARNATION, 1, 1);

      cluster.expiresWatches();
      cluster.put(pod("store-a", true));
      awaitReady(1);
      cluster.put(pod("store-b", true));

      awaitReady(2);
    }

    @Test
    void a_socket_that_was_cut_is_missed() {
      try (var cable = new Cable(cluster.address());
          var far =
              KubernetesRuntimes.start(
                  settings.reachedBy(TinyApiServer.kubeconfig(cable.port())),
                  InstantSource.system())) {
        runtimes.apply(deployment(1));
        runtimes.promote(STORE, INCARNATION, 1, 1);

        cable.cut();
        cluster.put(pod("store-a", true));
        cluster.forgets();
        cable.mend();

        assertThat(
                far.seen(
                    PATIENCE,
                    () -> far.observe(STORE).filter(seen -> seen.readyReplicas() == 1).isPresent()))
            .isTrue();
      }
    }

    @Test
    void a_cluster_that_refuses_every_watch_is_asked_with_pauses() {
      cluster.refuses(watches(), 500);
      cluster.endsWatches();

      var tries = cluster.awaitAsked(podWatches(), 5);

      assertThat(between(tries)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void a_cluster_that_ends_every_watch_at_once_is_asked_with_pauses() {
      cluster.endsWatchesAtOnce();

      var tries = cluster.awaitAsked(podWatches(), 6);

      assertThat(between(tries)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    private static Predicate<Asked> podWatches() {
      return watches().and(request -> request.kind().equals("pods"));
    }
  }

  // -- The words of this page ----------------------------------------------------------------

  private static Duration between(List<Asked> requests) {
    return Duration.ofNanos(requests.getLast().at() - requests.getFirst().at());
  }

  private void awaitReady(int pods) {
    var seen =
        runtimes.seen(
            PATIENCE,
            () -> runtimes.observe(STORE).filter(one -> one.readyReplicas() == pods).isPresent());
    assertThat(seen).as("seen instead: %s", runtimes.observe(STORE)).isTrue();
  }

  /** A pod of the store's first rollout, as the cluster would bring it up. */
  private static Pod pod(String name, boolean ready) {
    var names = new Names("tiny-");
    var standing = Standing.none(STORE, INCARNATION, Instant.EPOCH);
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace(STORE.organization()))
        .withName(name)
        .withLabels(names.installation(STORE, INCARNATION))
        .addToLabels(Names.ROLLOUT, "1")
        .addToAnnotations(Names.ORGANIZATION, standing.id().organization().value())
        .addToAnnotations(Names.PROVIDER, standing.id().provider().canonical())
        .endMetadata()
        .withNewSpec()
        .withNodeName("node")
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }
}

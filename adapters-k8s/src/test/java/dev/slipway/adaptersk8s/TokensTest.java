package dev.slipway.adaptersk8s;

import static dev.slipway.adaptersk8s.RealCluster.INCARNATION;
import static dev.slipway.adaptersk8s.RealCluster.STORE;
import static dev.slipway.adaptersk8s.RealCluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The token that a container finds when it starts again, at whatever hour: nobody is told before,
 * so the one in the Secret must hold all the time.
 */
class TokensTest {

  private static final Effect DONE = new Effect.Done();

  private final RealCluster cluster = RealCluster.open();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final KubernetesRuntimes runtimes = start();

  /** A server whose tokens say when they were made. */
  private KubernetesRuntimes start() {
    return cluster.start(
        KubernetesSettings.of(
                () -> "http://slipway.example:8000",
                (installation, incarnation, rollout) -> "made-at-" + now.get())
            .reachedBy(cluster.operator())
            .withNamespacePrefix(cluster.prefix()),
        now::get);
  }

  @AfterEach
  void everything_goes() {
    cluster.close();
  }

  @Test
  void nothing_happens_for_hours_and_the_token_holds() {
    serving();

    now.updateAndGet(time -> time.plus(Duration.ofHours(5)));

    cluster.until(() -> token(1).equals("made-at-" + now.get()));
  }

  @Test
  void a_pod_that_is_lost_hours_later_finds_a_token_that_holds() {
    serving();
    now.updateAndGet(time -> time.plus(Duration.ofHours(5)));

    cluster.pods().forEach(pod -> cluster.admin().resource(pod).delete());

    cluster.until(() -> token(1).equals("made-at-" + now.get()));
  }

  @Test
  void what_serves_while_something_newer_is_brought_out_finds_one_too() {
    serving();
    assertThat(runtimes.apply(deployment(2, "registry.example/missing:2"))).isEqualTo(DONE);
    RealCluster.await(runtimes, STORE, seen -> seen.candidate().isPresent());

    now.updateAndGet(time -> time.plus(Duration.ofHours(1)));

    cluster.until(
        () -> token(1).equals("made-at-" + now.get()) && token(2).equals("made-at-" + now.get()));
  }

  @Test
  void a_server_that_starts_after_all_were_down_renews_what_has_ended() {
    serving();
    runtimes.close();
    now.updateAndGet(time -> time.plus(Duration.ofDays(1)));

    start();

    cluster.until(() -> token(1).equals("made-at-" + now.get()));
  }

  private void serving() {
    assertThat(runtimes.apply(deployment(1))).isEqualTo(DONE);
    RealCluster.await(runtimes, STORE, seen -> runtimes.isSettled(STORE));
    assertThat(runtimes.promote(STORE, INCARNATION, 1, 1)).isEqualTo(DONE);
    RealCluster.await(runtimes, STORE, seen -> seen.readyReplicas() == 1);
  }

  /** What a container of a rollout would find now. */
  private String token(long rollout) {
    var secret =
        cluster
            .admin()
            .secrets()
            .inNamespace(cluster.namespace())
            .withName(Names.secret(STORE.provider(), rollout))
            .get();
    return new String(
        Base64.getDecoder().decode(secret.getData().get(Manifests.TOKEN)), StandardCharsets.UTF_8);
  }
}

package dev.slipway.adaptersk8s;

import static dev.slipway.adaptersk8s.RealCluster.INCARNATION;
import static dev.slipway.adaptersk8s.RealCluster.STORE;
import static dev.slipway.adaptersk8s.RealCluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A cluster that cannot be reached for a while. What runs there goes on. */
class OutagesTest {

  private final RealCluster cluster = RealCluster.open();

  @AfterEach
  void everything_goes() {
    cluster.close();
  }

  @Test
  void a_watch_that_was_cut_sees_what_happened_meanwhile() {
    var master = cluster.admin().getMasterUrl();
    try (var cable = new Cable(new InetSocketAddress(master.getHost(), master.getPort()))) {
      var far = cluster.start(cluster.settings().reachedBy(through(cable)));
      var near = cluster.start();
      assertThat(far.apply(deployment(1))).isEqualTo(new Effect.Done());
      RealCluster.await(far, STORE, seen -> far.isSettled(STORE));

      cable.cut();
      assertThat(near.promote(STORE, INCARNATION, 1, 1)).isEqualTo(new Effect.Done());
      RealCluster.await(near, STORE, seen -> seen.readyReplicas() == 1);
      assertThat(far.observe(STORE).orElseThrow().serving()).isEmpty();
      cable.mend();

      RealCluster.await(far, STORE, seen -> seen.readyReplicas() == 1);
      cable.cut();
      assertThat(near.remove(STORE, INCARNATION, 2)).isEqualTo(new Effect.Done());
      cable.mend();
      cluster.until(() -> far.observe(STORE).isEmpty());
    }
  }

  @Test
  void what_does_not_reach_the_cluster_is_said_to_be_unknown() {
    var master = cluster.admin().getMasterUrl();
    try (var cable = new Cable(new InetSocketAddress(master.getHost(), master.getPort()))) {
      var far =
          cluster.start(
              cluster
                  .settings()
                  .reachedBy(through(cable))
                  .withPatience(Duration.ofSeconds(5), Duration.ofMillis(300)));
      cable.cut();

      assertThatThrownBy(() -> far.apply(deployment(1))).isInstanceOf(RuntimeUnavailable.class);
      assertThatThrownBy(() -> far.remove(STORE, INCARNATION, 1))
          .isInstanceOf(RuntimeUnavailable.class);
    }
  }

  @Test
  void an_api_server_that_is_killed_and_comes_back_is_waited_for() throws Exception {
    var controlPlane = ControlPlane.ofTests();
    var runtimes = cluster.start();
    assertThat(runtimes.apply(deployment(1))).isEqualTo(new Effect.Done());
    RealCluster.await(runtimes, STORE, seen -> runtimes.isSettled(STORE));
    assertThat(runtimes.promote(STORE, INCARNATION, 1, 1)).isEqualTo(new Effect.Done());
    RealCluster.await(runtimes, STORE, seen -> seen.readyReplicas() == 1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      controlPlane.run("stop-api");
      var upgrading = threads.submit(() -> runtimes.apply(deployment(2)));
      controlPlane.run("start-api");

      assertThat(upgrading.get(60, TimeUnit.SECONDS)).isEqualTo(new Effect.Done());
    }
    RealCluster.await(runtimes, STORE, seen -> runtimes.isSettled(STORE));
    assertThat(runtimes.promote(STORE, INCARNATION, 2, 2)).isEqualTo(new Effect.Done());
    RealCluster.await(
        runtimes, STORE, seen -> seen.readyReplicas() == 1 && runtimes.isSettled(STORE));
    assertThat(runtimes.remove(STORE, INCARNATION, 3)).isEqualTo(new Effect.Done());
    assertThat(cluster.left()).isEmpty();
  }

  private Path through(Cable cable) {
    return Accounts.through(cluster.admin(), "https://127.0.0.1:" + cable.port());
  }

  /** The control plane of {@code tools/kube} to which the tests were given the way. */
  private record ControlPlane(Path script, Path folder) {

    static ControlPlane ofTests() {
      var folder =
          Optional.ofNullable(RealCluster.kubeconfig().toAbsolutePath().getParent())
              .filter(parent -> Files.exists(parent.resolve("ports")));
      var script = Accounts.manifests().resolve("../../tools/kube/control-plane").normalize();
      Assumptions.assumeTrue(
          folder.isPresent() && Files.exists(script),
          "The API server is not one of tools/kube/control-plane, so no test may kill it");
      return new ControlPlane(script, folder.orElseThrow());
    }

    void run(String command) throws IOException, InterruptedException {
      var process =
          new ProcessBuilder(script.toString(), command, folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }
}

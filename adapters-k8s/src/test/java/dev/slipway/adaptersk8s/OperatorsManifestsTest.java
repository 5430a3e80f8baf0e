package dev.slipway.adaptersk8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manifests by which operators run Slipway itself, on a cluster that judges them. */
class OperatorsManifestsTest {

  private final RealCluster cluster = RealCluster.open();

  @AfterEach
  void everything_goes() {
    Accounts.load(cluster.admin(), "slipway.yaml")
        .forEach(object -> cluster.admin().resource(object).delete());
    cluster.close();
  }

  @Test
  void two_servers_run_under_restricted_pod_security() {
    Accounts.load(cluster.admin(), "slipway.yaml")
        .forEach(object -> cluster.admin().resource(object).forceConflicts().serverSideApply());

    cluster.until(
        () -> servers().stream().filter(pod -> Caretaker.is(pod, "ContainersReady")).count() == 2);

    assertThat(servers())
        .allSatisfy(
            pod -> {
              var container = pod.getSpec().getContainers().getFirst();
              assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("slipway");
              assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health");
              assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/ready");
            });
  }

  private List<Pod> servers() {
    return cluster
        .admin()
        .pods()
        .inNamespace("slipway")
        .withLabel("app.kubernetes.io/name", "slipway")
        .list()
        .getItems();
  }
}

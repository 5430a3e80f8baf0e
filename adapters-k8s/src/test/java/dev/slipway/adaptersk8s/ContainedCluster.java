package dev.slipway.adaptersk8s;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A Kubernetes in containers: the control plane of k3s, and kwok, which plays the nodes by the same
 * stages as {@code tools/kube/control-plane}, because the images of these tests do not exist. One
 * for all tests of a JVM; Testcontainers removes it afterwards.
 */
final class ContainedCluster {

  private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");
  private static final DockerImageName KWOK =
      DockerImageName.parse("registry.k8s.io/kwok/kwok:v0.8.0");

  /** What the control plane is called by the other container. */
  private static final String ALIAS = "k3s";

  private ContainedCluster() {}

  private static final class Started {
    static final Path KUBECONFIG = start();
  }

  /** An administrator's kubeconfig; the first time this takes a while. */
  static Path kubeconfig() {
    return Started.KUBECONFIG;
  }

  // Both go on until the JVM ends; whoever removes them is Testcontainers' own container.
  @SuppressWarnings("resource")
  private static Path start() {
    var network = Network.newNetwork();
    var plane = new K3sContainer(K3S).withNetwork(network).withNetworkAliases(ALIAS);
    plane
        .withCommand(
            "server",
            "--disable-agent",
            "--disable=coredns,local-storage,metrics-server,servicelb,traefik",
            "--tls-san=" + ALIAS,
            "--tls-san=" + plane.getHost())
        .waitingFor(Wait.forLogMessage(".*k3s is up and running.*", 1))
        .start();
    new GenericContainer<>(KWOK)
        .withNetwork(network)
        .withCopyToContainer(
            Transferable.of(plane.generateInternalKubeConfigYaml(ALIAS)), "/slipway/kubeconfig")
        .withCopyFileToContainer(
            MountableFile.forHostPath(tool("stages.yaml")), "/slipway/stages.yaml")
        .withCommand(
            "--kubeconfig=/slipway/kubeconfig",
            "--config=/slipway/stages.yaml",
            "--manage-all-nodes",
            "--node-lease-duration-seconds=40")
        .start();
    return withNode(plane.getKubeConfigYaml());
  }

  private static Path withNode(String kubeconfig) {
    try (var admin =
            new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
        var node = Files.newInputStream(tool("node.yaml"))) {
      admin.load(node).serverSideApply();
      var file = Files.createTempFile("slipway-k3s", ".kubeconfig");
      file.toFile().deleteOnExit();
      return Files.writeString(file, kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path tool(String file) {
    return Accounts.manifests().resolve("../../tools/kube").resolve(file).normalize();
  }
}

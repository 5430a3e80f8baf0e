package dev.slipway.adaptersk8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Accounts in a real cluster, as whom a server speaks to it. */
final class Accounts {

  private static final String NAMESPACE = "slipway";
  private static final long SECONDS = 3_600;

  private Accounts() {}

  /** The manifests that are given to operators. */
  static Path manifests() {
    var here = Path.of("").toAbsolutePath();
    var root = Files.exists(here.resolve("adapters-k8s")) ? here : here.resolve("..").normalize();
    return root.resolve("docs/kubernetes");
  }

  /** Slipway's own account, with the rights that operators are told to give it. */
  static Path slipway(KubernetesClient admin) {
    apply(admin, "namespace.yaml");
    apply(admin, "rbac.yaml");
    return kubeconfig(admin, "slipway");
  }

  /** An account that has Slipway's rights, but for some rules. */
  static Path without(KubernetesClient admin, String name, Predicate<PolicyRule> missing) {
    apply(admin, "namespace.yaml");
    var rules = role(admin).getRules().stream().filter(rule -> !missing.test(rule)).toList();
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .serverSideApply();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("", "ServiceAccount", name, NAMESPACE)
                .build())
        .serverSideApply();
    admin
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
    return kubeconfig(admin, name);
  }

  static ClusterRole role(KubernetesClient admin) {
    return load(admin, "rbac.yaml").stream()
        .filter(ClusterRole.class::isInstance)
        .map(ClusterRole.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void apply(KubernetesClient admin, String file) {
    load(admin, file).forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
  }

  static List<HasMetadata> load(KubernetesClient admin, String file) {
    try (var input = Files.newInputStream(manifests().resolve(file))) {
      return admin.load(input).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path kubeconfig(KubernetesClient admin, String account) {
    return kubeconfig(admin, admin.getMasterUrl().toString(), token(admin, account));
  }

  /** Slipway's own account, by another way to the cluster. */
  static Path through(KubernetesClient admin, String server) {
    return kubeconfig(admin, server, token(admin, "slipway"));
  }

  private static String token(KubernetesClient admin, String account) {
    return admin
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(SECONDS)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** A file by which somebody who has a token reaches the cluster at an address. */
  static Path kubeconfig(KubernetesClient admin, String server, String token) {
    try {
      var file = Files.createTempFile("slipway-test", ".kubeconfig");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: test
          clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
          contexts: [{name: test, context: {cluster: test, user: test}}]
          users: [{name: test, user: {token: "%s"}}]
          """
              .formatted(server, admin.getConfiguration().getCaCertData(), token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

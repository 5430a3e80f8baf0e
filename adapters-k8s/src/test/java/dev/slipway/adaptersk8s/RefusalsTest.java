package dev.slipway.adaptersk8s;

import static dev.slipway.adaptersk8s.RealCluster.INCARNATION;
import static dev.slipway.adaptersk8s.RealCluster.STORE;
import static dev.slipway.adaptersk8s.RealCluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cluster refuses, and how tenants are told. */
class RefusalsTest {

  private final RealCluster cluster = RealCluster.open();

  @AfterEach
  void everything_goes() {
    cluster.close();
  }

  @Test
  void a_quota_that_refuses_pods_is_told() {
    var runtimes = cluster.start();
    housed(runtimes);
    quota(Map.of("pods", new Quantity("0")));

    assertThat(runtimes.apply(deployment(1))).isEqualTo(new Effect.Done());

    var seen = RealCluster.await(runtimes, STORE, one -> !one.trouble().isEmpty());
    assertThat(seen.trouble()).startsWith("quota: exceeded quota: tiny, requested: pods=1");
  }

  @Test
  void a_quota_that_refuses_what_pods_need_fails_at_once() {
    var runtimes = cluster.start();
    housed(runtimes);
    quota(Map.of("count/secrets", new Quantity("0")));

    var effect = runtimes.apply(deployment(1));

    assertThat(reason(effect)).startsWith("quota: exceeded quota: tiny");
  }

  @Test
  void a_pod_for_which_there_is_no_room_is_told() {
    var settings = cluster.settings();
    var tiers = new EnumMap<>(settings.tiers());
    tiers.replaceAll((tier, share) -> new KubernetesSettings.Share("1000", "1Gi"));
    var runtimes = cluster.start(settings.withTiers(tiers));

    assertThat(runtimes.apply(deployment(1))).isEqualTo(new Effect.Done());

    var seen = RealCluster.await(runtimes, STORE, one -> !one.trouble().isEmpty());
    assertThat(seen.trouble()).startsWith("no room: ").contains("Insufficient cpu");
  }

  @Test
  void what_admission_refuses_is_told() {
    var runtimes = cluster.start();
    var name = cluster.prefix() + "policy";
    cluster.admin().resource(policy(name)).create();
    cluster.admin().resource(binding(name)).create();
    try {
      // A policy holds a while after it was made.
      var numbers = new AtomicLong();
      cluster.until(
          () -> runtimes.apply(deployment(numbers.incrementAndGet())) instanceof Effect.Failed);

      assertThat(reason(runtimes.apply(deployment(numbers.incrementAndGet()))))
          .startsWith("admission refused: ")
          .contains("no providers today");
    } finally {
      cluster.admin().resource(binding(name)).delete();
      cluster.admin().resource(policy(name)).delete();
    }
  }

  @Test
  void a_rule_that_is_missing_is_named() {
    var runtimes = as("no-secrets", rule -> rule.getResources().contains("secrets"));

    var effect = runtimes.apply(deployment(1));

    assertThat(reason(effect))
        .isEqualTo(
            "a rule is missing in RBAC: Slipway may not patch serviceaccounts in the namespace "
                + cluster.namespace());
  }

  @Test
  void without_the_rule_for_gates_promotion_fails_and_succeeds_later() {
    var poor = as("no-gates", rule -> rule.getResources().contains("pods/status"));
    assertThat(poor.apply(deployment(1))).isEqualTo(new Effect.Done());
    RealCluster.await(poor, STORE, seen -> poor.isSettled(STORE));

    var effect = poor.promote(STORE, INCARNATION, 1, 1);

    assertThat(reason(effect))
        .startsWith("a rule is missing in RBAC: Slipway may not patch pods/status");
    var rich = cluster.start();
    RealCluster.await(rich, STORE, seen -> seen.readyReplicas() == 1);
  }

  @Test
  void a_cluster_that_does_not_let_us_look_is_named_at_the_start() {
    var blind = blind("no-watch");

    assertThatThrownBy(() -> cluster.start(cluster.settings().reachedBy(blind)))
        .isInstanceOf(RuntimesNotStarted.class)
        .hasMessageContaining("a rule is missing in RBAC: Slipway may not list deployments");
  }

  @Test
  void a_cluster_that_does_not_answer_is_named_at_the_start() {
    var nowhere = Accounts.kubeconfig(cluster.admin(), "https://127.0.0.1:9", "token");

    assertThatThrownBy(() -> cluster.start(cluster.settings().reachedBy(nowhere)))
        .isInstanceOf(RuntimesNotStarted.class)
        .hasMessageContaining("https://127.0.0.1:9");
  }

  @Test
  void a_rule_more_than_these_is_not_needed() {
    for (var rule : Accounts.role(cluster.admin()).getRules()) {
      assertThat(rule.getVerbs()).doesNotContain("*");
      assertThat(rule.getResources()).doesNotContain("*");
      if (rule.getResources().contains("secrets")) {
        assertThat(rule.getVerbs()).doesNotContain("get", "list", "watch");
      }
    }
  }

  // -- The words of this page ----------------------------------------------------------------

  private KubernetesRuntimes as(String account, Predicate<PolicyRule> missing) {
    return cluster.start(
        cluster.settings().reachedBy(Accounts.without(cluster.admin(), account, missing)));
  }

  private Path blind(String account) {
    return Accounts.without(
        cluster.admin(), account, rule -> rule.getResources().contains("deployments"));
  }

  private static String reason(Effect effect) {
    return effect instanceof Effect.Failed(var reason) ? reason : effect.toString();
  }

  /** Makes the tenant's namespace. */
  private void housed(KubernetesRuntimes runtimes) {
    assertThat(runtimes.apply(deployment(1))).isEqualTo(new Effect.Done());
    assertThat(runtimes.remove(STORE, INCARNATION, 1)).isEqualTo(new Effect.Done());
  }

  private void quota(Map<String, Quantity> hard) {
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withNamespace(cluster.namespace())
            .withName("tiny")
            .endMetadata()
            .withNewSpec()
            .withHard(hard)
            .endSpec()
            .build();
    cluster.admin().resource(quota).create();
    cluster.until(
        () ->
            cluster.admin().resource(quota).get().getStatus() != null
                && cluster.admin().resource(quota).get().getStatus().getHard() != null
                && !cluster.admin().resource(quota).get().getStatus().getHard().isEmpty());
  }

  private HasMetadata policy(String name) {
    return cluster
        .admin()
        .load(
            stream(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %s}
                spec:
                  matchConstraints:
                    resourceRules:
                      - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
                  validations:
                    - {expression: "false", message: no providers today}
                """
                    .formatted(name)))
        .items()
        .getFirst();
  }

  private HasMetadata binding(String name) {
    return cluster
        .admin()
        .load(
            stream(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %s}
                spec:
                  policyName: %s
                  validationActions: [Deny]
                  matchResources:
                    namespaceSelector:
                      matchLabels: {app.kubernetes.io/instance: %s}
                """
                    .formatted(
                        name, name, cluster.prefix().substring(0, cluster.prefix().length() - 1))))
        .items()
        .getFirst();
  }

  private static InputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }
}

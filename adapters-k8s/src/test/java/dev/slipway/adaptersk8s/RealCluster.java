package dev.slipway.adaptersk8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * A real control plane, as {@code tools/kube/control-plane} starts it, or one in containers, and a
 * part of it that only one test sees. Where there is neither, the test that wants one is left out.
 */
final class RealCluster implements AutoCloseable {

  static final InstallationId STORE = id("org", "acme/store");
  static final Incarnation INCARNATION = new Incarnation("ins_1");

  private static final AtomicInteger PARTS = new AtomicInteger();
  private static final long STARTED = ProcessHandle.current().pid();

  private final String prefix = "t" + STARTED + "-" + PARTS.incrementAndGet() + "-";
  private final KubernetesClient admin;
  private final List<KubernetesRuntimes> servers = new ArrayList<>();
  private final AtomicInteger minted = new AtomicInteger();

  private final Path operator;

  private RealCluster(Path kubeconfig) {
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    operator = Accounts.slipway(admin);
  }

  static RealCluster open() {
    return new RealCluster(kubeconfig());
  }

  /** An administrator's; skips the test where there is none. */
  static Path kubeconfig() {
    return switch (Known.WHEREABOUTS) {
      case Whereabouts.Given(var kubeconfig) -> kubeconfig;
      case Whereabouts.Containers containers -> ContainedCluster.kubeconfig();
      case Whereabouts.Nowhere(var why) -> Assumptions.abort(why);
    };
  }

  /** Asked once, because an engine that does not answer takes its time. */
  private static final class Known {
    static final Whereabouts WHEREABOUTS =
        Whereabouts.of(
            Optional.ofNullable(System.getenv(Whereabouts.VARIABLE)),
            () -> DockerClientFactory.instance().isDockerAvailable());
  }

  String prefix() {
    return prefix;
  }

  /** Slipway's own account. */
  Path operator() {
    return operator;
  }

  KubernetesClient admin() {
    return admin;
  }

  KubernetesSettings settings() {
    return KubernetesSettings.of(
            () -> "http://slipway.example:8000",
            (id, incarnation, rollout) -> "fresh-" + minted.incrementAndGet())
        .reachedBy(operator)
        .withNamespacePrefix(prefix);
  }

  KubernetesRuntimes start() {
    return start(settings());
  }

  KubernetesRuntimes start(KubernetesSettings settings) {
    return start(settings, InstantSource.system());
  }

  KubernetesRuntimes start(KubernetesSettings settings, InstantSource clock) {
    var server = KubernetesRuntimes.start(settings, clock);
    servers.add(server);
    return server;
  }

  static InstallationId id(String organization, String provider) {
    return new InstallationId(new OrganizationId(organization), ProviderName.of(provider));
  }

  static SemVer version(long number) {
    return SemVer.of(number + ".0.0");
  }

  static Release release(ProviderName provider, SemVer version) {
    return new Release(
        new VersionId(provider, version),
        new WheelContent(
            WheelUrl.of("https://example.com/store-" + version.text() + "-py3-none-any.whl"),
            Optional.empty(),
            Optional.of("acme_store"),
            ProviderSchemas.NONE,
            Optional.empty(),
            List.of()),
        SemVer.of("1.0.0"),
        1,
        Instant.EPOCH);
  }

  /** A rollout of version {@code NUMBER.0.0} of the store. */
  static Deployment deployment(long number) {
    return deployment(STORE, number, number, false, "registry.example/runtime:1", Map.of());
  }

  static Deployment deployment(long number, String image) {
    return deployment(STORE, number, number, false, image, Map.of());
  }

  static Deployment deployment(
      InstallationId id,
      long by,
      long number,
      boolean served,
      String image,
      Map<String, String> config) {
    return new Deployment(
        id,
        INCARNATION,
        by,
        new Rollout(
            number,
            new Specification(
                version(number), ResourceTier.STANDARD, new InstallationConfig(config))),
        served,
        release(id.provider(), version(number)),
        image,
        new Deployment.Credentials("token-of-rollout-" + number));
  }

  String namespace() {
    return new Names(prefix).namespace(STORE.organization());
  }

  /** The pods of the store's namespace. */
  List<Pod> pods() {
    return admin.pods().inNamespace(namespace()).list().getItems();
  }

  /** Waits until an installation is seen so. */
  static Observed await(KubernetesRuntimes runtimes, InstallationId id, Predicate<Observed> so) {
    var seen = new CompletableFuture<Observed>();
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  var found =
                      runtimes.seen(
                          Duration.ofSeconds(60),
                          () -> runtimes.observe(id).filter(so).isPresent());
                  if (found) {
                    seen.complete(runtimes.observe(id).orElseThrow());
                  } else {
                    seen.completeExceptionally(
                        new TimeoutException("seen instead: " + runtimes.observe(id)));
                  }
                });
    try {
      return seen.get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("what was waited for did not come: " + waiting, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Looks again and again, with pauses, until something is so. */
  void until(BooleanSupplier so) {
    var end = Instant.now().plusSeconds(60);
    while (!so.getAsBoolean()) {
      assertThat(Instant.now()).as("what was waited for came in time").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Shuts the gate of a pod, as if it had never been opened. */
  void shut(Pod pod) {
    admin
        .pods()
        .resource(pod)
        .editStatus(
            now ->
                new PodBuilder(now)
                    .editStatus()
                    .editMatchingCondition(
                        condition -> condition.getType().equals(Names.REGISTERED))
                    .withStatus("False")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  /** Everything of ours that is left in the cluster, beside namespaces. */
  List<HasMetadata> left() {
    var labels = new Names(prefix).ours();
    return Stream.<List<? extends HasMetadata>>of(
            admin.apps().deployments().inAnyNamespace().withLabels(labels).list().getItems(),
            admin.apps().replicaSets().inAnyNamespace().withLabels(labels).list().getItems(),
            admin.pods().inAnyNamespace().withLabels(labels).list().getItems(),
            admin.services().inAnyNamespace().withLabels(labels).list().getItems(),
            admin.secrets().inAnyNamespace().withLabels(labels).list().getItems(),
            admin.serviceAccounts().inAnyNamespace().withLabels(labels).list().getItems())
        .<HasMetadata>flatMap(List::stream)
        .toList();
  }

  @Override
  public void close() {
    servers.forEach(KubernetesRuntimes::close);
    admin.namespaces().withLabels(new Names(prefix).ours()).delete();
    admin.close();
  }
}

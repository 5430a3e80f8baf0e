package dev.slipway.adaptersk8s;

import dev.slipway.adaptersk8s.Standing.Served;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.Deployment;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the objects of an installation look like. Pure: the same input renders the same objects.
 *
 * <p>Every object but the Deployment is owned by the Deployment, so that what a late worker leaves
 * behind is collected by the cluster itself. Config and token stand in the Secret alone.
 */
final class Manifests {

  static final String CONTAINER = "runtime";
  static final String TOKEN = "SLIPWAY_TOKEN";

  private static final List<String> DEFAULT_COMMAND =
      List.of("python", "-m", "pragma_runtime.entrypoint");

  /** Whom images run as when they name nobody, or root: nobody in particular. */
  private static final long USER = 65532;

  private static final long GRACE_SECONDS = 30;
  private static final String SCRATCH = "scratch";

  private final Names names;
  private final KubernetesSettings settings;

  Manifests(Names names, KubernetesSettings settings) {
    this.names = names;
    this.settings = settings;
  }

  Namespace namespace(Standing standing) {
    var organization = standing.id().organization();
    var labels = names.tenant(organization);
    labels.put("pod-security.kubernetes.io/enforce", "restricted");
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(names.namespace(organization))
        .withLabels(labels)
        .withAnnotations(Map.of(Names.ORGANIZATION, organization.value()))
        .endMetadata()
        .build();
  }

  ServiceAccount account(Standing standing, String ownerUid) {
    return new ServiceAccountBuilder()
        .withMetadata(owned(standing, ownerUid).build())
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /** Without an address of its own: a name by which the pods are found that have registered. */
  Service service(Standing standing, String ownerUid) {
    return new ServiceBuilder()
        .withMetadata(owned(standing, ownerUid).build())
        .withNewSpec()
        .withClusterIP("None")
        .withSelector(Names.selector(standing.id(), standing.incarnation()))
        .endSpec()
        .build();
  }

  Secret secret(Standing standing, Deployment asked, String ownerUid) {
    var rollout = asked.rollout().number();
    var data = new TreeMap<String, String>();
    asked
        .rollout()
        .specification()
        .config()
        .values()
        .forEach((key, value) -> data.put(key, encoded(value)));
    data.put(TOKEN, encoded(asked.credentials().token()));
    return new SecretBuilder()
        .withMetadata(
            owned(standing, ownerUid)
                .withName(Names.secret(standing.id().provider(), rollout))
                .addToLabels(Names.ROLLOUT, Long.toString(rollout))
                .build())
        .withType("Opaque")
        .withData(data)
        .build();
  }

  /** The token alone, to be written over the one that stands in a rollout's Secret. */
  Secret token(Standing standing, long rollout, String token) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace(standing.id().organization()))
        .withName(Names.secret(standing.id().provider(), rollout))
        .endMetadata()
        .withData(Map.of(TOKEN, encoded(token)))
        .build();
  }

  /**
   * A Deployment of pods like the template, with what it says of its installation.
   *
   * @param known the Deployment that must still be there unchanged; empty when there must be none
   * @param brought whether it may bring up pods: what they need is there
   */
  io.fabric8.kubernetes.api.model.apps.Deployment deployment(
      Standing standing, PodTemplateSpec template, Optional<ObjectMeta> known, boolean brought) {
    var id = standing.id();
    var generation = Long.toString(standing.lineup().generation());
    return new DeploymentBuilder()
        .withMetadata(
            metadata(standing)
                .addToLabels(Names.GENERATION, generation)
                .withAnnotations(standing.annotations())
                .withUid(known.map(ObjectMeta::getUid).orElse(null))
                .withResourceVersion(
                    known.map(ObjectMeta::getResourceVersion).orElse(Cluster.MUST_NOT_EXIST))
                .build())
        .withNewSpec()
        .withReplicas(brought ? 1 : 0)
        .withPaused(!brought)
        .withRevisionHistoryLimit(0)
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxSurge(1)
        .withNewMaxUnavailable(0)
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(Names.selector(id, standing.incarnation()))
        .endSelector()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  PodTemplateSpec template(Standing standing, Deployment asked) {
    var id = standing.id();
    var rollout = asked.rollout().number();
    var labels = names.installation(id, standing.incarnation());
    labels.put(Names.ROLLOUT, Long.toString(rollout));
    var notes = whose(standing);
    notes.put(Names.VERSION, asked.release().id().version().text());
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(notes)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(Names.object(id.provider()))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .addNewReadinessGate(Names.REGISTERED)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(asked))
        .addNewVolume()
        .withName(SCRATCH)
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .build();
  }

  private Container container(Deployment asked) {
    var specification = asked.rollout().specification();
    var entrypoint = asked.release().content().entrypoint();
    var share = Optional.ofNullable(settings.tiers().get(specification.tier())).orElseThrow();
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(asked.runtimeImage())
        .withCommand(
            (entrypoint.isEmpty() ? DEFAULT_COMMAND : entrypoint)
                .stream().map(Manifests::verbatim).toList())
        .withEnv(variables(asked))
        .addNewEnvFrom()
        .withNewSecretRef()
        .withName(Names.secret(asked.installation().provider(), asked.rollout().number()))
        .endSecretRef()
        .endEnvFrom()
        .withNewResources()
        .addToRequests("cpu", new Quantity(share.cpu()))
        .addToRequests("memory", new Quantity(share.memory()))
        .addToLimits("memory", new Quantity(share.memory()))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withPrivileged(false)
        .withReadOnlyRootFilesystem(true)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName(SCRATCH)
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private List<EnvVar> variables(Deployment asked) {
    var release = asked.release();
    var variables = new ArrayList<EnvVar>();
    variables.add(variable("SLIPWAY_URL", settings.url().get()));
    variables.add(variable("SLIPWAY_PROVIDER", release.id().provider().canonical()));
    variables.add(variable("SLIPWAY_VERSION", release.id().version().text()));
    variables.add(variable("SLIPWAY_WHEEL_URL", release.content().wheelUrl().text()));
    release
        .content()
        .sha256()
        .ifPresent(digest -> variables.add(variable("SLIPWAY_WHEEL_SHA256", digest.hex())));
    release
        .content()
        .packageName()
        .ifPresent(name -> variables.add(variable("SLIPWAY_PACKAGE", name)));
    if (!asked.rollout().specification().config().values().containsKey("HOME")) {
      // The only folder that can be written to.
      variables.add(variable("HOME", "/tmp"));
    }
    return variables;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(verbatim(value)).build();
  }

  /** Kubernetes would put variables in for {@code $(NAME)}. */
  private static String verbatim(String text) {
    return text.replace("$", "$$");
  }

  /** What the pods of a template run. */
  static Served served(PodTemplateSpec template) {
    return new Served(
        SemVer.of(template.getMetadata().getAnnotations().getOrDefault(Names.VERSION, "")),
        template.getSpec().getContainers().getFirst().getImage());
  }

  /** The rollout to which a template belongs. */
  static Optional<Long> rollout(PodTemplateSpec template) {
    return rollout(template.getMetadata());
  }

  /** The rollout to which a pod, a template or a ReplicaSet belongs. */
  static Optional<Long> rollout(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getLabels())
        .map(labels -> labels.get(Names.ROLLOUT))
        .map(Long::valueOf);
  }

  /** A pod's gate, open. */
  static Pod gateOpen(Pod pod, Instant now) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType(Names.REGISTERED)
        .withStatus("True")
        .withReason("Registered")
        .withLastTransitionTime(now.truncatedTo(ChronoUnit.SECONDS).toString())
        .endCondition()
        .endStatus()
        .build();
  }

  private ObjectMetaBuilder metadata(Standing standing) {
    return new ObjectMetaBuilder()
        .withNamespace(names.namespace(standing.id().organization()))
        .withName(Names.object(standing.id().provider()))
        .withLabels(names.installation(standing.id(), standing.incarnation()));
  }

  private ObjectMetaBuilder owned(Standing standing, String ownerUid) {
    return metadata(standing)
        .withAnnotations(whose(standing))
        .withOwnerReferences(owner(standing, ownerUid));
  }

  /** Labels cannot hold every name; these say it exactly. */
  private static Map<String, String> whose(Standing standing) {
    var notes = new LinkedHashMap<String, String>();
    notes.put(Names.ORGANIZATION, standing.id().organization().value());
    notes.put(Names.PROVIDER, standing.id().provider().canonical());
    return notes;
  }

  private static OwnerReference owner(Standing standing, String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion("apps/v1")
        .withKind("Deployment")
        .withName(Names.object(standing.id().provider()))
        .withUid(uid)
        .withController(false)
        .withBlockOwnerDeletion(false)
        .build();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

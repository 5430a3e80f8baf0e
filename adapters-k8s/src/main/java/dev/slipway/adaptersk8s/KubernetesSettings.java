package dev.slipway.adaptersk8s;

import dev.slipway.domain.installation.ResourceTier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What Kubernetes runtimes need to know.
 *
 * @param kubeconfig how the cluster is reached; empty for what {@code KUBECONFIG}, {@code
 *     ~/.kube/config} or the service account of one's own pod say
 * @param namespacePrefix what the namespace of every tenant starts with; two platforms that share a
 *     cluster have different ones, and then never touch each other's objects
 * @param url where pods reach the platform
 * @param tokens makes a fresh token for a pod that starts again
 * @param tiers what each tier gets
 * @param ending how long a removal waits until everything is gone
 * @param reaching how long a request is tried again while the cluster does not answer
 */
public record KubernetesSettings(
    Optional<Path> kubeconfig,
    String namespacePrefix,
    Supplier<String> url,
    FreshTokens tokens,
    Map<ResourceTier, Share> tiers,
    Duration ending,
    Duration reaching) {

  /** The longest prefix, in characters. */
  public static final int MAX_PREFIX = 30;

  private static final Pattern PREFIX = Pattern.compile("[a-z]([a-z0-9-]*[a-z0-9])?-");

  /**
   * How much of a machine a pod gets.
   *
   * @param cpu what is reserved, as Kubernetes writes it; more may be used while nobody else wants
   *     it
   * @param memory what is reserved, and the most that may be used
   */
  public record Share(String cpu, String memory) {}

  /**
   * @throws IllegalArgumentException when the prefix is none, a tier has no share, or a duration is
   *     not positive
   */
  public KubernetesSettings {
    if (!isPrefix(namespacePrefix)) {
      throw new IllegalArgumentException("'" + namespacePrefix + "' is no namespace prefix");
    }
    tiers = Map.copyOf(tiers);
    if (tiers.size() < ResourceTier.values().length) {
      throw new IllegalArgumentException("every tier needs a share, not only " + tiers.keySet());
    }
    if (!ending.isPositive() || !reaching.isPositive()) {
      throw new IllegalArgumentException("durations of Kubernetes runtimes must be positive");
    }
  }

  /** Whether a namespace's name can start so: a letter, then letters, digits and dashes, a dash. */
  public static boolean isPrefix(String text) {
    return text.length() <= MAX_PREFIX && PREFIX.matcher(text).matches();
  }

  /**
   * The defaults: the prefix {@code slipway-}, the shares of contract.md section 3, 60 s to end, 20
   * s to reach the cluster.
   */
  public static KubernetesSettings of(Supplier<String> url, FreshTokens tokens) {
    var shares = new EnumMap<ResourceTier, Share>(ResourceTier.class);
    shares.put(ResourceTier.FREE, new Share("100m", "128Mi"));
    shares.put(ResourceTier.STANDARD, new Share("250m", "512Mi"));
    shares.put(ResourceTier.PERFORMANCE, new Share("1", "2Gi"));
    return new KubernetesSettings(
        Optional.empty(),
        "slipway-",
        url,
        tokens,
        shares,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20));
  }

  /** The same with another way to the cluster. */
  public KubernetesSettings reachedBy(Path file) {
    return new KubernetesSettings(
        Optional.of(file), namespacePrefix, url, tokens, tiers, ending, reaching);
  }

  /** The same with another prefix. */
  public KubernetesSettings withNamespacePrefix(String prefix) {
    return new KubernetesSettings(kubeconfig, prefix, url, tokens, tiers, ending, reaching);
  }

  /** The same with other shares. */
  public KubernetesSettings withTiers(Map<ResourceTier, Share> shares) {
    return new KubernetesSettings(
        kubeconfig, namespacePrefix, url, tokens, shares, ending, reaching);
  }

  /** The same with other patience. */
  public KubernetesSettings withPatience(Duration end, Duration reach) {
    return new KubernetesSettings(kubeconfig, namespacePrefix, url, tokens, tiers, end, reach);
  }
}

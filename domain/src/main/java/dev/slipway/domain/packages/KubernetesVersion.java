package dev.slipway.domain.packages;

import dev.slipway.domain.form.Parsed;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Kubernetes, to the minor or to the patch: {@code 1.27} or {@code 1.27.3}.
 *
 * @param major 0 to 9999
 * @param minor 0 to 9999
 * @param patch 0 to 9999; absent where only the minor is told
 * @param text as it was written
 */
public record KubernetesVersion(int major, int minor, OptionalInt patch, String text) {

  private static final Pattern BOUND = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");

  private static final Pattern OF_A_CLUSTER =
      Pattern.compile("v?((\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?)(?:[-+].*)?", Pattern.DOTALL);

  private static final String BOUND_RULE =
      "A Kubernetes version is two or three numbers of at most four digits, such as 1.27 or 1.27.3";

  private static final String CLUSTER_RULE =
      BOUND_RULE + "; a leading v and what follows a - or a + are ignored";

  /** A bound as a package gives it: nothing but numbers. */
  public static Parsed<KubernetesVersion> bound(String text) {
    Matcher matcher = BOUND.matcher(text);
    return matcher.matches() ? Parsed.valid(version(matcher, 1, text)) : Parsed.invalid(BOUND_RULE);
  }

  /** The version that a cluster tells, such as {@code v1.27.3-gke.100}. */
  public static Parsed<KubernetesVersion> ofCluster(String text) {
    Matcher matcher = OF_A_CLUSTER.matcher(text);
    return matcher.matches()
        ? Parsed.valid(version(matcher, 2, text))
        : Parsed.invalid(CLUSTER_RULE);
  }

  private static KubernetesVersion version(Matcher matcher, int from, String text) {
    String patch = matcher.group(from + 2);
    return new KubernetesVersion(
        Integer.parseInt(matcher.group(from)),
        Integer.parseInt(matcher.group(from + 1)),
        patch == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(patch)),
        text);
  }

  /** Whether this, as a least version, lets another one in; without a patch, every patch. */
  boolean isAtMost(KubernetesVersion other) {
    return compare(this, other, 0) <= 0;
  }

  /** Whether this, as a greatest version, lets another one in; without a patch, every patch. */
  boolean isAtLeast(KubernetesVersion other) {
    return compare(this, other, Integer.MAX_VALUE) >= 0;
  }

  /**
   * The order of a bound and a version.
   *
   * @param openPatch what the bound's patch is where it tells none
   */
  private static int compare(KubernetesVersion bound, KubernetesVersion version, int openPatch) {
    int order = Integer.compare(bound.major, version.major);
    if (order == 0) {
      order = Integer.compare(bound.minor, version.minor);
    }
    return order == 0
        ? Integer.compare(bound.patch.orElse(openPatch), version.patch.orElse(0))
        : order;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}

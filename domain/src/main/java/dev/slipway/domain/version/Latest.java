package dev.slipway.domain.version;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** The rule that says which of many versions is the latest one. */
public final class Latest {
  private Latest() {}

  /**
   * The one of {@code candidates} with the highest version that is no pre-release; if all are
   * pre-releases, the highest of them; empty when there are none. Among equals the first one.
   */
  public static <T> Optional<T> latest(
      Collection<? extends T> candidates, Function<? super T, SemVer> version) {
    Comparator<T> releasesAbovePreReleases =
        Comparator.comparing(candidate -> !version.apply(candidate).isPreRelease());
    Comparator<T> order = releasesAbovePreReleases.thenComparing(version);
    Optional<T> latest = Optional.empty();
    for (T candidate : candidates) {
      if (latest.isEmpty() || order.compare(candidate, latest.get()) > 0) {
        latest = Optional.of(candidate);
      }
    }
    return latest;
  }
}

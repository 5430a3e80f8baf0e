package dev.slipway.domain.version;

import java.util.Optional;

/**
 * All releases from one on, and below another. Pre-releases lie in no span, and build metadata does
 * not count. A store may look for what lies in a span by the keys of its ends.
 */
public final class VersionSpan {

  private final Core from;
  private final Optional<Core> below;

  VersionSpan(Core from, Optional<Core> below) {
    this.from = from;
    this.below = below;
  }

  /** The key of the lowest release that may lie in it. */
  public VersionKey from() {
    return from.sortKey();
  }

  /** The key of the release at which it has ended; empty when it has no end. */
  public Optional<VersionKey> below() {
    return below.map(Core::sortKey);
  }

  /** Whether a release lies in it; never a pre-release. */
  boolean holds(SemVer version) {
    var key = version.sortKey();
    return !version.isPreRelease()
        && from().compareTo(key) <= 0
        && below().map(end -> key.compareTo(end) < 0).orElse(true);
  }

  Core lowest() {
    return from;
  }

  Optional<Core> end() {
    return below;
  }

  boolean isEmpty() {
    return below.filter(end -> end.compareTo(from) <= 0).isPresent();
  }

  /** What lies in both. */
  VersionSpan and(VersionSpan other) {
    var start = from.compareTo(other.from) < 0 ? other.from : from;
    var firstEnd =
        below.isPresent() && other.below.isPresent()
            ? (below.get().compareTo(other.below.get()) < 0 ? below : other.below)
            : below.or(() -> other.below);
    return new VersionSpan(start, firstEnd);
  }

  /** Such as {@code >=1.2.0 <2.0.0}. */
  @Override
  public String toString() {
    return ">="
        + String.join(".", from.numbers())
        + below.map(end -> " <" + String.join(".", end.numbers())).orElse("");
  }
}

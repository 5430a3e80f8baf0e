package dev.slipway.domain.installation;

import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import java.util.Optional;

/**
 * Who decides on upgrades, and how far they go by themselves.
 *
 * @param policy who decides
 * @param range what automatic upgrades stay inside; when it is empty they stay with what is
 *     compatible with the installed version. Kept also while the tenant alone decides
 */
public record UpgradeRule(UpgradePolicy policy, Optional<VersionRange> range) {

  /** Only the tenant, as when nothing is said. */
  public static final UpgradeRule MANUAL = of(UpgradePolicy.MANUAL);

  /** A policy without a range. */
  public static UpgradeRule of(UpgradePolicy policy) {
    return new UpgradeRule(policy, Optional.empty());
  }

  /** The same with a range. */
  public UpgradeRule within(VersionRange next) {
    return new UpgradeRule(policy, Optional.of(next));
  }

  /** The releases to which an installation of a version may go by itself, be they higher. */
  public VersionRange reach(SemVer installed) {
    return range.orElseGet(() -> VersionRange.compatibleWith(installed));
  }
}

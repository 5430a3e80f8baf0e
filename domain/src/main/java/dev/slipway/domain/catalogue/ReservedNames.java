package dev.slipway.domain.catalogue;

import java.util.Set;

/**
 * Short names that no provider may have, because a route of that name would be hidden by it.
 *
 * <p>Implements section 4 of the contract's foundation, "Reserved short names".
 */
public final class ReservedNames {

  /** The reserved short names. */
  public static final Set<String> SHORT_NAMES =
      Set.of(
          "deployment",
          "builds",
          "push",
          "deploy",
          "rollback",
          "versions",
          "publish",
          "upgrade",
          "downgrade");

  private ReservedNames() {}

  /** Whether no provider may have {@code shortName} after its prefix. */
  public static boolean isReserved(String shortName) {
    return SHORT_NAMES.contains(shortName);
  }
}

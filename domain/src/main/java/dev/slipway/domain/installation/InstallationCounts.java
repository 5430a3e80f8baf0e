package dev.slipway.domain.installation;

import java.util.Optional;

/**
 * How a change of one installation moves its provider's counters.
 *
 * @param existing change of the number of installations in whatever state; while it is not zero the
 *     provider cannot be deleted
 * @param installed change of the number of installations that are not being removed, the {@code
 *     install_count}
 */
public record InstallationCounts(int existing, int installed) {

  /** What a change from one to the other moves; empty stands for no installation. */
  public static InstallationCounts between(
      Optional<Installation> before, Optional<Installation> after) {
    return new InstallationCounts(exists(after) - exists(before), counts(after) - counts(before));
  }

  /** Whether nothing moves. */
  public boolean isZero() {
    return existing == 0 && installed == 0;
  }

  private static int exists(Optional<Installation> installation) {
    return installation.isPresent() ? 1 : 0;
  }

  private static int counts(Optional<Installation> installation) {
    return installation.map(one -> one instanceof Installation.Deleting ? 0 : 1).orElse(0);
  }
}

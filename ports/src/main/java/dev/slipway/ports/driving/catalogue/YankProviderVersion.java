package dev.slipway.ports.driving.catalogue;

import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.tenancy.Caller;
import java.util.Optional;

/**
 * Withdraws a published version and brings it back (contract/foundation.md section 4).
 * Installations are not touched. Thread-safe; blocks.
 */
public interface YankProviderVersion {

  /** What became of it. */
  sealed interface Yanking {
    /** So it is now, or was already. */
    record Done(ProviderVersion version) implements Yanking {}

    /** No such version that the caller can see. */
    record NotFound(VersionId id) implements Yanking {}

    /** The caller sees it, and it is not the caller's; the reason names the right or prefix. */
    record Forbidden(String reason) implements Yanking {}

    /** The version is neither published nor yanked. */
    record NotPossible(ProviderVersion.Status current, ProviderVersion.Status target)
        implements Yanking {}
  }

  /**
   * Withdraws a version.
   *
   * @param reason why, 1 to 500 characters; empty means none is given
   */
  Yanking yank(Caller caller, VersionId id, Optional<String> reason);

  /** Brings a withdrawn version back. */
  Yanking unyank(Caller caller, VersionId id);
}

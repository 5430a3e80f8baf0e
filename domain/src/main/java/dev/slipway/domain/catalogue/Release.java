package dev.slipway.domain.catalogue;

import dev.slipway.domain.version.SemVer;
import java.time.Instant;

/**
 * What every state of a provider version knows, and none changes.
 *
 * @param id provider and version
 * @param content what was published
 * @param runtimeVersion the runtime version pinned when it was published, for ever
 * @param edition the provider's edition to which it belongs; see {@link Provider#edition()}
 * @param createdAt when it was first stored
 */
public record Release(
    VersionId id, WheelContent content, SemVer runtimeVersion, int edition, Instant createdAt) {

  /** The same release, belonging to a later edition of its provider. */
  public Release inEdition(int next) {
    return new Release(id, content, runtimeVersion, next, createdAt);
  }
}

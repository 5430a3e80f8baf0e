package dev.slipway.ports.driven.catalogue;

import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.Optional;

/** Reading runtime versions. Thread-safe; blocks. */
public interface RuntimeVersions {

  /** The highest that is no pre-release; when there is none, the highest. */
  Optional<RuntimeVersion> latest();

  /** The stored one of the same precedence, whatever its build metadata. */
  Optional<RuntimeVersion> ofPrecedence(SemVer version);

  /**
   * All by precedence descending; the key is the version's text, and build metadata does not count
   * in it.
   */
  Page<RuntimeVersion> page(Paging paging);
}

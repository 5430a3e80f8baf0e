package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases for tests. */
final class Releases {

  private Releases() {}

  static Release of(ProviderName provider, SemVer version, String wheelUrl) {
    return new Release(
        new VersionId(provider, version),
        new WheelContent(
            WheelUrl.of(wheelUrl),
            Optional.empty(),
            Optional.empty(),
            ProviderSchemas.NONE,
            Optional.empty(),
            List.of()),
        SemVer.of("1.0.0"),
        1,
        Instant.EPOCH);
  }
}

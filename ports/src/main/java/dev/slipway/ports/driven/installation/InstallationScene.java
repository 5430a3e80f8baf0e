package dev.slipway.ports.driven.installation;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Versioned;
import java.util.Optional;

/**
 * All that a decision about an installation looks at, read together.
 *
 * @param provider the provider's entry, deleted or not
 * @param target the version that was meant, of the provider's current edition, in whatever state
 * @param latest the provider's latest published version
 * @param installation the tenant's installation, if there is one
 */
public record InstallationScene(
    Optional<Versioned<Provider>> provider,
    Optional<ProviderVersion> target,
    Optional<SemVer> latest,
    Optional<InstallationView> installation) {}

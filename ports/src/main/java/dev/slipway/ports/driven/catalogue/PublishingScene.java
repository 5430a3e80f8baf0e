package dev.slipway.ports.driven.catalogue;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.ports.driven.commit.Versioned;
import java.util.Optional;

/**
 * All that a publication looks at, read together.
 *
 * @param provider the entry, deleted or not
 * @param version the stored version of the same precedence, of whatever edition and state
 * @param runtime the latest runtime version
 */
public record PublishingScene(
    Optional<Versioned<Provider>> provider,
    Optional<Versioned<ProviderVersion>> version,
    Optional<RuntimeVersion> runtime) {}

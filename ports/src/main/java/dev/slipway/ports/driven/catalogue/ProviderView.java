package dev.slipway.ports.driven.catalogue;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Versioned;
import java.util.Optional;

/**
 * A provider with what an answer shows beside it, read together.
 *
 * @param provider the entry, never a deleted one
 * @param publishedVersions how many versions are published
 * @param existing how many installations exist, in whatever state
 * @param installCount how many installations are not being removed
 * @param latest the latest published version
 */
public record ProviderView(
    Versioned<Provider.Registered> provider,
    long publishedVersions,
    long existing,
    long installCount,
    Optional<SemVer> latest) {}

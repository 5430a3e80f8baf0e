package dev.slipway.domain.catalogue;

import dev.slipway.domain.version.SemVer;

/**
 * Names one version of one provider.
 *
 * @param provider the provider
 * @param version its exact text; another build metadata is another text
 */
public record VersionId(ProviderName provider, SemVer version) {
  @Override
  public String toString() {
    return provider.canonical() + "@" + version.text();
  }
}

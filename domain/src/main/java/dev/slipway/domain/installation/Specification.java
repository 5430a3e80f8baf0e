package dev.slipway.domain.installation;

import dev.slipway.domain.version.SemVer;

/**
 * What a tenant asked to run.
 *
 * @param version which version
 * @param tier with how much of a machine
 * @param config with which environment variables
 */
public record Specification(SemVer version, ResourceTier tier, InstallationConfig config) {

  /** The same at another version. */
  public Specification at(SemVer next) {
    return new Specification(next, tier, config);
  }

  /** The same version with another tier and config. */
  public Specification with(ResourceTier nextTier, InstallationConfig nextConfig) {
    return new Specification(version, nextTier, nextConfig);
  }
}

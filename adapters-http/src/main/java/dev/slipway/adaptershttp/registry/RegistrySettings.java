package dev.slipway.adaptershttp.registry;

import dev.slipway.adaptershttp.fetch.FetchSettings;

/**
 * What may be read from registries, and how much it may cost (section 5 of the contract's page on
 * packages).
 *
 * @param fetching what may be reached, and for how long; its time limit is that of one exchange
 *     with its redirects, a whole look takes at most twice that. Its size is not looked at
 * @param maxManifest how large a manifest may be, in bytes; it is held in memory
 * @param maxArtifact how large a layer may be, compressed, in bytes; it is not held in memory
 */
public record RegistrySettings(FetchSettings fetching, long maxManifest, long maxArtifact) {

  private static final long MIB = 1024L * 1024;

  public RegistrySettings {
    if (maxManifest < 1 || maxManifest > 1024 * MIB || maxArtifact < 1) {
      throw new IllegalArgumentException(
          "A registry needs at least 1 byte of manifest, at most 1 GiB, and 1 byte of artifact");
    }
  }

  /** The defaults: manifests of 4 MiB, layers of 256 MiB. */
  public static RegistrySettings of(FetchSettings fetching) {
    return new RegistrySettings(fetching, 4 * MIB, 256 * MIB);
  }

  /** The same with another greatest manifest, in bytes. */
  public RegistrySettings withMaxManifest(long bytes) {
    return new RegistrySettings(fetching, bytes, maxArtifact);
  }

  /** The same with another greatest layer, in bytes. */
  public RegistrySettings withMaxArtifact(long bytes) {
    return new RegistrySettings(fetching, maxManifest, bytes);
  }
}

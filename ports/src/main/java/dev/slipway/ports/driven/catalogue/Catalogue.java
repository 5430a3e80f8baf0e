package dev.slipway.ports.driven.catalogue;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.Optional;

/**
 * Reading providers and their versions; one round trip a call. Deleted providers, and versions of
 * earlier editions, are invisible save in {@link #publishing}. Thread-safe; blocks.
 */
public interface Catalogue {

  /** A provider that is in the catalogue, whether or not anything is published. */
  Optional<ProviderView> provider(ProviderName name);

  /**
   * The providers with something published, and the insider's own. The total of a query without
   * text, tags and {@code ownOnly} costs the same whatever the number of providers.
   */
  Page<ProviderView> providers(CatalogueQuery query);

  /** The version of exactly this text, in whatever state. */
  Optional<Versioned<ProviderVersion>> version(VersionId id);

  /**
   * The versions of a provider by precedence descending; the key is the version's text, and build
   * metadata does not count in it. Empty when there is no such provider.
   *
   * @param publishedOnly whether only published ones are wanted
   */
  Page<ProviderVersion> versions(ProviderName provider, boolean publishedOnly, Paging paging);

  /** All that a publication of a version looks at. */
  PublishingScene publishing(VersionId id);

  /**
   * The highest published release to which an installation may go by itself: higher than what it
   * has, and in a range.
   */
  Optional<ProviderVersion.Published> automaticTarget(
      ProviderName provider, SemVer installed, VersionRange range);
}

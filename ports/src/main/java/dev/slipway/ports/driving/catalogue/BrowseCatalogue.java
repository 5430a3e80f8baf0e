package dev.slipway.ports.driving.catalogue;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.List;
import java.util.Optional;

/**
 * Looks at providers and their versions. Everybody sees what is published; an owner with the right
 * to read sees everything of its own. What a caller may not see is absent. Thread-safe; blocks.
 */
public interface BrowseCatalogue {

  /**
   * Which providers are looked for.
   *
   * @param ownOnly only the caller's own
   * @param text substring of name, display name or description; empty text means all
   * @param tags all of these must be present
   * @param paging which part
   */
  record ProviderFilter(boolean ownOnly, String text, List<String> tags, Paging paging) {
    public ProviderFilter {
      tags = List.copyOf(tags);
    }
  }

  /** Providers by canonical name. */
  Page<ProviderView> providers(Caller caller, ProviderFilter filter);

  /** One provider. */
  Optional<ProviderView> provider(Caller caller, ProviderName name);

  /** A provider's versions by precedence descending; absent when the provider is. */
  Optional<Page<ProviderVersion>> versions(Caller caller, ProviderName name, Paging paging);

  /** One version. */
  Optional<ProviderVersion> version(Caller caller, VersionId id);
}

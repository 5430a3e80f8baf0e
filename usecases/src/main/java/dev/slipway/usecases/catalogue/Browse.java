package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driving.catalogue.BrowseCatalogue;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import jakarta.inject.Inject;
import java.util.Optional;

/** Keeps {@link BrowseCatalogue}; one read a call. Thread-safe. */
public final class Browse implements BrowseCatalogue {

  private final Catalogue catalogue;

  @Inject
  public Browse(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Page<ProviderView> providers(Caller caller, ProviderFilter filter) {
    return catalogue.providers(
        new CatalogueQuery(
            caller.insider(), filter.ownOnly(), filter.text(), filter.tags(), filter.paging()));
  }

  @Override
  public Optional<ProviderView> provider(Caller caller, ProviderName name) {
    return catalogue
        .provider(name)
        .filter(view -> view.publishedVersions() > 0 || Ownership.mayLookInside(caller, name));
  }

  @Override
  public Optional<Page<ProviderVersion>> versions(Caller caller, ProviderName name, Paging paging) {
    var page = catalogue.versions(name, !Ownership.mayLookInside(caller, name), paging);
    return page.total() == 0 ? Optional.empty() : Optional.of(page);
  }

  @Override
  public Optional<ProviderVersion> version(Caller caller, VersionId id) {
    return catalogue
        .version(id)
        .map(Versioned::value)
        .filter(version -> Ownership.maySee(caller, version));
  }
}

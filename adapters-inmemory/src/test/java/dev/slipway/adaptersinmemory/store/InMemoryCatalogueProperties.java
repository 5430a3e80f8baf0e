package dev.slipway.adaptersinmemory.store;

import dev.slipway.portstck.catalogue.CatalogueProperties;
import dev.slipway.portstck.store.StoreHarness;

/** The store in memory finds what plain filters find. */
class InMemoryCatalogueProperties implements CatalogueProperties {

  private final StoreHarness harness = InMemoryHarness.create();

  @Override
  public StoreHarness harness() {
    return harness;
  }
}

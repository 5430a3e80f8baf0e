package dev.slipway.adaptersinmemory.store;

import dev.slipway.portstck.roundtrip.RoundTripProperties;
import dev.slipway.portstck.store.StoreHarness;

/** What goes into the store in memory comes out of it. */
class InMemoryRoundTripProperties implements RoundTripProperties {

  private final StoreHarness harness = InMemoryHarness.create();

  @Override
  public StoreHarness harness() {
    return harness;
  }
}

package dev.slipway.adaptersinmemory.store;

import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.ClockedHarness;
import dev.slipway.portstck.store.StoreHarness;
import java.time.Instant;

/** Stores in memory whose clocks stand still until they are moved. */
final class InMemoryHarness {

  private InMemoryHarness() {}

  static StoreHarness create() {
    return create(Samples.NOON);
  }

  static StoreHarness create(Instant start) {
    return ClockedHarness.of(start, InMemoryStore::create, InMemoryStore::beside);
  }
}

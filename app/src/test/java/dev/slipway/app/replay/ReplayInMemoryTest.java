package dev.slipway.app.replay;

import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.ports.driven.Store;
import java.time.InstantSource;

/** The contract over the store in memory. */
class ReplayInMemoryTest extends ReplayContract {

  @Override
  Store emptyStore() {
    return InMemoryStore.create(InstantSource.system());
  }
}

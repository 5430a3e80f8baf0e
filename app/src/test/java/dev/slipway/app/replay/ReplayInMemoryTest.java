package dev.slipway.app.replay;

import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.ports.driven.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The contract over the store in memory. */
class ReplayInMemoryTest extends ReplayContract {

  private final List<Store> stores = new ArrayList<>();

  @Override
  Store emptyStore() {
    var store = InMemoryStore.create(InstantSource.system());
    stores.add(store);
    return store;
  }

  @Override
  void closeStores() {
    stores.forEach(Store::close);
  }
}

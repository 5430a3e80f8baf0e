package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.driven.Store;
import java.time.InstantSource;

/** Makes stores that live as long as this process. */
public final class InMemoryStore {

  private InMemoryStore() {}

  /**
   * A new and empty store. What is stored survives {@link Store#close} as long as somebody holds
   * another handle of it.
   *
   * @param clock the store's own clock, by which messages become due and leases end; read to the
   *     microsecond
   */
  public static Store create(InstantSource clock) {
    return new Handle(new Shelves(clock));
  }

  /**
   * Another handle of the same data, as another server would have it: it is closed by itself and
   * hears wake-ups by itself.
   *
   * @throws IllegalArgumentException when the store was not made here
   */
  public static Store beside(Store store) {
    if (store instanceof Handle handle) {
      return handle.another();
    }
    throw new IllegalArgumentException(
        "only a store that InMemoryStore made has its data in this process, not " + store);
  }
}

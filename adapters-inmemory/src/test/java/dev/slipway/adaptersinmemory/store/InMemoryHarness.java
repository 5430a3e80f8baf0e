package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.driven.Store;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreHarness;
import dev.slipway.portstck.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A store in memory whose clock stands still until it is moved. */
final class InMemoryHarness implements StoreHarness {

  private final MovableClock clock = new MovableClock(Samples.NOON);
  private final Store store = InMemoryStore.create(clock);
  private final List<Store> handles = new ArrayList<>(List.of(store));

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Store reopen() {
    var handle = InMemoryStore.beside(store);
    handles.add(handle);
    return handle;
  }

  @Override
  public void advance(Duration time) {
    clock.advance(time);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public boolean clockStands() {
    return true;
  }

  @Override
  public void close() {
    handles.forEach(Store::close);
  }
}

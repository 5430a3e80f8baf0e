package dev.slipway.portstck.store;

import dev.slipway.ports.driven.Store;
import dev.slipway.portstck.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A harness of a store that takes its time from a clock which it is given. */
public final class ClockedHarness implements StoreHarness {

  private final MovableClock clock;
  private final Store store;
  private final UnaryOperator<Store> beside;
  private final List<Store> handles = new ArrayList<>();

  private ClockedHarness(MovableClock clock, Store store, UnaryOperator<Store> beside) {
    this.clock = clock;
    this.store = store;
    this.beside = beside;
    handles.add(store);
  }

  /**
   * A harness with an empty store.
   *
   * @param start what its clock shows at first
   * @param create makes the store of a clock
   * @param beside makes another handle of a store's data
   */
  public static StoreHarness of(
      Instant start, Function<MovableClock, Store> create, UnaryOperator<Store> beside) {
    var clock = new MovableClock(start);
    return new ClockedHarness(clock, create.apply(clock), beside);
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Store reopen() {
    var handle = beside.apply(store);
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

package dev.slipway.portstck.store;

import dev.slipway.ports.driven.Store;
import java.time.Duration;
import java.time.Instant;

/** One empty store that a test owns, and its clock. */
public interface StoreHarness extends AutoCloseable {

  /** The store; always the same one. */
  Store store();

  /** Another handle of the same data, as another server would have it. The harness closes it. */
  Store reopen();

  /** Moves the store's own clock forward, for all its handles. */
  void advance(Duration time);

  /** What the store's own clock says. */
  Instant now();

  /**
   * Whether the store's clock stands still between two calls of {@link #advance}. Where it runs by
   * itself, tests of exact boundaries are skipped as assumptions.
   */
  default boolean clockStands() {
    return false;
  }

  /**
   * Ends the test: closes every handle, and fails when something is left that nobody asked about,
   * such as a borrowed connection.
   */
  @Override
  void close();
}

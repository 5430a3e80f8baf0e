package dev.slipway.portstck.store;

import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** What all contracts of a store have in common. */
public interface StoreContract {

  /** A harness with an empty store: a new one for every test, the same one throughout a test. */
  StoreHarness harness();

  /** The store under test. */
  default Store store() {
    return harness().store();
  }

  /** Fills the store under test. */
  default Given given() {
    return new Given(store());
  }

  /** Commits changes, whatever comes of it. */
  default Committed commit(Change... changes) {
    return store().commits().commit(Commit.of(changes));
  }

  /** Moves the store's clock. */
  default void advance(Duration time) {
    harness().advance(time);
  }

  /** An organization's id. */
  default OrganizationId organization(String id) {
    return new OrganizationId(id);
  }

  /** Lets the harness look for what is left over. */
  @AfterEach
  default void the_store_ends_with_nothing_left_over() {
    harness().close();
  }
}

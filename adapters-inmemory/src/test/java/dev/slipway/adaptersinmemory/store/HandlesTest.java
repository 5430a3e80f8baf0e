package dev.slipway.adaptersinmemory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptersinmemory.faults.Faults;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.time.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class HandlesTest {

  private final MovableClock clock = new MovableClock(Samples.NOON);

  @Test
  void what_is_stored_survives_as_long_as_somebody_holds_it() {
    var first = InMemoryStore.create(clock);
    new Given(first).organization("acme");
    var second = InMemoryStore.beside(first);

    first.close();

    assertThat(second.organizations().find(Samples.anOrganization("acme").id())).isPresent();
  }

  @Test
  void two_stores_have_nothing_in_common() {
    new Given(InMemoryStore.create(clock)).organization("acme");

    var other = InMemoryStore.create(clock);

    assertThat(other.organizations().find(Samples.anOrganization("acme").id())).isEmpty();
  }

  @Test
  void only_a_store_of_this_kind_has_handles_beside_it() {
    var foreign = new Faults().before(InMemoryStore.create(clock));

    assertThatThrownBy(() -> InMemoryStore.beside(foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void who_waits_on_a_handle_that_is_closed_is_let_go() {
    var store = InMemoryStore.create(clock);

    var outcomes =
        Race.of(
            List.<Callable<Boolean>>of(
                () -> {
                  awaitOrFindClosed(store);
                  return true;
                },
                () -> {
                  store.close();
                  return true;
                }));

    assertThat(outcomes).containsOnly(true);
  }

  private static void awaitOrFindClosed(Store store) throws InterruptedException {
    try {
      store.wakeups().await(Duration.ofMinutes(10));
    } catch (StorageUnavailable closedBefore) {
      assertThat(store.reachable()).isFalse();
    }
  }

  @Test
  void the_clock_is_read_to_the_microsecond() {
    clock.advance(Duration.ofNanos(999));
    var store = InMemoryStore.create(clock);

    new Given(store).messages(Samples.aMessage("key", "DO"));

    assertThat(store.outbox().nextDue()).contains(Samples.NOON);
  }
}

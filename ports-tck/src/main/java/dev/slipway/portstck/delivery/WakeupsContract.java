package dev.slipway.portstck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What {@code Wakeups} owes its callers. They wait much longer than a race may last, so a wake-up
 * that is lost is found out by the race's deadline.
 */
public interface WakeupsContract extends StoreContract {

  /** Longer than any race. */
  Duration LONG = Duration.ofMinutes(10);

  private static Callable<Boolean> waiting(Store store) {
    return () -> {
      store.wakeups().await(LONG);
      return true;
    };
  }

  private static Callable<Boolean> appending(Store store, String key) {
    return () -> {
      new Given(store).messages(Samples.aMessage(key, "DO"));
      return true;
    };
  }

  @Test
  default void a_message_wakes_who_waits() {
    var outcomes = Race.of(List.of(waiting(store()), appending(store(), "key")));

    assertThat(outcomes).containsOnly(true);
  }

  @Test
  default void a_message_that_came_between_two_waits_is_not_missed() {
    for (int round = 0; round < 20; round++) {
      given().messages(Samples.aMessage("key", "DO"));

      var outcomes = Race.of(List.of(waiting(store())));

      assertThat(outcomes).containsOnly(true);
    }
  }

  @Test
  default void a_message_of_another_handle_wakes_too_again_and_again() {
    var other = harness().reopen();

    for (int round = 0; round < 20; round++) {
      var outcomes = Race.of(List.of(waiting(store()), appending(other, "key-" + round)));

      assertThat(outcomes).containsOnly(true);
    }
  }

  @Test
  default void one_message_wakes_every_handle() {
    var other = harness().reopen();
    var third = harness().reopen();

    var outcomes =
        Race.of(List.of(waiting(store()), waiting(other), waiting(third), appending(third, "key")));

    assertThat(outcomes).containsOnly(true);
  }

  @Test
  default void who_is_awake_can_claim_what_woke_it() {
    var other = harness().reopen();

    for (int round = 0; round < 20; round++) {
      var key = "key-" + round;
      var claimed =
          Race.of(
              List.<Callable<Boolean>>of(
                  appending(other, key),
                  () -> {
                    // A wake-up may come without reason; the one with a reason comes too.
                    while (store().outbox().claim(1, LONG).isEmpty()) {
                      store().wakeups().await(LONG);
                    }
                    return true;
                  }));

      assertThat(claimed).containsOnly(true);
    }
  }

  @Test
  default void a_message_that_follows_one_which_ended_wakes_who_ended_it() {
    for (int round = 0; round < 3; round++) {
      var key = "key-" + round;
      given()
          .messages(
              Samples.aMessage(key, "FIRST"),
              Samples.aMessage(key, "SECOND"),
              Samples.aMessage(key, "THIRD"));
      var first = claimedWhenNothingRings();
      given().committed(new Change.Acknowledge(first.claim()));
      assertThat(Race.of(List.of(waiting(store())))).containsOnly(true);

      var second = claimedWhenNothingRings();
      given().committed(new Change.Park(second.claim(), "why"));
      assertThat(Race.of(List.of(waiting(store())))).containsOnly(true);

      assertThat(given().claimed().message().type()).isEqualTo("THIRD");
    }
  }

  @Test
  default void a_message_that_is_given_back_wakes_who_gave_it_back() {
    given().messages(Samples.aMessage("key", "DO"));
    var first = claimedWhenNothingRings();
    assertThat(store().outbox().release(first.claim())).isTrue();
    assertThat(Race.of(List.of(waiting(store())))).containsOnly(true);

    var again = claimedWhenNothingRings();
    assertThat(store().outbox().retryLater(again.claim(), Duration.ZERO)).isTrue();
    assertThat(Race.of(List.of(waiting(store())))).containsOnly(true);
  }

  /** What rang before is heard, as far as it comes within a moment. */
  private Delivery claimedWhenNothingRings() {
    var claimed = given().claimed();
    try {
      store().wakeups().await(Duration.ofMillis(100));
      store().wakeups().await(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      throw new IllegalStateException("told to stop", e);
    }
    return claimed;
  }

  @Test
  default void the_wait_ends_with_its_time() throws InterruptedException {
    store().wakeups().await(Duration.ofMillis(20));
    store().wakeups().await(Duration.ZERO);

    assertThat(store().outbox().size()).isZero();
  }

  @Test
  default void who_waits_can_be_told_to_stop() throws InterruptedException {
    var waits = new CountDownLatch(1);
    var stopped = new AtomicBoolean();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  waits.countDown();
                  try {
                    // Wake-ups without reason are allowed, also in the moment of the interrupt; the
                    // next wait refuses then.
                    while (true) {
                      store().wakeups().await(LONG);
                    }
                  } catch (InterruptedException e) {
                    stopped.set(true);
                  }
                });
    assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    assertThat(stopped).isTrue();
  }
}

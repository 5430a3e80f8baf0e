package dev.slipway.portstck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.Store;
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

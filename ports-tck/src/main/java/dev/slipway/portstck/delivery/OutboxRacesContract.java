package dev.slipway.portstck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code Outbox} owes its callers when many workers share it, through several handles. */
public interface OutboxRacesContract extends StoreContract {

  /** The lease of these tests; no test moves the clock so far. */
  Duration HOUR = Duration.ofHours(1);

  private static Committed commit(Store store, Change... changes) {
    return store.commits().commit(Commit.of(changes));
  }

  @Test
  default void workers_who_claim_at_once_never_share_a_message() {
    int keys = 60;
    given()
        .messages(
            IntStream.range(0, keys)
                .mapToObj(i -> Samples.aMessage("key-" + i, "DO"))
                .toArray(Message[]::new));
    var handles = List.of(store(), harness().reopen());
    var done = new AtomicInteger();

    var claimed =
        Race.of(
            6,
            index -> {
              var mine = new ArrayList<String>();
              // A claim may come back empty while others hold what is due; the race ends with the
              // last message, or by its deadline.
              while (done.get() < keys) {
                for (var delivery : handles.get(index % 2).outbox().claim(7, HOUR)) {
                  mine.add(delivery.id());
                  done.incrementAndGet();
                }
              }
              return mine;
            });

    assertThat(claimed.stream().flatMap(List::stream)).hasSize(keys).doesNotHaveDuplicates();
    assertThat(store().outbox().claim(keys, HOUR)).isEmpty();
  }

  @Test
  default void claims_that_workers_acknowledge_at_once_are_judged_one_by_one() {
    int keys = 40;
    given()
        .messages(
            IntStream.range(0, keys)
                .mapToObj(i -> Samples.aMessage("key-" + i, "DO"))
                .toArray(Message[]::new));
    var claimed = store().outbox().claim(keys, HOUR);
    for (int i = 0; i < keys; i += 2) {
      assertThat(store().outbox().release(claimed.get(i).claim())).isTrue();
    }

    var outcomes =
        Race.of(keys, index -> commit(store(), new Change.Acknowledge(claimed.get(index).claim())));

    for (int i = 0; i < keys; i++) {
      assertThat(outcomes.get(i))
          .isEqualTo(
              i % 2 == 0
                  ? new Committed.Stale(new Lost.LeaseLost(claimed.get(i).claim().key()))
                  : new Committed.Done());
    }
    assertThat(store().outbox().size()).isEqualTo(keys / 2);
  }

  @Test
  default void a_message_appended_while_the_last_one_of_its_key_is_acknowledged_is_not_lost() {
    var handles = List.of(store(), harness().reopen());

    for (int round = 0; round < 50; round++) {
      var key = "key-" + round;
      given().messages(Samples.aMessage(key, "FIRST"));
      var claim = given().claimed().claim();
      var outcomes =
          Race.of(
              List.<Callable<Committed>>of(
                  () -> commit(handles.get(0), new Change.Acknowledge(claim)),
                  () ->
                      commit(handles.get(1), new Change.Append(Samples.aMessage(key, "SECOND")))));

      assertThat(outcomes).containsOnly(new Committed.Done());
      var next = given().claimed();
      assertThat(next.message().type()).as("in round %s", round).isEqualTo("SECOND");
      assertThat(next.attempt()).isOne();
      assertThat(commit(store(), new Change.Acknowledge(next.claim())))
          .isEqualTo(new Committed.Done());
      assertThat(store().outbox().size()).isZero();
    }
  }

  @Test
  default void claims_acknowledged_together_while_messages_come_behind_them_all_count() {
    int keys = 8;
    int behind = 5;
    var names = IntStream.range(0, keys).mapToObj(i -> "key-" + i).toList();
    var one = names.stream().map(name -> Samples.aMessage(name, "DO")).toList();
    var appending = new Commit(one.stream().<Change>map(Change.Append::new).toList());

    for (int round = 0; round < 10; round++) {
      given().messages(one.toArray(Message[]::new));
      var claims = store().outbox().claim(keys, HOUR);
      var all =
          new Commit(
              claims.stream()
                  .<Change>map(delivery -> new Change.Acknowledge(delivery.claim()))
                  .toList());
      var runners = new ArrayList<Callable<Committed>>();
      runners.add(() -> store().commits().commit(all));
      for (int i = 0; i < behind; i++) {
        runners.add(() -> store().commits().commit(appending));
      }

      assertThat(Race.of(runners)).as("in round %s", round).containsOnly(new Committed.Done());

      for (int i = 0; i < behind; i++) {
        var next = store().outbox().claim(keys, HOUR);
        assertThat(next).as("one for each key").hasSize(keys);
        next.forEach(delivery -> given().committed(new Change.Acknowledge(delivery.claim())));
      }
      assertThat(store().outbox().size()).isZero();
    }
  }

  @Test
  default void a_message_appended_while_the_others_of_its_key_are_superseded_is_not_lost() {
    var handles = List.of(store(), harness().reopen());

    for (int round = 0; round < 50; round++) {
      var key = "key-" + round;
      given().messages(Samples.aMessage(key, "OLD"));
      var outcomes =
          Race.of(
              List.<Callable<Committed>>of(
                  () ->
                      commit(
                          handles.get(0),
                          new Change.Supersede(new DeliveryKey(key), Set.of("OLD"))),
                  () -> commit(handles.get(1), new Change.Append(Samples.aMessage(key, "NEW")))));

      assertThat(outcomes).containsOnly(new Committed.Done());
      var next = given().claimed();
      assertThat(next.message().type()).as("in round %s", round).isEqualTo("NEW");
      given().committed(new Change.Acknowledge(next.claim()));
    }
  }

  @Test
  default void under_load_every_message_is_delivered_once_and_each_key_in_its_order() {
    int keys = 4;
    int each = 40;
    var handles = List.of(store(), harness().reopen());
    var log = new ConcurrentLinkedQueue<Delivery>();
    var runners = new ArrayList<Callable<Boolean>>();
    for (int key = 0; key < keys; key++) {
      var name = "key-" + key;
      var store = handles.get(key % 2);
      runners.add(
          () -> {
            for (int number = 0; number < each; number++) {
              assertThat(commit(store, new Change.Append(Samples.aMessage(name, "DO", number))))
                  .isEqualTo(new Committed.Done());
            }
            return true;
          });
    }
    for (int worker = 0; worker < 4; worker++) {
      var store = handles.get(worker % 2);
      runners.add(() -> workUntil(store, log, keys * each));
    }

    assertThat(Race.of(runners)).containsOnly(true);

    assertThat(log).extracting(Delivery::id).hasSize(keys * each).doesNotHaveDuplicates();
    assertThat(log).extracting(Delivery::attempt).containsOnly(1);
    for (int key = 0; key < keys; key++) {
      var name = new DeliveryKey("key-" + key);
      assertThat(log.stream().filter(delivery -> delivery.message().key().equals(name)))
          .extracting(delivery -> delivery.message().payload().get("number").orElseThrow())
          .isEqualTo(IntStream.range(0, each).<Json>mapToObj(Json::number).toList());
    }
    assertThat(store().outbox().size()).isZero();
  }

  /** Logs before it acknowledges, so that the log has each key's order. */
  private static boolean workUntil(Store store, ConcurrentLinkedQueue<Delivery> log, int all) {
    while (log.size() < all) {
      for (var delivery : store.outbox().claim(2, HOUR)) {
        log.add(delivery);
        if (!(commit(store, new Change.Acknowledge(delivery.claim())) instanceof Committed.Done)) {
          throw new AssertionError("lost the lease of " + delivery);
        }
      }
    }
    return true;
  }

  @Test
  default void claims_that_are_renewed_while_messages_come_behind_them_all_hold() {
    var keys = IntStream.range(0, 40).mapToObj(i -> "key-%02d".formatted(i)).toList();
    given().messages(keys.stream().map(key -> Samples.aMessage(key, "DO")).toArray(Message[]::new));
    var claims = store().outbox().claim(40, HOUR).stream().map(Delivery::claim).toList();
    var handles = List.of(store(), harness().reopen());
    var behind =
        keys.stream().<Change>map(key -> new Change.Append(Samples.aMessage(key, "DO"))).toList();

    var outcomes =
        Race.of(
            4,
            index -> {
              for (int round = 0; round < 10; round++) {
                if (index < 2) {
                  var appended = handles.get(index).commits().commit(new Commit(behind));
                  assertThat(appended).isEqualTo(new Committed.Done());
                } else if (handles.get(index % 2).outbox().renew(claims, HOUR).size() < 40) {
                  return false;
                }
              }
              return true;
            });

    assertThat(outcomes).containsOnly(true);
  }

  @Test
  default void of_many_who_end_one_claim_exactly_one_does() {
    var handles = List.of(store(), harness().reopen());

    for (int round = 0; round < 25; round++) {
      var key = "key-" + round;
      given().messages(Samples.aMessage(key, "FIRST"), Samples.aMessage(key, "SECOND"));
      var claim = given().claimed().claim();
      var ended =
          Race.of(
              List.<Callable<Boolean>>of(
                  () ->
                      commit(handles.get(0), new Change.Acknowledge(claim))
                          instanceof Committed.Done,
                  () ->
                      commit(handles.get(1), new Change.Park(claim, "why"))
                          instanceof Committed.Done,
                  () -> handles.get(0).outbox().retryLater(claim, HOUR),
                  () -> handles.get(1).outbox().release(claim)));

      assertThat(ended).filteredOn(one -> one).hasSize(1);
      given().committed(new Change.Supersede(new DeliveryKey(key), Set.of("FIRST", "SECOND")));
      assertThat(store().outbox().size()).isZero();
    }
  }
}

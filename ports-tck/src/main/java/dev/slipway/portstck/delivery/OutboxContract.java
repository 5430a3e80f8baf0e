package dev.slipway.portstck.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/**
 * What {@code Outbox} owes its callers. Times are hours, so that a store whose clock runs by itself
 * meets them too.
 */
public interface OutboxContract extends StoreContract {

  /** The lease of these tests. */
  Duration HOUR = Duration.ofHours(1);

  private Outbox outbox() {
    return store().outbox();
  }

  private void messages(String key, String... types) {
    for (String type : types) {
      given().messages(Samples.aMessage(key, type));
    }
  }

  private Delivery claimOne(Duration lease) {
    var deliveries = outbox().claim(1, lease);
    assertThat(deliveries).as("what is due").hasSize(1);
    return deliveries.getFirst();
  }

  private List<String> claimAll() {
    return outbox().claim(100, HOUR).stream().map(OutboxContract::name).toList();
  }

  private static String name(Delivery delivery) {
    return delivery.message().key() + " " + delivery.message().type();
  }

  private void acknowledge(Delivery delivery) {
    given().committed(new Change.Acknowledge(delivery.claim()));
  }

  // What is delivered.

  @Test
  default void a_message_is_delivered_as_it_was_appended() {
    var message = Samples.aMessage("key", "DO");
    given().messages(message);

    var delivery = claimOne(HOUR);

    assertThat(delivery.message()).isEqualTo(message);
    assertThat(delivery.id()).isNotBlank();
    assertThat(delivery.attempt()).isOne();
    assertThat(delivery.claim().key()).isEqualTo(new DeliveryKey("key"));
  }

  @Test
  default void a_message_keeps_its_id_over_all_deliveries() {
    messages("key", "DO");
    var first = claimOne(HOUR);
    advance(HOUR);

    var second = claimOne(HOUR);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.claim()).isNotEqualTo(first.claim());
  }

  @Test
  default void an_acknowledged_message_never_comes_back() {
    messages("key", "DO");

    acknowledge(claimOne(HOUR));

    advance(HOUR.multipliedBy(2));
    assertThat(claimAll()).isEmpty();
    assertThat(outbox().size()).isZero();
    assertThat(outbox().nextDue()).isEmpty();
  }

  @Test
  default void keys_are_exact() {
    var keys = List.of("key", "KEY", "key ", "ke_", "k%", "'", "😀", "a/b", "a\u0001b", "é");
    for (String key : keys) {
      messages(key, "DO");
    }

    var delivered = outbox().claim(100, HOUR);

    assertThat(delivered)
        .extracting(delivery -> delivery.message().key().value())
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  default void payloads_keep_their_order_and_their_digits() {
    var payload =
        Json.object()
            .put("z", Json.number("12345678901234567890.1234567890"))
            .put("a", Json.number("1E+131"))
            .put("", Json.array(Json.number("-0"), Json.number("1.00"), Json.nothing()))
            .put("b", "\u0001 😀 \\ \" '")
            .build();
    given().messages(new Message(new DeliveryKey("key"), "DO", payload));

    var delivered = claimOne(HOUR).message().payload();

    assertThat(delivered).isEqualTo(payload).hasToString(payload.toText());
  }

  // Order.

  @Test
  default void messages_of_a_key_come_one_at_a_time_in_their_order() {
    messages("key", "FIRST", "SECOND");

    var first = outbox().claim(100, HOUR);
    assertThat(first).extracting(OutboxContract::name).containsExactly("key FIRST");
    assertThat(claimAll()).as("while the first is claimed").isEmpty();
    acknowledge(first.getFirst());

    assertThat(claimAll()).containsExactly("key SECOND");
  }

  @Test
  default void a_claimed_key_does_not_hold_up_others() {
    messages("a", "FIRST", "SECOND");
    claimOne(HOUR);
    messages("b", "FIRST", "SECOND");

    assertThat(claimAll()).containsExactly("b FIRST");
  }

  @Test
  default void the_longest_due_come_first() {
    var keys = List.of("m", "z", "a", "k");
    for (String key : keys) {
      messages(key, "DO");
      advance(Duration.ofSeconds(1));
    }

    assertThat(claimOne(HOUR).message().key().value()).isEqualTo("m");
    assertThat(outbox().claim(2, HOUR))
        .extracting(delivery -> delivery.message().key().value())
        .containsExactly("z", "a");
    assertThat(claimAll()).containsExactly("k DO");
  }

  @Test
  default void a_message_is_due_from_when_it_became_the_head() {
    messages("a", "FIRST", "SECOND");
    advance(Duration.ofSeconds(1));
    messages("b", "FIRST");
    advance(Duration.ofSeconds(1));
    acknowledge(claimOne(HOUR));
    advance(Duration.ofSeconds(1));

    assertThat(claimAll()).containsExactly("b FIRST", "a SECOND");
  }

  // Attempts and leases.

  @Test
  default void attempts_are_counted_at_claim_and_begin_again_with_the_next_message() {
    messages("key", "FIRST", "SECOND");
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(claimOne(HOUR).attempt()).isEqualTo(attempt);
      advance(HOUR);
    }
    acknowledge(claimOne(HOUR));

    assertThat(claimOne(HOUR).attempt()).isOne();
  }

  @Test
  default void a_lease_holds_until_its_end_and_not_at_it() {
    messages("key", "DO");
    claimOne(HOUR);

    advance(HOUR.minusMinutes(1));
    assertThat(claimAll()).isEmpty();

    advance(Duration.ofMinutes(1));
    assertThat(claimAll()).containsExactly("key DO");
  }

  @Test
  default void a_lease_ends_to_the_microsecond() {
    assumeTrue(harness().clockStands(), "the clock of this store runs by itself");
    messages("key", "DO");
    claimOne(HOUR);

    advance(HOUR.minus(Duration.ofNanos(1_000)));
    assertThat(claimAll()).isEmpty();

    advance(Duration.ofNanos(1_000));
    assertThat(claimAll()).containsExactly("key DO");
  }

  @Test
  default void a_renewed_claim_holds_from_then_on() {
    messages("key", "DO");
    var claim = claimOne(HOUR).claim();
    advance(Duration.ofMinutes(50));

    assertThat(outbox().renew(List.of(claim), HOUR)).containsExactly(claim);

    advance(Duration.ofMinutes(50));
    assertThat(claimAll()).isEmpty();
    advance(Duration.ofMinutes(10));
    assertThat(claimAll()).containsExactly("key DO");
  }

  @Test
  default void renewing_tells_which_claims_still_held() {
    messages("taken", "DO");
    messages("done", "DO");
    messages("late", "DO");
    var claimed = outbox().claim(3, HOUR);
    var taken = claimOf("taken", claimed);
    var late = claimOf("late", claimed);
    var done = claimOf("done", claimed);
    given().committed(new Change.Acknowledge(done));
    assertThat(outbox().renew(List.of(late), HOUR.multipliedBy(2))).containsExactly(late);
    advance(HOUR);
    assertThat(claimAll()).containsExactly("taken DO");
    advance(HOUR);
    var madeUp = new Claim(new DeliveryKey("late"), "made up");

    var held = outbox().renew(List.of(taken, late, done, madeUp), HOUR);

    assertThat(held).as("a lease that merely ran out ends nothing").containsExactly(late);
    assertThat(outbox().renew(List.of(), HOUR)).isEmpty();
  }

  // Fencing.

  @Test
  default void a_claim_whose_message_somebody_else_claimed_does_nothing() {
    messages("key", "FIRST", "SECOND");
    var stale = claimOne(HOUR).claim();
    advance(HOUR);
    var held = claimOne(HOUR);

    assertThat(outbox().retryLater(stale, Duration.ZERO)).isFalse();
    assertThat(outbox().release(stale)).isFalse();
    assertThat(outbox().renew(List.of(stale), HOUR.multipliedBy(9))).isEmpty();
    assertThat(commit(new Change.Acknowledge(stale))).isInstanceOf(Committed.Stale.class);
    assertThat(commit(new Change.Park(stale, "late"))).isInstanceOf(Committed.Stale.class);
    assertThat(store().deadLetters().page("", 10)).isEmpty();
    assertThat(claimAll()).as("the other one's lease").isEmpty();
    acknowledge(held);
    assertThat(claimAll()).containsExactly("key SECOND");
  }

  @Test
  default void a_claim_that_was_given_back_does_nothing() {
    messages("key", "DO");
    var retried = claimOne(HOUR).claim();
    assertThat(outbox().retryLater(retried, Duration.ZERO)).isTrue();
    assertThat(outbox().release(retried)).isFalse();
    var released = claimOne(HOUR).claim();
    assertThat(outbox().release(released)).isTrue();

    assertThat(outbox().retryLater(released, HOUR)).isFalse();
    assertThat(commit(new Change.Acknowledge(retried))).isInstanceOf(Committed.Stale.class);
    assertThat(commit(new Change.Acknowledge(released))).isInstanceOf(Committed.Stale.class);
    assertThat(claimAll()).containsExactly("key DO");
  }

  @Test
  default void a_claim_whose_lease_ran_out_counts_until_somebody_else_claims() {
    messages("key", "DO");
    var late = claimOne(HOUR);
    advance(HOUR.multipliedBy(3));

    acknowledge(late);

    assertThat(outbox().size()).isZero();
  }

  @Test
  default void a_claim_of_one_message_does_nothing_to_the_next_of_its_key() {
    messages("key", "FIRST", "SECOND");
    var first = claimOne(HOUR);
    acknowledge(first);

    assertThat(commit(new Change.Acknowledge(first.claim()))).isInstanceOf(Committed.Stale.class);
    assertThat(outbox().retryLater(first.claim(), HOUR)).isFalse();
    assertThat(claimAll()).containsExactly("key SECOND");
  }

  // Many at once.

  @Test
  default void messages_that_end_together_let_the_next_of_their_keys_come_up() {
    messages("a", "FIRST");
    messages("b", "FIRST", "SECOND", "THIRD");
    messages("c", "FIRST", "SECOND");
    messages("d", "FIRST");
    var claimed = outbox().claim(3, HOUR);

    given()
        .committed(
            claimed.stream()
                .map(delivery -> new Change.Acknowledge(delivery.claim()))
                .toArray(Change[]::new));

    assertThat(outbox().size()).isEqualTo(4);
    var next = outbox().claim(100, HOUR);
    assertThat(next)
        .extracting(OutboxContract::name)
        .containsExactlyInAnyOrder("d FIRST", "b SECOND", "c SECOND");
    assertThat(next).extracting(Delivery::attempt).containsOnly(1);
  }

  @Test
  default void one_claim_that_ended_voids_a_commit_of_many_and_is_named() {
    messages("a", "FIRST");
    messages("b", "FIRST");
    messages("c", "FIRST", "SECOND");
    var claimed = outbox().claim(3, HOUR);
    assertThat(outbox().release(claimOf("b", claimed))).isTrue();

    var committed =
        store()
            .commits()
            .commit(
                new Commit(
                    claimed.stream()
                        .<Change>map(delivery -> new Change.Acknowledge(delivery.claim()))
                        .toList()));

    assertThat(committed).isEqualTo(new Committed.Stale(new Lost.LeaseLost(new DeliveryKey("b"))));
    assertThat(outbox().size()).isEqualTo(4);
    assertThat(outbox().renew(List.of(claimOf("a", claimed), claimOf("c", claimed)), HOUR))
        .hasSize(2);
  }

  @Test
  default void a_claim_that_ended_voids_a_commit_also_beside_the_one_that_came_after_it() {
    messages("a", "FIRST");
    messages("b", "FIRST");
    var ended = claimOf("b", outbox().claim(2, HOUR));
    assertThat(outbox().release(ended)).isTrue();
    var now = claimOf("b", outbox().claim(1, HOUR));

    for (var claims : List.of(List.of(ended, now), List.of(now, ended))) {
      assertThat(commit(claims.stream().map(Change.Acknowledge::new).toArray(Change[]::new)))
          .isEqualTo(new Committed.Stale(new Lost.LeaseLost(new DeliveryKey("b"))));
      assertThat(outbox().size()).isEqualTo(2);
    }
    given().committed(new Change.Acknowledge(now));
  }

  // Giving back.

  @Test
  default void a_released_message_is_due_at_once_and_was_not_tried() {
    messages("key", "DO");
    var claim = claimOne(HOUR).claim();

    assertThat(outbox().release(claim)).isTrue();

    assertThat(claimOne(HOUR).attempt()).isOne();
  }

  @Test
  default void a_message_to_retry_later_holds_back_its_key_and_no_other() {
    messages("key", "FIRST", "SECOND");
    messages("other", "FIRST");
    var claim = claimOf("key", outbox().claim(2, HOUR));

    assertThat(outbox().retryLater(claim, HOUR)).isTrue();

    messages("third", "FIRST");
    assertThat(claimAll()).containsExactly("third FIRST");
    advance(HOUR.minusMinutes(1));
    assertThat(claimAll()).isEmpty();
    advance(Duration.ofMinutes(1));
    var again = outbox().claim(100, HOUR);
    assertThat(again).extracting(OutboxContract::name).contains("key FIRST");
    assertThat(again)
        .filteredOn(one -> one.message().key().value().equals("key"))
        .extracting(Delivery::attempt)
        .containsExactly(2);
  }

  private static Claim claimOf(String key, List<Delivery> deliveries) {
    return deliveries.stream()
        .map(Delivery::claim)
        .filter(claim -> claim.key().value().equals(key))
        .findFirst()
        .orElseThrow();
  }

  // Superseding.

  @Test
  default void superseding_removes_messages_of_these_types_of_this_key() {
    messages("key", "OLD", "OTHER", "OLD", "ALSO_OLD");
    messages("other", "OLD");

    given()
        .committed(
            new Change.Supersede(new DeliveryKey("key"), Set.of("OLD", "ALSO_OLD", "NEVER")));

    assertThat(claimAll()).containsExactlyInAnyOrder("key OTHER", "other OLD");
    assertThat(outbox().size()).isEqualTo(2);
  }

  @Test
  default void superseding_nothing_is_no_loss() {
    messages("key", "DO");

    given()
        .committed(
            new Change.Supersede(new DeliveryKey("key"), Set.of()),
            new Change.Supersede(new DeliveryKey("unknown"), Set.of("DO")));

    assertThat(claimAll()).containsExactly("key DO");
  }

  @Test
  default void superseding_leaves_a_claimed_message_and_removes_those_behind_it() {
    messages("key", "OLD", "OLD", "NEW");
    var claimed = claimOne(HOUR);

    given().committed(new Change.Supersede(new DeliveryKey("key"), Set.of("OLD")));

    assertThat(outbox().size()).isEqualTo(2);
    assertThat(claimAll()).isEmpty();
    acknowledge(claimed);
    assertThat(claimAll()).containsExactly("key NEW");
  }

  @Test
  default void superseding_removes_a_message_whose_lease_ran_out_and_ends_its_claim() {
    messages("key", "OLD", "NEW");
    var late = claimOne(HOUR).claim();
    advance(HOUR);

    given().committed(new Change.Supersede(new DeliveryKey("key"), Set.of("OLD")));

    assertThat(commit(new Change.Acknowledge(late))).isInstanceOf(Committed.Stale.class);
    assertThat(outbox().renew(List.of(late), HOUR)).isEmpty();
    var next = claimOne(HOUR);
    assertThat(name(next)).isEqualTo("key NEW");
    assertThat(next.attempt()).isOne();
  }

  @Test
  default void superseding_a_message_that_waits_lets_the_next_one_go_at_once() {
    messages("key", "OLD", "NEW");
    outbox().retryLater(claimOne(HOUR).claim(), HOUR);

    given().committed(new Change.Supersede(new DeliveryKey("key"), Set.of("OLD")));

    var next = claimOne(HOUR);
    assertThat(name(next)).isEqualTo("key NEW");
    assertThat(next.attempt()).isOne();
  }

  @Test
  default void a_key_whose_messages_were_all_superseded_begins_anew() {
    messages("key", "OLD");
    outbox().retryLater(claimOne(HOUR).claim(), HOUR);
    given().committed(new Change.Supersede(new DeliveryKey("key"), Set.of("OLD")));
    assertThat(outbox().nextDue()).isEmpty();

    messages("key", "NEW");

    assertThat(claimOne(HOUR).attempt()).isOne();
  }

  // Next due.

  @Test
  default void the_next_due_is_that_of_the_earliest_head() {
    var before = harness().now();
    messages("key", "FIRST", "SECOND");
    assertThat(outbox().nextDue().orElseThrow())
        .isBetween(before.minusSeconds(1), harness().now().plusSeconds(1));

    var claim = claimOne(HOUR).claim();
    assertThat(outbox().nextDue().orElseThrow()).as("the end of the lease").is(about(HOUR));

    outbox().renew(List.of(claim), HOUR.multipliedBy(5));
    assertThat(outbox().nextDue().orElseThrow()).is(about(HOUR.multipliedBy(5)));

    outbox().retryLater(claim, HOUR.multipliedBy(3));
    assertThat(outbox().nextDue().orElseThrow()).is(about(HOUR.multipliedBy(3)));

    messages("other", "FIRST");
    assertThat(outbox().nextDue().orElseThrow()).is(about(Duration.ZERO));
  }

  private Condition<Instant> about(Duration fromNow) {
    var expected = harness().now().plus(fromNow);
    return new Condition<>(
        at -> Duration.between(at, expected).abs().compareTo(Duration.ofMinutes(2)) < 0,
        "about %s",
        expected);
  }

  @Test
  default void what_is_due_is_what_is_claimed_when_the_next_due_has_come() {
    messages("a", "DO");
    messages("b", "DO");
    claimOne(Duration.ofHours(2));
    claimOne(Duration.ofMinutes(150));
    var seen = new ArrayList<String>();

    for (int i = 0; i < 2; i++) {
      var due = outbox().nextDue().orElseThrow();
      advance(Duration.between(harness().now(), due));
      seen.addAll(claimAll());
    }

    assertThat(seen).containsExactlyInAnyOrder("a DO", "b DO");
  }

  @Test
  default void the_size_counts_claimed_messages_too() {
    messages("a", "FIRST", "SECOND");
    messages("b", "FIRST");
    claimOne(HOUR);

    assertThat(outbox().size()).isEqualTo(3);
  }

  @Test
  default void no_more_are_claimed_than_asked_for() {
    for (int i = 0; i < 10; i++) {
      messages("key-" + i, "DO");
    }

    assertThat(outbox().claim(4, HOUR)).hasSize(4);
    assertThat(outbox().claim(4, HOUR)).hasSize(4);
    assertThat(outbox().claim(4, HOUR)).hasSize(2);
    assertThat(outbox().claim(4, HOUR)).isEmpty();
  }
}

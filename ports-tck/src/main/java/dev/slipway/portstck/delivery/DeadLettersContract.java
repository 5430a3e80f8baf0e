package dev.slipway.portstck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.delivery.DeadLetter;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code DeadLetters} owes its callers. */
public interface DeadLettersContract extends StoreContract {

  private Delivery parked(Message message, String error) {
    given().messages(message);
    var delivery = given().claimed();
    given().committed(new Change.Park(delivery.claim(), error));
    return delivery;
  }

  @Test
  default void a_parked_message_is_kept_with_error_attempts_and_time() {
    var message =
        new Message(
            new DeliveryKey("key"),
            "TYPE",
            Json.object()
                .put("z", Json.number("1.00"))
                .put("a", Json.number("12345678901234567890"))
                .build());
    given().messages(message);
    given().claimed();
    advance(Duration.ofHours(1));
    var delivery = given().claimed();
    var before = harness().now();

    given().committed(new Change.Park(delivery.claim(), "payload version 9\n\u0001 😀 '"));

    var letter = store().deadLetters().find(delivery.id()).orElseThrow();
    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                delivery.id(), message, "payload version 9\n\u0001 😀 '", 2, letter.parkedAt()));
    assertThat(letter.message().payload()).hasToString(message.payload().toText());
    assertThat(letter.parkedAt()).isBetween(before.minusSeconds(1), harness().now().plusSeconds(1));
  }

  @Test
  default void a_parked_message_is_never_delivered_again_and_lets_the_next_one_go() {
    given().messages(Samples.aMessage("key", "BAD"), Samples.aMessage("key", "GOOD"));

    given().committed(new Change.Park(given().claimed().claim(), "unknown"));

    assertThat(store().outbox().size()).isOne();
    var next = given().claimed();
    assertThat(next.message().type()).isEqualTo("GOOD");
    assertThat(next.attempt()).isOne();
  }

  @Test
  default void an_unknown_id_is_none() {
    var delivery = parked(Samples.aMessage("key", "BAD"), "unknown");

    assertThat(store().deadLetters().find("")).isEmpty();
    assertThat(store().deadLetters().find(delivery.id() + "x")).isEmpty();
    assertThat(store().deadLetters().find("' OR 1=1 --")).isEmpty();
    assertThat(store().deadLetters().find("%")).isEmpty();
  }

  @Test
  default void a_message_that_was_acknowledged_is_no_dead_letter() {
    given().messages(Samples.aMessage("key", "GOOD"));
    var delivery = given().claimed();

    given().committed(new Change.Acknowledge(delivery.claim()));

    assertThat(store().deadLetters().find(delivery.id())).isEmpty();
  }

  @Test
  default void pages_go_by_id_ascending() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      ids.add(parked(Samples.aMessage("key-" + i, "BAD"), "unknown").id());
    }

    var paged = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      var after = paged.isEmpty() ? "" : paged.getLast();
      store().deadLetters().page(after, 5).forEach(letter -> paged.add(letter.id()));
    }

    assertThat(paged).isEqualTo(ids.stream().sorted().toList());
    assertThat(store().deadLetters().page(paged.getLast(), 5)).isEmpty();
    assertThat(store().deadLetters().page("", 100))
        .isEqualTo(paged.stream().map(id -> store().deadLetters().find(id).orElseThrow()).toList());
  }

  @Test
  default void messages_may_be_parked_in_one_commit_with_others() {
    given().messages(Samples.aMessage("a", "BAD"), Samples.aMessage("b", "BAD"));
    var claims = store().outbox().claim(2, Duration.ofHours(1));

    given()
        .committed(
            List.of(
                new Change.Park(claims.getFirst().claim(), "one"),
                new Change.Park(claims.getLast().claim(), "two")));

    assertThat(store().deadLetters().page("", 10))
        .extracting(DeadLetter::error)
        .containsExactlyInAnyOrder("one", "two");
  }
}

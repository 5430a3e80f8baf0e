package dev.slipway.portstck.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code KeptAnswers} owes its callers. */
public interface KeptAnswersContract extends StoreContract {

  /** A microsecond. */
  long MICROSECOND = 1_000;

  private Instant later() {
    return harness().now().truncatedTo(ChronoUnit.MICROS).plusSeconds(3_600);
  }

  private KeptAnswer kept(String organization, String key, Instant expiresAt) {
    var answer = Samples.aKeptAnswer(organization, key, expiresAt);
    given().committed(new Change.Keep(answer));
    return answer;
  }

  @Test
  default void an_answer_is_found_as_it_was_kept() {
    var answer =
        new KeptAnswer(
            new IdempotencyKey(
                new OrganizationId("acme"), "POST /providers/{x}/é😀", "!\"#$%&'()*+,-./:;<=>?@"),
            Samples.digest("request"),
            202,
            Json.object()
                .put("z", Json.number("1.00"))
                .put("a", Json.array(Json.number("1e-1000"), Json.nothing()))
                .put("text", "\u0001 😀 \\ \" '")
                .build(),
            later());
    given().committed(new Change.Keep(answer));

    var found = store().answers().find(answer.key(), harness().now());

    assertThat(found).contains(answer);
    assertThat(found.orElseThrow().body()).hasToString(answer.body().toText());
  }

  @Test
  default void bodies_may_be_any_json_value() {
    int number = 0;
    for (Json body :
        List.of(
            Json.nothing(), Json.bool(false), Json.number("-0"), Json.string(""), Json.array())) {
      var sample = Samples.aKeptAnswer("acme", "key-" + number, later());
      var answer =
          new KeptAnswer(sample.key(), sample.fingerprint(), 200, body, sample.expiresAt());
      given().committed(new Change.Keep(answer));
      number++;

      assertThat(store().answers().find(answer.key(), harness().now())).contains(answer);
    }
  }

  @Test
  default void keys_are_exact() {
    var answer = kept("acme", "key", later());
    var key = answer.key();
    var now = harness().now();

    for (IdempotencyKey other :
        List.of(
            new IdempotencyKey(new OrganizationId("other"), key.route(), key.key()),
            new IdempotencyKey(new OrganizationId("Acme"), key.route(), key.key()),
            new IdempotencyKey(key.organization(), "POST /providers/installs", key.key()),
            new IdempotencyKey(key.organization(), "POST", " /providers/install" + key.key()),
            new IdempotencyKey(key.organization(), key.route(), "Key"),
            new IdempotencyKey(key.organization(), key.route(), "ke_"),
            new IdempotencyKey(key.organization(), key.route(), "%"))) {
      assertThat(store().answers().find(other, now)).as(other.toString()).isEmpty();
    }
  }

  @Test
  default void an_answer_is_there_until_it_expires_and_not_when() {
    var expiresAt = later();
    var answer = kept("acme", "key", expiresAt);

    assertThat(store().answers().find(answer.key(), expiresAt.minusNanos(MICROSECOND)))
        .contains(answer);
    assertThat(store().answers().find(answer.key(), expiresAt)).isEmpty();
    assertThat(store().answers().find(answer.key(), expiresAt.plusNanos(MICROSECOND))).isEmpty();
  }

  @Test
  default void expired_answers_are_removed_a_few_at_a_time_and_no_others() {
    var end = later();
    for (int i = 0; i < 5; i++) {
      kept("acme", "expired-" + i, end);
    }
    var kept = kept("acme", "kept", end.plusNanos(MICROSECOND));

    assertThat(store().answers().removeExpired(end.minusNanos(MICROSECOND), 100)).isZero();
    assertThat(store().answers().removeExpired(end, 3)).isEqualTo(3);
    assertThat(store().answers().removeExpired(end, 3)).isEqualTo(2);
    assertThat(store().answers().removeExpired(end, 3)).isZero();
    assertThat(store().answers().find(kept.key(), end)).contains(kept);
  }
}

package dev.slipway.usecases.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
  private final Retries retries = new Retries(now::get);

  @Test
  void nothing_is_due_when_nothing_was_put_off() {
    assertThat(retries.next()).isEmpty();
  }

  @Test
  void the_earliest_comes_first_whatever_was_put_off_before() {
    retries.after(Duration.ofSeconds(9));
    retries.after(Duration.ofSeconds(2));

    assertThat(retries.next()).contains(Duration.ofSeconds(2));
  }

  @Test
  void what_is_put_off_for_longer_hides_nothing_that_comes_before_it() {
    retries.after(Duration.ofSeconds(2));
    retries.after(Duration.ofSeconds(9));

    assertThat(retries.next()).contains(Duration.ofSeconds(2));
  }

  @Test
  void what_has_come_due_is_forgotten_and_the_next_one_follows() {
    retries.after(Duration.ofSeconds(2));
    retries.after(Duration.ofSeconds(9));

    now.set(now.get().plusSeconds(2));

    assertThat(retries.next()).contains(Duration.ofSeconds(7));
  }
}

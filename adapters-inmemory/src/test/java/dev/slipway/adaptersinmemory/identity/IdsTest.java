package dev.slipway.adaptersinmemory.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.time.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IdsTest {

  private final MovableClock clock = new MovableClock(Samples.NOON);
  private final List<Ids> both =
      List.of(RandomIds.create(clock, new SecureRandom()), CountingIds.create());

  @Test
  void an_id_is_prefix_underscore_and_lower_case_letters_and_digits() {
    for (Ids ids : both) {
      assertThat(ids.next("tok")).matches("tok_[a-z0-9]{10,26}");
    }
  }

  @Test
  void no_two_ids_are_the_same_whoever_asks() {
    for (Ids ids : both) {
      var made = Race.of(8, index -> IntStream.range(0, 500).mapToObj(i -> ids.next("a")).toList());

      assertThat(made.stream().flatMap(List::stream)).hasSize(4_000).doesNotHaveDuplicates();
    }
  }

  @Test
  void ids_rise_with_time() {
    for (Ids ids : both) {
      var made =
          IntStream.range(0, 40)
              .mapToObj(
                  i -> {
                    clock.advance(Duration.ofMillis(1L << i));
                    return ids.next("a");
                  })
              .toList();

      assertThat(made).isSorted().allMatch(id -> id.length() == made.getFirst().length());
    }
  }

  @Test
  void secrets_are_43_characters_of_url_safe_base64_and_never_the_same() {
    for (Ids ids : both) {
      var secrets = IntStream.range(0, 1_000).mapToObj(i -> ids.secret()).toList();

      assertThat(secrets).doesNotHaveDuplicates().allMatch(one -> one.matches("[A-Za-z0-9_-]{43}"));
    }
  }

  @Test
  void chances_are_from_0_to_1_and_differ() {
    for (Ids ids : both) {
      var chances = IntStream.range(0, 1_000).mapToObj(i -> ids.chance()).toList();

      assertThat(chances).allMatch(chance -> chance >= 0 && chance < 1).doesNotHaveDuplicates();
      assertThat(chances).anyMatch(chance -> chance < 0.1).anyMatch(chance -> chance > 0.9);
    }
  }

  @Nested
  class Counting {

    @Test
    void counted_ids_are_the_same_in_every_run() {
      var one = CountingIds.create();
      var other = CountingIds.create();

      assertThat(one.next("tok"))
          .isEqualTo("tok_" + "0".repeat(25) + "1")
          .isEqualTo(other.next("tok"));
      assertThat(one.next("ins"))
          .isEqualTo("ins_" + "0".repeat(25) + "2")
          .isEqualTo(other.next("ins"));
      assertThat(one.secret()).isEqualTo(other.secret());
      assertThat(one.chance()).isEqualTo(other.chance());
    }
  }
}

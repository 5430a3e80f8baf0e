package dev.slipway.portstck.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.lease.Leases.Acquired;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code Leases} owes its callers. */
public interface LeasesContract extends StoreContract {

  /** The time of most leases here. */
  Duration HOUR = Duration.ofHours(1);

  private Leases leases() {
    return store().leases();
  }

  private Acquired acquire(String name, String holder) {
    return leases().acquire(name, holder, HOUR);
  }

  @Test
  default void a_free_lease_is_held_by_who_acquires_it() {
    assertThat(acquire("name", "one")).isEqualTo(new Acquired.Held());
    assertThat(acquire("name", "two")).isEqualTo(new Acquired.HeldBy("one"));
    assertThat(acquire("other", "two")).isEqualTo(new Acquired.Held());
  }

  @Test
  default void the_holder_prolongs_its_lease_from_now() {
    acquire("name", "one");
    advance(Duration.ofMinutes(50));

    assertThat(acquire("name", "one")).isEqualTo(new Acquired.Held());

    advance(Duration.ofMinutes(50));
    assertThat(acquire("name", "two")).isEqualTo(new Acquired.HeldBy("one"));
    advance(Duration.ofMinutes(10));
    assertThat(acquire("name", "two")).isEqualTo(new Acquired.Held());
    assertThat(acquire("name", "one")).isEqualTo(new Acquired.HeldBy("two"));
  }

  @Test
  default void a_lease_ends_to_the_microsecond() {
    assumeTrue(harness().clockStands(), "the clock of this store runs by itself");
    acquire("name", "one");

    advance(HOUR.minus(Duration.ofNanos(1_000)));
    assertThat(acquire("name", "two")).isEqualTo(new Acquired.HeldBy("one"));
    assertThat(leases().ended("", 10)).isEmpty();

    advance(Duration.ofNanos(1_000));
    assertThat(leases().ended("", 10)).containsExactly("name");
    assertThat(acquire("name", "two")).isEqualTo(new Acquired.Held());
  }

  @Test
  default void many_leases_are_prolonged_at_once_from_now() {
    var names = List.of("c", "a", "b");
    names.forEach(name -> acquire(name, "one"));
    acquire("not asked for", "one");
    advance(Duration.ofMinutes(50));

    assertThat(leases().prolong(names, "one", HOUR)).containsExactlyInAnyOrderElementsOf(names);

    advance(Duration.ofMinutes(50));
    assertThat(leases().ended("", 10)).containsExactly("not asked for");
    assertThat(acquire("b", "two")).isEqualTo(new Acquired.HeldBy("one"));
    advance(Duration.ofMinutes(10));
    assertThat(leases().ended("", 10)).containsExactly("not asked for", "a", "b", "c");
    assertThat(leases().prolong(List.of(), "one", HOUR)).isEmpty();
  }

  @Test
  default void only_what_is_held_is_prolonged() {
    acquire("mine", "one");
    acquire("taken", "one");
    leases().take("taken", "two", HOUR);
    acquire("released", "one");
    leases().release("released", "one");
    acquire("theirs", "two");

    assertThat(
            leases()
                .prolong(
                    List.of("theirs", "taken", "released", "never held", "mine"),
                    "one",
                    HOUR.multipliedBy(2)))
        .containsExactly("mine");

    advance(HOUR);
    assertThat(leases().ended("", 10)).containsExactly("taken", "theirs");
    assertThat(acquire("released", "three")).isEqualTo(new Acquired.Held());
    assertThat(acquire("never held", "three")).isEqualTo(new Acquired.Held());
  }

  @Test
  default void what_has_ended_is_prolonged_unless_somebody_else_was_there() {
    acquire("mine", "one");
    acquire("lost", "one");
    advance(HOUR.multipliedBy(2));
    acquire("lost", "two");

    assertThat(leases().prolong(List.of("lost", "mine"), "one", HOUR)).containsExactly("mine");

    assertThat(acquire("mine", "two")).isEqualTo(new Acquired.HeldBy("one"));
    assertThat(acquire("lost", "one")).isEqualTo(new Acquired.HeldBy("two"));
  }

  @Test
  default void who_prolong_the_same_leases_at_once_in_any_order_never_fail() {
    var handles = List.of(store(), harness().reopen());
    var names = IntStream.range(0, 50).mapToObj(i -> "name-" + i).toList();
    names.forEach(name -> acquire(name, "one"));

    for (int round = 0; round < 10; round++) {
      var outcomes =
          Race.of(
              4,
              index ->
                  handles
                      .get(index % 2)
                      .leases()
                      .prolong(index < 2 ? names : names.reversed(), "one", HOUR)
                      .size());

      assertThat(outcomes).containsOnly(names.size());
    }
  }

  @Test
  default void a_released_lease_is_free_at_once() {
    acquire("name", "one");

    leases().release("name", "two");
    assertThat(acquire("name", "two"))
        .as("not theirs to release")
        .isEqualTo(new Acquired.HeldBy("one"));

    leases().release("name", "one");
    assertThat(acquire("name", "two")).isEqualTo(new Acquired.Held());
    leases().release("never held", "one");
  }

  @Test
  default void a_lease_can_be_taken_whoever_holds_it_and_the_former_holder_learns_it() {
    acquire("name", "one");

    leases().take("name", "two", HOUR);

    assertThat(acquire("name", "one")).isEqualTo(new Acquired.HeldBy("two"));
    leases().release("name", "one");
    assertThat(acquire("name", "three")).isEqualTo(new Acquired.HeldBy("two"));
    leases().take("fresh", "two", HOUR);
    assertThat(acquire("fresh", "one")).isEqualTo(new Acquired.HeldBy("two"));
  }

  @Test
  default void taking_counts_the_time_from_then() {
    leases().acquire("name", "one", HOUR.multipliedBy(9));
    leases().take("name", "two", HOUR);

    advance(HOUR);

    assertThat(acquire("name", "three")).isEqualTo(new Acquired.Held());
  }

  @Test
  default void ended_leases_are_told_the_longest_ended_first() {
    leases().acquire("a/3", "one", HOUR.multipliedBy(3));
    leases().acquire("a/1", "one", HOUR);
    leases().acquire("a/2", "one", HOUR.multipliedBy(2));
    leases().acquire("a/9", "one", HOUR.multipliedBy(9));
    leases().acquire("released", "one", HOUR);
    leases().release("released", "one");
    assertThat(leases().ended("", 10)).isEmpty();

    advance(HOUR.multipliedBy(3));

    assertThat(leases().ended("", 10)).containsExactly("a/1", "a/2", "a/3");
    assertThat(leases().ended("", 2)).containsExactly("a/1", "a/2");
    acquire("a/1", "two");
    assertThat(leases().ended("", 10)).as("held again").containsExactly("a/2", "a/3");
    leases().release("a/2", "one");
    assertThat(leases().ended("", 10)).as("given up late").containsExactly("a/3");
  }

  @Test
  default void prefixes_are_plain_text() {
    for (String name : List.of("a%b", "a_b", "aXb", "a\\b", "a'b", "A%b", "b/a%b", "aé😀")) {
      acquire(name, "one");
    }
    advance(HOUR);

    assertThat(leases().ended("a%", 10)).containsExactly("a%b");
    assertThat(leases().ended("a_", 10)).containsExactly("a_b");
    assertThat(leases().ended("a\\", 10)).containsExactly("a\\b");
    assertThat(leases().ended("a'", 10)).containsExactly("a'b");
    assertThat(leases().ended("aé😀", 10)).containsExactly("aé😀");
    assertThat(leases().ended("%", 10)).isEmpty();
    assertThat(leases().ended("a%b longer", 10)).isEmpty();
    assertThat(leases().ended("", 10)).hasSize(8);
  }

  @Test
  default void of_many_who_acquire_at_once_exactly_one_holds_and_the_others_learn_who() {
    var handles = List.of(store(), harness().reopen());

    for (int round = 0; round < 20; round++) {
      var name = "name-" + round;
      var outcomes =
          Race.of(
              8, index -> handles.get(index % 2).leases().acquire(name, "holder-" + index, HOUR));

      int winner = outcomes.indexOf(new Acquired.Held());
      assertThat(outcomes).filteredOn(Acquired.Held.class::isInstance).hasSize(1);
      assertThat(outcomes)
          .filteredOn(Acquired.HeldBy.class::isInstance)
          .containsOnly(new Acquired.HeldBy("holder-" + winner));
    }
  }
}

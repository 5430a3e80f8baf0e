package dev.slipway.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BackoffProperties {

  @Property
  void the_wait_lies_between_half_and_whole_of_the_capped_power(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1, max = 40) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    var wait = backoff.after(attempt, chance);

    long whole = whole(backoff, attempt);
    assertThat(wait.toNanos()).isBetween(whole / 2, whole);
    assertThat(wait).isLessThanOrEqualTo(backoff.cap());
  }

  @Property
  void a_later_attempt_with_the_same_chance_never_waits_less(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1, max = 40) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    assertThat(backoff.after(attempt + 1, chance))
        .isGreaterThanOrEqualTo(backoff.after(attempt, chance));
  }

  private static long whole(Backoff backoff, int attempt) {
    return BigInteger.valueOf(backoff.base().toNanos())
        .shiftLeft(attempt - 1)
        .min(BigInteger.valueOf(backoff.cap().toNanos()))
        .longValueExact();
  }

  @Provide
  Arbitrary<Backoff> backoffs() {
    var millis = Arbitraries.integers().between(0, 100_000);
    return Combinators.combine(millis, millis)
        .as(
            (base, more) ->
                new Backoff(Duration.ofMillis(base), Duration.ofMillis((long) base + more)));
  }
}

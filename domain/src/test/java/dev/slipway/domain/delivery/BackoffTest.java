package dev.slipway.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Backoff SECONDS = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @ParameterizedTest
  @CsvSource({"1, 0.5", "2, 1.0", "3, 2.0", "6, 16.0", "7, 30.0", "8, 30.0", "2147483647, 30.0"})
  void at_least_half_of_the_base_doubled_with_every_attempt_up_to_the_cap(
      int attempt, double seconds) {
    var wait = SECONDS.after(attempt, 0);

    assertThat(wait).isEqualTo(Duration.ofMillis((long) (seconds * 1_000)));
  }

  @Test
  void chance_lengthens_the_wait_up_to_the_whole() {
    assertThat(SECONDS.after(1, 0.25)).isEqualTo(Duration.ofMillis(625));
    assertThat(SECONDS.after(1, 0.5)).isEqualTo(Duration.ofMillis(750));
    assertThat(SECONDS.after(3, 0.75)).isEqualTo(Duration.ofMillis(3_500));
  }

  @Test
  void no_base_means_at_once_after_whatever_attempt() {
    var atOnce = new Backoff(Duration.ZERO, Duration.ofSeconds(60));

    assertThat(atOnce.after(1, 0.9)).isZero();
    assertThat(atOnce.after(Integer.MAX_VALUE, 0.9)).isZero();
  }

  @Test
  void a_base_equal_to_the_cap_never_grows() {
    var constant = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(2));

    assertThat(constant.after(9, 0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_cap_below_the_base_or_a_negative_base_is_refused() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT2S and PT1S");
    assertThatThrownBy(() -> new Backoff(Duration.ofNanos(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> new Backoff(Duration.ZERO, Duration.ZERO)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "-1, 0.5", "1, -0.1", "1, 1.0"})
  void attempts_begin_at_one_and_chance_is_below_one(int attempt, double chance) {
    assertThatThrownBy(() -> SECONDS.after(attempt, chance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempt " + attempt + ", chance " + chance);
  }
}

package dev.slipway.domain.delivery;

import java.time.Duration;

/**
 * How long to wait before a failed delivery is tried again: the base, doubled with every attempt,
 * at most the cap; of that between a half and the whole, so that many failures at once do not come
 * back at once.
 *
 * @param base the wait after the first attempt; zero means at once
 * @param cap the longest wait
 */
public record Backoff(Duration base, Duration cap) {

  /**
   * @throws IllegalArgumentException when a duration is negative, or the cap below the base
   */
  public Backoff {
    if (base.isNegative() || cap.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "back-off needs 0 <= base <= cap, not " + base + " and " + cap);
    }
  }

  /**
   * The wait after an attempt.
   *
   * @param attempt the attempt that failed, from 1
   * @param chance a number from 0 (inclusive) to 1 (exclusive), the jitter
   */
  public Duration after(int attempt, double chance) {
    if (attempt < 1 || chance < 0 || chance >= 1) {
      throw new IllegalArgumentException("attempt " + attempt + ", chance " + chance);
    }
    var wait = base;
    for (int i = 1; i < attempt && wait.compareTo(cap) < 0 && !wait.isZero(); i++) {
      wait = wait.multipliedBy(2);
    }
    var longest = wait.compareTo(cap) > 0 ? cap : wait;
    return Duration.ofNanos((long) (longest.toNanos() * (0.5 + chance / 2)));
  }
}

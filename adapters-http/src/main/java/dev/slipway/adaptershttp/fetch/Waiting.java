package dev.slipway.adaptershttp.fetch;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for something, but not longer than until a deadline. */
final class Waiting {
  private Waiting() {}

  /**
   * The result of {@code future}.
   *
   * @throws ExecutionException if it failed
   * @throws FetchFailed if the deadline has passed first
   */
  static <T> T until(Deadline deadline, Future<T> future)
      throws ExecutionException, FetchFailed, InterruptedException {
    try {
      return future.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw FetchFailed.timeout();
    }
  }

  /** Why a future failed. */
  static Throwable cause(ExecutionException failure) {
    return Objects.requireNonNullElse(failure.getCause(), failure);
  }
}

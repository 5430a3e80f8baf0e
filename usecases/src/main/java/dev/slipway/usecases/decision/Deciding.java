package dev.slipway.usecases.decision;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Load, decide, commit; and again when the commit lost a race, a bounded number of times. Nothing
 * is ever overwritten.
 */
public final class Deciding {

  /** So often a decision is made before giving up. */
  public static final int MAX_ATTEMPTS = 32;

  private Deciding() {}

  /**
   * Runs an attempt until it has an answer.
   *
   * @param what what is attempted, on which identity, for the message
   * @param attempt loads, decides and commits; empty when the commit lost a race
   * @throws StorageUnavailable when every attempt lost; nothing was written
   */
  public static <A> A again(String what, Supplier<Optional<A>> attempt) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      var answer = attempt.get();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new StorageUnavailable(
        what + ": lost " + MAX_ATTEMPTS + " races in a row; nothing was changed, try again");
  }
}

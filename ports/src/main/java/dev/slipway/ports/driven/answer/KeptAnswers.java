package dev.slipway.ports.driven.answer;

import dev.slipway.domain.installation.InstallationConfig;
import java.time.Instant;
import java.util.Optional;

/** Reading and ageing kept answers; they are written by {@code Commits}. Thread-safe; blocks. */
public interface KeptAnswers {

  /**
   * The answer under a key; absent when there is none, or when {@code now} is its {@code expiresAt}
   * or later.
   *
   * @throws InstallationConfig.Unreadable when it is encrypted, and the store cannot read it
   */
  Optional<KeptAnswer> find(IdempotencyKey key, Instant now);

  /**
   * Removes answers whose {@code expiresAt} is {@code now} or earlier.
   *
   * @param limit at most so many, so that housekeeping never holds up others
   * @return how many were removed
   */
  int removeExpired(Instant now, int limit);
}

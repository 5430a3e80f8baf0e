package dev.slipway.ports.driven.commit;

/**
 * The one way to write.
 *
 * <p>Atomicity: all changes of a commit become true at once, or none does; readers see all or none.
 * Isolation: of concurrent commits that write one aggregate from one revision exactly one is {@link
 * Committed.Done}. Durability: what is done survives a crash, where the store survives one at all.
 *
 * <p>Thread-safe. Blocks; bounded by the store's own time limit.
 */
public interface Commits {

  /**
   * Makes a commit true.
   *
   * @return {@link Committed.Answered} when an unexpired answer is kept under the idempotency key
   *     of the commit, by the store's own clock; else {@link Committed.Stale} when any expectation
   *     does not hold, naming any one that does not; else {@link Committed.Done}
   * @throws StorageUnavailable when the store cannot be reached, and nothing was written
   * @throws OutcomeUnknown when the connection was lost before the store said what it did, and
   *     asking again did not tell either
   */
  Committed commit(Commit commit);
}

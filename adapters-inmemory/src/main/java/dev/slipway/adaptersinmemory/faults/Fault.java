package dev.slipway.adaptersinmemory.faults;

/** What can go wrong at a call of a port. */
public enum Fault {
  /**
   * Nothing answers, and nothing happens: {@code StorageUnavailable}, or {@code RuntimeUnavailable}
   * of a world of runtimes.
   */
  UNAVAILABLE,
  /**
   * The request is lost on its way, and the caller cannot know: nothing happens. Of a commit {@code
   * OutcomeUnknown}; other calls promise no such thing, and fail as {@link #UNAVAILABLE}.
   */
  REQUEST_LOST,
  /**
   * What was asked for happens, but the answer is lost on its way; told as {@link #REQUEST_LOST}.
   */
  ANSWER_LOST,
  /** The caller dies ({@link Killed}) before anything happens. */
  KILLED_BEFORE,
  /** The caller dies ({@link Killed}) after it happened, before it learns so. */
  KILLED_AFTER;

  boolean comesAfterTheEffect() {
    return this == ANSWER_LOST || this == KILLED_AFTER;
  }
}

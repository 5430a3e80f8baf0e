package dev.slipway.ports.driven.commit;

import dev.slipway.ports.driven.answer.KeptAnswer;

/** What became of a commit. */
public sealed interface Committed {

  /** All of it is true, and survives a crash. Every written aggregate has its next revision. */
  record Done() implements Committed {}

  /** Nothing of it is true: a race was lost. Read again, decide again. */
  record Stale(Lost lost) implements Committed {}

  /**
   * Nothing of it is true: an answer is already kept under the idempotency key of its {@link
   * Change.Keep}. This outcome wins over {@link Stale}.
   */
  record Answered(KeptAnswer answer) implements Committed {}
}

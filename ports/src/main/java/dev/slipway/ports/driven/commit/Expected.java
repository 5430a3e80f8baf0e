package dev.slipway.ports.driven.commit;

/** What must be stored for a write to take effect. */
public sealed interface Expected {

  /** Nothing under this identity. */
  record Absent() implements Expected {}

  /** Exactly this revision. */
  record At(Revision revision) implements Expected {}
}

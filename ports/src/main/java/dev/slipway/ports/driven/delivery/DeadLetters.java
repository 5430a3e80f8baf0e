package dev.slipway.ports.driven.delivery;

import dev.slipway.domain.delivery.DeadLetter;
import java.util.List;
import java.util.Optional;

/** The messages that were parked. Thread-safe; blocks. */
public interface DeadLetters {

  /** The dead letter of a message id. */
  Optional<DeadLetter> find(String id);

  /**
   * The dead letters, by id ascending.
   *
   * @param after behind this id; empty text for the first page
   * @param limit at most so many
   */
  List<DeadLetter> page(String after, int limit);
}

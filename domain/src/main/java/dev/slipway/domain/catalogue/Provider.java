package dev.slipway.domain.catalogue;

import java.time.Instant;

/**
 * A provider's entry in the catalogue.
 *
 * <p>Deleting leaves the entry: its name, and every version that it ever had, stay burnt for its
 * owner. What was published before the deletion belongs to an earlier {@link #edition() edition}
 * and is invisible until the same content is published again (contract/foundation.md section 4).
 */
public sealed interface Provider {

  /** Names it, for ever. */
  ProviderName name();

  /** Who answers for it, for ever. */
  Author author();

  /** What people read about it. */
  DisplayData display();

  /**
   * How often it was deleted. Only versions of the current edition are visible.
   *
   * @return 0 and up
   */
  int edition();

  /** When it was first published. */
  Instant createdAt();

  /** When the entry last changed. */
  Instant updatedAt();

  /** In the catalogue. */
  record Registered(
      ProviderName name,
      Author author,
      DisplayData display,
      int edition,
      Instant createdAt,
      Instant updatedAt)
      implements Provider {

    /** The entry with other display data; the same entry when nothing differs. */
    public Registered described(DisplayData next, Instant at) {
      return next.equals(display)
          ? this
          : new Registered(name, author, next, edition, createdAt, at);
    }

    /** The entry, taken out of the catalogue together with all its versions. */
    public Deleted deleted(Instant at) {
      return new Deleted(name, author, display, edition + 1, createdAt, at);
    }
  }

  /** Taken out by its owner; the name stays burnt. */
  record Deleted(
      ProviderName name,
      Author author,
      DisplayData display,
      int edition,
      Instant createdAt,
      Instant updatedAt)
      implements Provider {

    /** The entry, back in the catalogue because its owner published again. */
    public Registered registeredAgain(DisplayData next, Instant at) {
      return new Registered(name, author, next, edition, createdAt, at);
    }
  }
}

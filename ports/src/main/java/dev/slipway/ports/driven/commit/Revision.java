package dev.slipway.ports.driven.commit;

/**
 * How often a stored aggregate was written. A write names the revision that it read; any other one
 * makes it stale.
 *
 * @param number from 1
 */
public record Revision(long number) {
  /** The revision of what was just created. */
  public static final Revision FIRST = new Revision(1);

  /** The revision after a write. */
  public Revision next() {
    return new Revision(number + 1);
  }
}

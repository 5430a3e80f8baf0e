package dev.slipway.ports.driven.commit;

/**
 * An aggregate as it was read, with the revision that a write must name.
 *
 * @param value the aggregate
 * @param revision its revision
 * @param <T> the aggregate's type
 */
public record Versioned<T>(T value, Revision revision) {

  /** What a write of this aggregate must expect. */
  public Expected expected() {
    return new Expected.At(revision);
  }
}

package dev.slipway.ports.paging;

/**
 * Which part of a list is wanted.
 *
 * @param limit at most so many, 1 to 100
 * @param start where to begin
 */
public record Paging(int limit, Start start) {

  /**
   * @throws IllegalArgumentException when the limit is not 1 to 100
   */
  public Paging {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("a page has 1 to 100 entries, not " + limit);
    }
  }

  /** Where a page begins. */
  public sealed interface Start {}

  /**
   * Behind so many entries; costs as much as they do.
   *
   * @param offset 0 to 10,000
   */
  public record Offset(int offset) implements Start {
    /**
     * @throws IllegalArgumentException when the offset is not 0 to 10,000
     */
    public Offset {
      if (offset < 0 || offset > 10_000) {
        throw new IllegalArgumentException("an offset is 0 to 10,000, not " + offset);
      }
    }
  }

  /**
   * Behind the entry of a key, whether or not it is (still) there; costs the same everywhere.
   *
   * @param key the list's own key; no entry is behind a text that the list's keys could not be,
   *     where they are versions
   */
  public record After(String key) implements Start {}

  /** The first page of the default size. */
  public static Paging first() {
    return new Paging(100, new Offset(0));
  }
}

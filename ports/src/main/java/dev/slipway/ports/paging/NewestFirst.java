package dev.slipway.ports.paging;

import java.time.Instant;

/**
 * Which part of a list is wanted that is told newest first: by creation, of the same creation by
 * id, both descending.
 *
 * <p>Going on behind the last entry of one part, entry by entry to the end, tells every entry
 * exactly once that was committed before the first part was read and is not removed meanwhile. What
 * is committed meanwhile never shifts those: it is told where its creation puts it, or not at all.
 * An entry carries the time at which its maker decided, which may lie before that of one which was
 * told already.
 *
 * @param limit at most so many, 1 to 100
 * @param from where to begin
 */
public record NewestFirst(int limit, From from) {

  /**
   * @throws IllegalArgumentException when the limit is not 1 to 100
   */
  public NewestFirst {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("a page has 1 to 100 entries, not " + limit);
    }
  }

  /** Where a part begins. */
  public sealed interface From {}

  /** With the newest entry. */
  public record Top() implements From {}

  /** Behind an entry, whether or not it is (still) there. */
  public record Behind(Place place) implements From {}

  /**
   * Where an entry stands.
   *
   * @param createdAt its creation, in whole microseconds
   * @param id its id
   */
  public record Place(Instant createdAt, String id) {}

  /** The newest ones. */
  public static NewestFirst top(int limit) {
    return new NewestFirst(limit, new Top());
  }

  /** Those behind an entry. */
  public static NewestFirst behind(int limit, Place place) {
    return new NewestFirst(limit, new Behind(place));
  }
}

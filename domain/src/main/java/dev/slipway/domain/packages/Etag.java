package dev.slipway.domain.packages;

/**
 * Tells one state of a package from the next: it counts from 1, and each new version moves it on.
 *
 * @param number from 1
 */
public record Etag(long number) {

  /** Of what was just made; of a version for ever. */
  public static final Etag FIRST = new Etag(1);

  /**
   * @throws IllegalArgumentException when the number is below 1
   */
  public Etag {
    if (number < 1) {
      throw new IllegalArgumentException("an etag counts from 1, not " + number);
    }
  }

  /** Of the next state. */
  public Etag next() {
    return new Etag(number + 1);
  }

  /** As it stands in answers, without quotes. */
  public String text() {
    return Long.toString(number);
  }

  @Override
  public String toString() {
    return text();
  }
}

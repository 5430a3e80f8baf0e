package dev.slipway.domain.catalogue;

import dev.slipway.domain.form.Parsed;

/**
 * The grammar that both parts of a provider's name and the slug of an organization share:
 * lower-case ASCII letters, digits and hyphens, with no hyphen at either end.
 *
 * <p>Implements section 2 of the contract, "name". Lengths are for the caller to bound.
 */
public final class Segment {
  private Segment() {}

  /** {@code text} itself, if it is a segment. */
  public static Parsed<String> parse(String text) {
    return isSegment(text)
        ? Parsed.valid(text)
        : Parsed.invalid(
            "Must be lower-case letters, digits and hyphens, beginning and ending with a letter or"
                + " digit");
  }

  /** Whether {@code text} is a segment: the whole of it, and at least one character. */
  public static boolean isSegment(String text) {
    return !text.isEmpty()
        && Characters.all(text, c -> isLetterOrDigit(c) || c == '-')
        && isLetterOrDigit(text.charAt(0))
        && isLetterOrDigit(text.charAt(text.length() - 1));
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}

package dev.slipway.adaptershttp.envelope;

/** Texts of strangers as answers can carry them. */
public final class Shown {

  private static final int LONGEST = 100;

  private Shown() {}

  /** A text, cut at 100 characters, and without what JSON in UTF-8 cannot hold. */
  public static String text(String name) {
    return name.codePoints()
        .limit(LONGEST)
        .map(
            c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

package dev.slipway.adaptershttp.packages;

/** Texts of strangers as answers can carry them. */
final class Texts {

  private static final int LONGEST = 100;

  private Texts() {}

  /** A name, cut, and without what JSON in UTF-8 cannot hold. */
  static String shown(String name) {
    return name.codePoints()
        .limit(LONGEST)
        .map(
            c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

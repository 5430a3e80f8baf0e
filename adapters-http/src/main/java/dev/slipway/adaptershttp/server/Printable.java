package dev.slipway.adaptershttp.server;

/** Text of strangers as one line of a log can hold it. */
final class Printable {

  private static final int LONGEST = 300;

  private Printable() {}

  static String of(String text) {
    var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return isPlain(cut)
        ? cut
        : cut.chars()
            .map(c -> isPlain(c) || c == '…' ? c : '?')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f;
  }
}

package dev.slipway.domain.catalogue;

import java.util.List;
import java.util.Locale;

/**
 * The grammar of Python's versions (PEP 440, appendix B): normal and not normal spellings, without
 * the blanks around them that the appendix tolerates.
 *
 * <p>Reads a text once, from left to right: whatever an optional part may take, it takes, because
 * no later part ever needs it back. Belongs to one thread.
 */
final class Pep440 {
  private static final List<String> PRE_RELEASES =
      List.of("alpha", "a", "beta", "b", "preview", "pre", "c", "rc");
  private static final List<String> POST_RELEASES = List.of("post", "rev", "r");

  private final String text;
  private int at;

  private Pep440(String text) {
    this.text = text;
  }

  /** Whether all of {@code text} is a version. */
  static boolean isVersion(String text) {
    return new Pep440(text.toLowerCase(Locale.ROOT)).isVersion();
  }

  private boolean isVersion() {
    skip('v');
    if (!digits()) {
      return false;
    }
    if (skip('!') && !digits()) {
      return false;
    }
    while (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      digits();
    }
    labelled(PRE_RELEASES);
    if (at + 1 < text.length() && text.charAt(at) == '-' && isDigit(text.charAt(at + 1))) {
      at++;
      digits();
    } else {
      labelled(POST_RELEASES);
    }
    labelled(List.of("dev"));
    return at == text.length() || (skip('+') && local());
  }

  /** Takes a label with the number that may follow it, each after a separator or none. */
  private void labelled(List<String> labels) {
    int start = isSeparator(at) ? at + 1 : at;
    for (String label : labels) {
      if (text.startsWith(label, start)) {
        at = start + label.length();
        if (isSeparator(at)) {
          at++;
        }
        digits();
        return;
      }
    }
  }

  private boolean local() {
    while (true) {
      int start = at;
      while (at < text.length() && isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        return false;
      }
      if (at == text.length()) {
        return true;
      }
      if (!isSeparator(at)) {
        return false;
      }
      at++;
    }
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  private boolean skip(char expected) {
    boolean there = at < text.length() && text.charAt(at) == expected;
    at += there ? 1 : 0;
    return there;
  }

  private boolean isSeparator(int index) {
    return index < text.length() && ".-_".indexOf(text.charAt(index)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetterOrDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z');
  }
}

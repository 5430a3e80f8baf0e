package dev.slipway.domain.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Texts, character by character. Names and URLs are read again with every document that holds one,
 * and there a stream or a regular expression is most of the cost.
 */
final class Characters {

  private Characters() {}

  /** Whether every character is such a one; of no characters, every one is. */
  static boolean all(String text, IntPredicate such) {
    return all(text, 0, text.length(), such);
  }

  /** The same of a part, from one place up to another. */
  static boolean all(String text, int from, int to, IntPredicate such) {
    for (int i = from; i < to; i++) {
      if (!such.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The parts between separators, also the empty ones. */
  static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return Collections.unmodifiableList(parts);
  }
}

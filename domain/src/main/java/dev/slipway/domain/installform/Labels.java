package dev.slipway.domain.installform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes what people call a field out of its name (contract/packages.md section 6). */
final class Labels {
  private Labels() {}

  /** {@code dbHost} becomes {@code Db host}, and {@code HTTPPort} becomes {@code Http port}. */
  static String of(String name) {
    var label = String.join(" ", words(name)).toLowerCase(Locale.ROOT);
    if (label.isEmpty()) {
      return name;
    }
    int first = label.offsetByCodePoints(0, 1);
    return label.substring(0, first).toUpperCase(Locale.ROOT) + label.substring(first);
  }

  private static List<String> words(String name) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' || c == '-' || c == ' ') {
        add(words, name.substring(start, i));
        start = i + 1;
      } else if (i > start && startsWord(name, i)) {
        add(words, name.substring(start, i));
        start = i;
      }
    }
    add(words, name.substring(start));
    return words;
  }

  /** Whether a capital begins a word: after a small letter or digit, or as the last of many. */
  private static boolean startsWord(String name, int at) {
    if (!Character.isUpperCase(name.charAt(at))) {
      return false;
    }
    return !Character.isUpperCase(name.charAt(at - 1))
        || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)));
  }

  private static void add(List<String> words, String word) {
    if (!word.isEmpty()) {
      words.add(word);
    }
  }
}

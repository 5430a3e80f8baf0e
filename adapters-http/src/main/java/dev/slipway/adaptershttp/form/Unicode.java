package dev.slipway.adaptershttp.form;

import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What no text of ours may hold: U+0000 and unpaired surrogates, which not every store can keep
 * (contract/foundation.md section 1).
 */
final class Unicode {

  private static final String REPLACEMENT = "\uFFFD";

  private Unicode() {}

  static boolean isSound(String text) {
    return text.codePoints().allMatch(Unicode::isSound);
  }

  private static boolean isSound(int codePoint) {
    return codePoint != 0
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }

  /** The fault of an unsound text. Never shows the text, which an answer could not carry. */
  static Violation fault() {
    return Violation.withheld(Kind.STRING_UNICODE, "Must not have U+0000 or an unpaired surrogate");
  }

  /** A name as an answer can carry it. */
  static String repaired(String name) {
    if (isSound(name)) {
      return name;
    }
    var repaired = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            codePoint -> {
              if (isSound(codePoint)) {
                repaired.appendCodePoint(codePoint);
              } else {
                repaired.append(REPLACEMENT);
              }
            });
    return repaired.toString();
  }

  /** Every unsound string and key within a value of bounded depth, in its order. */
  static List<Violation> faults(Json value) {
    var faults = new ArrayList<Violation>();
    switch (value) {
      case Json.JsonString(var text) -> {
        if (!isSound(text)) {
          faults.add(fault());
        }
      }
      case Json.JsonArray(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          int index = i;
          faults(items.get(i)).forEach(fault -> faults.add(fault.under(index)));
        }
      }
      case Json.JsonObject object ->
          object
              .members()
              .forEach(
                  (name, member) -> {
                    var shown = repaired(name);
                    if (!isSound(name)) {
                      faults.add(fault().under(shown));
                    }
                    faults(member).forEach(fault -> faults.add(fault.under(shown)));
                  });
      case Json.JsonNumber number -> {}
      case Json.JsonBoolean bool -> {}
      case Json.JsonNull nothing -> {}
    }
    return faults;
  }
}

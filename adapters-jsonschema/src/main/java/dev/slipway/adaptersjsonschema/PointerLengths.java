package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the pointers to everything in a value are. A long name with much below it costs its
 * length again for each of that, so a quarter of a megabyte could come to gigabytes.
 */
final class PointerLengths {

  /** How many characters all pointers into a value may have together. */
  static final long MAX = 16_000_000;

  private record Open(Json json, long length) {}

  private PointerLengths() {}

  /** Whether they have more than {@link #MAX} characters; takes time in proportion to the value. */
  static boolean areTooLong(Json json) {
    long sum = 0;
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(json, 0));
    while (!open.isEmpty()) {
      Open next = open.pop();
      sum += next.length();
      if (sum > MAX) {
        return true;
      }
      if (next.json() instanceof Json.JsonObject object) {
        object
            .members()
            .forEach(
                (name, value) -> open.push(new Open(value, next.length() + 1 + name.length())));
      } else if (next.json() instanceof Json.JsonArray array) {
        array.items().forEach(item -> open.push(new Open(item, next.length() + 2)));
      }
    }
    return false;
  }
}

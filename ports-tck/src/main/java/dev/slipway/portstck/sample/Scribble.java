package dev.slipway.portstck.sample;

import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws texts and JSON by hand. Composed of jqwik's own parts, a value of a few levels is generated
 * again at every look and takes minutes; as it does not shrink, each stays small.
 */
final class Scribble {

  private static final List<String> HOSTILE =
      List.of(
          " ",
          "%",
          "_",
          "\\",
          "'",
          "\"",
          "'; DROP TABLE x; --",
          "$1",
          "{}",
          "null",
          "\u0001\u001f\u007f\u0085",
          "\t\r\n",
          "\u200b\u202e\ufeff",
          "\uffff\ufffe",
          "e\u0301 \u00e9",
          "\u0130\u0131 \u1e9e\u00df \u03a3\u03c3\u03c2",
          "😀👩‍👩‍👧‍👦",
          "\ud834\udd1e");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1.0",
          "1e2",
          "100",
          "1E-1000",
          "-1e1000",
          "0.1000",
          "12345678901234567890.123456789",
          "9007199254740993",
          "9".repeat(1_000));

  private Scribble() {}

  static String text(Random random) {
    var text = new StringBuilder();
    for (int part = random.nextInt(4); part > 0; part--) {
      switch (random.nextInt(3)) {
        case 0 -> text.append(of(HOSTILE, random));
        case 1 -> text.append((char) ('a' + random.nextInt(26)));
        default -> text.appendCodePoint(codePoint(random));
      }
    }
    return text.toString();
  }

  private static int codePoint(Random random) {
    int any = 1 + random.nextInt(random.nextBoolean() ? 0x300 : Character.MAX_CODE_POINT);
    return Character.getType(any) == Character.SURROGATE ? '?' : any;
  }

  static Json json(Random random) {
    return json(random, 3);
  }

  static Json.JsonObject jsonObject(Random random) {
    return jsonObject(random, 3);
  }

  private static Json json(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Json.number(of(NUMBERS, random));
      case 1 -> Json.string(text(random));
      case 2 -> Json.bool(random.nextBoolean());
      case 3 -> Json.nothing();
      case 4 -> {
        var items = new ArrayList<Json>();
        for (int item = random.nextInt(4); item > 0; item--) {
          items.add(json(random, depth - 1));
        }
        yield Json.array(items);
      }
      default -> jsonObject(random, depth - 1);
    };
  }

  private static Json.JsonObject jsonObject(Random random, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int member = random.nextInt(4); member > 0; member--) {
      members.put(text(random), json(random, depth));
    }
    return new Json.JsonObject(members);
  }

  private static <T> T of(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}

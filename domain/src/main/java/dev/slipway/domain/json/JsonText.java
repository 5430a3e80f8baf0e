package dev.slipway.domain.json;

import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonBoolean;
import dev.slipway.domain.json.Json.JsonNull;
import dev.slipway.domain.json.Json.JsonNumber;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON values as text, without recursion. Belongs to one thread. */
final class JsonText {
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder();
  private final Deque<Open> open = new ArrayDeque<>();
  private final boolean canonical;

  private JsonText(boolean canonical) {
    this.canonical = canonical;
  }

  static String compact(Json json) {
    return new JsonText(false).write(json);
  }

  static String canonical(Json json) {
    return new JsonText(true).write(json);
  }

  /** How many bytes well-formed {@code text} has in UTF-8. */
  static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts two of its four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  private String write(Json json) {
    value(json);
    while (!open.isEmpty()) {
      Open innermost = open.peek();
      if (innermost.values.hasNext()) {
        if (innermost.started) {
          out.append(',');
        }
        innermost.started = true;
        if (innermost.names.hasNext()) {
          string(innermost.names.next());
          out.append(':');
        }
        value(innermost.values.next());
      } else {
        out.append(innermost.end);
        open.pop();
      }
    }
    return out.toString();
  }

  private void value(Json json) {
    switch (json) {
      case JsonObject object -> {
        Map<String, Json> members = canonical ? new TreeMap<>(object.members()) : object.members();
        out.append('{');
        open.push(new Open(members.keySet().iterator(), members.values().iterator(), '}'));
      }
      case JsonArray array -> {
        out.append('[');
        open.push(new Open(Collections.emptyIterator(), array.items().iterator(), ']'));
      }
      case JsonString string -> string(string.value());
      case JsonNumber number -> out.append(canonical ? number.canonicalDigits() : number.digits());
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNull nothing -> out.append("null");
    }
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1))) {
            out.append(c).append(value.charAt(++i));
          } else if (c < ' ' || Character.isSurrogate(c)) {
            out.append("\\u").append(HEX.toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** An object or array that is not written to its end yet; an array has no names. */
  private static final class Open {
    final Iterator<String> names;
    final Iterator<Json> values;
    final char end;
    boolean started;

    Open(Iterator<String> names, Iterator<Json> values, char end) {
      this.names = names;
      this.values = values;
      this.end = end;
    }
  }
}

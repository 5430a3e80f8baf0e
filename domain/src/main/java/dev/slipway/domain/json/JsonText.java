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
  private static final int INITIAL = 256;

  private final StringBuilder out = new StringBuilder(INITIAL);
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
      if (innermost.hasNext()) {
        if (innermost.started) {
          out.append(',');
        }
        innermost.started = true;
        value(innermost.next(this));
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
        open.push(new Open(members.entrySet().iterator(), Collections.emptyIterator(), '}'));
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
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(value, written, i);
      escape(c);
      written = i + 1;
    }
    out.append(value, written, value.length());
    out.append('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u").append(HEX.toHexDigits(c));
    }
  }

  /** An object or array that is not written to its end yet; one of both iterators is empty. */
  private static final class Open {
    final Iterator<Map.Entry<String, Json>> members;
    final Iterator<Json> items;
    final char end;
    boolean started;

    Open(Iterator<Map.Entry<String, Json>> members, Iterator<Json> items, char end) {
      this.members = members;
      this.items = items;
      this.end = end;
    }

    boolean hasNext() {
      return members.hasNext() || items.hasNext();
    }

    /** The next value; of a member the name is written. */
    Json next(JsonText text) {
      if (!members.hasNext()) {
        return items.next();
      }
      var member = members.next();
      text.string(member.getKey());
      text.out.append(':');
      return member.getValue();
    }
  }
}

package dev.slipway.domain.json;

import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonBoolean;
import dev.slipway.domain.json.Json.JsonNull;
import dev.slipway.domain.json.Json.JsonNumber;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON values as text, without recursion. Belongs to one thread. */
final class JsonText {
  private static final HexFormat HEX = HexFormat.of();
  private static final int INITIAL = 256;

  /** Beyond that a guess is worth less than the memory. */
  private static final int MOST_EXPECTED = 1 << 16;

  /** Which characters have to be escaped; behind these only halves of pairs have to. */
  private static final boolean[] ESCAPES = escapes();

  private final StringBuilder out = new StringBuilder(INITIAL);
  private final Deque<Open> open = new ArrayDeque<>();
  private final boolean canonical;

  private JsonText(boolean canonical) {
    this.canonical = canonical;
  }

  private static boolean[] escapes() {
    var escapes = new boolean[0x80];
    Arrays.fill(escapes, 0, ' ', true);
    escapes['"'] = true;
    escapes['\\'] = true;
    return escapes;
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
      if (!open.peek().next(this)) {
        open.pop();
      }
    }
    return out.toString();
  }

  private void value(Json json) {
    switch (json) {
      case JsonObject object -> object(object.members());
      case JsonArray array -> {
        out.append('[');
        open.push(new OpenArray(array.items(), out.length()));
      }
      case JsonString string -> string(string.value());
      case JsonNumber number -> out.append(canonical ? number.canonicalDigits() : number.digits());
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNull nothing -> out.append("null");
    }
  }

  /**
   * Makes room at once for what is probably still to come: the items of a page are about as long as
   * its first.
   */
  private void expect(long characters) {
    out.ensureCapacity(out.length() + (int) Math.min(characters, MOST_EXPECTED));
  }

  private void object(Map<String, Json> members) {
    if (!canonical && members instanceof WrittenMembers written) {
      out.append(written.text());
      return;
    }
    out.append('{');
    if (canonical) {
      open.push(new OpenEntries(new TreeMap<>(members).entrySet().iterator()));
    } else if (members instanceof Members few && few.areFew()) {
      open.push(new OpenMembers(few));
    } else {
      open.push(new OpenEntries(members.entrySet().iterator()));
    }
  }

  private void member(String name, Json value, boolean first) {
    if (!first) {
      out.append(',');
    }
    string(name);
    out.append(':');
    value(value);
  }

  private void string(String value) {
    out.append('"');
    int plain = plainFrom(value, 0);
    if (plain == value.length()) {
      out.append(value);
    } else {
      escaped(value, plain);
    }
    out.append('"');
  }

  /** Writes what has to be escaped, too; the first such character is at {@code special}. */
  private void escaped(String value, int special) {
    int written = 0;
    for (int at = special; at < value.length(); at = plainFrom(value, written)) {
      out.append(value, written, at);
      escape(value.charAt(at));
      written = at + 1;
    }
    out.append(value, written, value.length());
  }

  /** Where the first character from {@code from} on is that has to be escaped; or the end. */
  private static int plainFrom(String value, int from) {
    int length = value.length();
    for (int i = from; i < length; i++) {
      char c = value.charAt(i);
      if (c < ESCAPES.length) {
        if (ESCAPES[c]) {
          return i;
        }
      } else if (Character.isSurrogate(c)) {
        if (!isPair(value, i)) {
          return i;
        }
        i++;
      }
    }
    return length;
  }

  private static boolean isPair(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        && at + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(at + 1));
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

  /** An object or array that is not written to its end yet. */
  private abstract static class Open {

    /** Writes the next value, or the end; then there is nothing more of it. */
    abstract boolean next(JsonText text);
  }

  private static final class OpenMembers extends Open {
    private final Members members;
    private int at;

    OpenMembers(Members members) {
      this.members = members;
    }

    @Override
    boolean next(JsonText text) {
      // Plain values are the most of them, and need no turn of their own.
      while (at < members.size()) {
        var value = members.value(at);
        text.member(members.name(at), value, at++ == 0);
        if (value instanceof JsonObject || value instanceof JsonArray) {
          return true;
        }
      }
      text.out.append('}');
      return false;
    }
  }

  private static final class OpenEntries extends Open {
    private final Iterator<Map.Entry<String, Json>> entries;
    private boolean started;

    OpenEntries(Iterator<Map.Entry<String, Json>> entries) {
      this.entries = entries;
    }

    @Override
    boolean next(JsonText text) {
      if (!entries.hasNext()) {
        text.out.append('}');
        return false;
      }
      var entry = entries.next();
      text.member(entry.getKey(), entry.getValue(), !started);
      started = true;
      return true;
    }
  }

  private static final class OpenArray extends Open {
    private final List<Json> items;
    private final int from;
    private int at;

    /** Begins with what stands at {@code from}. */
    OpenArray(List<Json> items, int from) {
      this.items = items;
      this.from = from;
    }

    @Override
    boolean next(JsonText text) {
      if (at == items.size()) {
        text.out.append(']');
        return false;
      }
      if (at > 0) {
        text.out.append(',');
      }
      if (at == 1) {
        text.expect((long) (text.out.length() - from) * (items.size() - 1));
      }
      text.value(items.get(at++));
      return true;
    }
  }
}

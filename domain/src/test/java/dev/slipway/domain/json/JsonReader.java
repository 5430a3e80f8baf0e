package dev.slipway.domain.json;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads JSON text by the grammar of RFC 8259 alone: the oracle for the text that values write. */
final class JsonReader {
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The value that {@code text} says; an error when it is not exactly one compact value. */
  static Json read(String text) {
    var reader = new JsonReader(text);
    var json = reader.value();
    if (reader.at != text.length()) {
      throw reader.unexpected();
    }
    return json;
  }

  private Json value() {
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> Json.string(string());
      case 't' -> word("true", Json.bool(true));
      case 'f' -> word("false", Json.bool(false));
      case 'n' -> word("null", Json.nothing());
      default -> number();
    };
  }

  private Json object() {
    var members = Json.object();
    take('{');
    for (boolean first = true; text.charAt(at) != '}'; first = false) {
      if (!first) {
        take(',');
      }
      String name = string();
      take(':');
      members.put(name, value());
    }
    take('}');
    return members.build();
  }

  private Json array() {
    List<Json> items = new ArrayList<>();
    take('[');
    for (boolean first = true; text.charAt(at) != ']'; first = false) {
      if (!first) {
        take(',');
      }
      items.add(value());
    }
    take(']');
    return Json.array(items);
  }

  private String string() {
    var value = new StringBuilder();
    take('"');
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw unexpected();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    take('"');
    return value.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) HexFormat.fromHexDigits(text, at, at += 4);
      default -> throw unexpected();
    };
  }

  private Json number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Json.number(text.substring(start, at));
  }

  private Json word(String word, Json value) {
    word.chars().forEach(c -> take((char) c));
    return value;
  }

  private void take(char expected) {
    if (text.charAt(at++) != expected) {
      throw unexpected();
    }
  }

  private AssertionError unexpected() {
    return new AssertionError("No JSON at character " + at + " of " + text);
  }
}

package dev.slipway.adapterspostgres;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the members of a stored document. What is not as it was written is a broken world. */
final class Fields {

  /** The version of the documents that this release writes and reads. */
  private static final long VERSION = 1;

  private final String what;
  private final JsonObject object;

  private Fields(String what, JsonObject object) {
    this.what = what;
    this.object = object;
  }

  /** Begins a document. */
  static JsonObject.Builder document() {
    return Json.object().put("v", VERSION);
  }

  /**
   * The fields of a document.
   *
   * @param what whose it is, for messages
   */
  static Fields of(String what, String document) {
    return of(what, document, Set.of());
  }

  /**
   * The fields of a document.
   *
   * @param what whose it is, for messages
   * @param unread members of these names, wherever they are, stay text until somebody looks into
   *     them
   */
  static Fields of(String what, String document, Set<String> unread) {
    var fields = new Fields(what, StoredJson.object(what, document, unread));
    if (fields.number("v") != VERSION) {
      throw new UnreadableDocument(
          what, "its version is " + fields.number("v") + " and not " + VERSION);
    }
    return fields;
  }

  String text(String name) {
    return asText(name, value(name));
  }

  Optional<String> textIfAny(String name) {
    return valueIfAny(name).map(value -> asText(name, value));
  }

  long number(String name) {
    if (value(name) instanceof Json.JsonNumber number && number.asLong().isPresent()) {
      return number.asLong().getAsLong();
    }
    throw unreadable(name, "a whole number");
  }

  boolean bool(String name) {
    if (value(name) instanceof Json.JsonBoolean bool) {
      return bool.value();
    }
    throw unreadable(name, "true or false");
  }

  Instant time(String name) {
    try {
      return StoredTime.read(text(name));
    } catch (DateTimeException e) {
      throw unreadable(name, "a time");
    }
  }

  JsonObject object(String name) {
    return asObject(name, value(name));
  }

  Optional<JsonObject> objectIfAny(String name) {
    return valueIfAny(name).map(value -> asObject(name, value));
  }

  /** All of them, also those that nobody asks for. */
  JsonObject whole() {
    return object;
  }

  Fields fields(String name) {
    return new Fields(what, object(name));
  }

  Optional<Fields> fieldsIfAny(String name) {
    return objectIfAny(name).map(found -> new Fields(what, found));
  }

  List<String> texts(String name) {
    return items(name).stream().map(item -> asText(name, item)).toList();
  }

  <T> List<T> list(String name, Function<Fields, T> item) {
    return items(name).stream()
        .map(value -> item.apply(new Fields(what, asObject(name, value))))
        .toList();
  }

  /** One of some words. */
  <T> T oneOf(String name, T[] all, Function<T, String> word) {
    var found = text(name);
    for (T one : all) {
      if (word.apply(one).equals(found)) {
        return one;
      }
    }
    throw unreadable(name, "a word that this release knows");
  }

  UnreadableDocument unreadable(String name, String expected) {
    return new UnreadableDocument(what, "its member " + name + " is not " + expected);
  }

  private List<Json> items(String name) {
    if (value(name) instanceof Json.JsonArray array) {
      return array.items();
    }
    throw unreadable(name, "an array");
  }

  private String asText(String name, Json value) {
    if (value instanceof Json.JsonString string) {
      return string.value();
    }
    throw unreadable(name, "a text");
  }

  private JsonObject asObject(String name, Json value) {
    if (value instanceof JsonObject found) {
      return found;
    }
    throw unreadable(name, "an object");
  }

  /** A member, whatever it is. */
  Json value(String name) {
    return object.get(name).orElseThrow(() -> unreadable(name, "there"));
  }

  /** What is written as null counts as not there. */
  private Optional<Json> valueIfAny(String name) {
    return object.get(name).filter(value -> !(value instanceof Json.JsonNull));
  }
}

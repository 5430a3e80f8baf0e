package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keywords of a schema; what is not of the expected kind counts as absent. */
final class Keywords {
  private Keywords() {}

  static Optional<String> text(Json schema, String keyword) {
    return value(schema, keyword)
        .flatMap(
            json ->
                json instanceof Json.JsonString string
                    ? Optional.of(string.value())
                    : Optional.empty());
  }

  static Optional<Json.JsonNumber> number(Json schema, String keyword) {
    return value(schema, keyword)
        .flatMap(
            json ->
                json instanceof Json.JsonNumber number ? Optional.of(number) : Optional.empty());
  }

  static boolean isTrue(Json schema, String keyword) {
    return value(schema, keyword).filter(Json.bool(true)::equals).isPresent();
  }

  static Map<String, Json> members(Json schema, String keyword) {
    return value(schema, keyword).orElse(Json.nothing()) instanceof Json.JsonObject object
        ? object.members()
        : Map.of();
  }

  static List<Json> items(Json schema, String keyword) {
    return value(schema, keyword).orElse(Json.nothing()) instanceof Json.JsonArray array
        ? array.items()
        : List.of();
  }

  /** The texts in an array; whatever else is in it is left out. */
  static List<String> texts(Json schema, String keyword) {
    return texts(value(schema, keyword).orElse(Json.nothing()));
  }

  /** The texts in an array; whatever else is in it is left out. */
  static List<String> texts(Json value) {
    var texts = new ArrayList<String>();
    if (value instanceof Json.JsonArray array) {
      for (Json item : array.items()) {
        if (item instanceof Json.JsonString text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  static boolean has(Json schema, String keyword) {
    return schema instanceof Json.JsonObject object && object.has(keyword);
  }

  static Optional<Json> value(Json schema, String keyword) {
    return schema instanceof Json.JsonObject object ? object.get(keyword) : Optional.empty();
  }
}

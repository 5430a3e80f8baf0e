package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a broken keyword means for whoever fills in a form, in one sentence that needs no knowledge
 * of JSON Schema. It quotes the schema and never the value.
 */
final class Sentences {

  private static final int MAX_QUOTE = 200;

  /** Beyond it a number is told as it is written. */
  private static final int MAX_DIGITS = 40;

  private Sentences() {}

  /**
   * The sentence.
   *
   * @param limit the keyword's value
   */
  static String of(String keyword, Json limit) {
    return switch (keyword) {
      case "type" -> "Must be " + types(limit) + ".";
      case "enum" -> "Must be one of these: " + quoted(values(limit)) + ".";
      case "const" -> "Must be exactly this: " + quoted(List.of(limit)) + ".";
      case "required" -> "Must be filled in.";
      case "additionalProperties", "unevaluatedProperties", "false" ->
          "Must not be there: nothing is expected under this name or at this place.";
      case "propertyNames" -> "Must not be there: such a name is not allowed.";
      case "dependentRequired", "dependencies" ->
          "Something else must be filled in too, because of what is there.";
      case "minLength" -> "Must have at least " + count(limit, "character") + ".";
      case "maxLength" -> "Must have at most " + count(limit, "character") + ".";
      case "pattern" -> "Must match the expression " + quoted(List.of(limit)) + ".";
      case "minimum" -> "Must be at least " + number(limit) + ".";
      case "exclusiveMinimum" -> "Must be more than " + number(limit) + ".";
      case "maximum" -> "Must be at most " + number(limit) + ".";
      case "exclusiveMaximum" -> "Must be less than " + number(limit) + ".";
      case "multipleOf" -> "Must be a multiple of " + number(limit) + ".";
      case "minItems" -> "Must have at least " + count(limit, "item") + ".";
      case "maxItems" -> "Must have at most " + count(limit, "item") + ".";
      case "uniqueItems" -> "Must not have the same item twice.";
      case "contains" -> "Must have at least one item of the kind that is asked for.";
      case "minContains" ->
          "Must have at least " + count(limit, "item") + " of the kind that is asked for.";
      case "maxContains" ->
          "Must have at most " + count(limit, "item") + " of the kind that is asked for.";
      case "minProperties" -> "Must have at least " + count(limit, "entry") + ".";
      case "maxProperties" -> "Must have at most " + count(limit, "entry") + ".";
      case "not" -> not(limit);
      case "oneOf" -> alternatives("Exactly", limit);
      case "anyOf" -> alternatives("At least", limit);
      default -> "Must be as the schema says in " + keyword + ".";
    };
  }

  private static String not(Json limit) {
    var names = required(limit);
    return switch (names.size()) {
      case 0 -> "Must be something else: this is what is not allowed.";
      case 1 -> quoted(names) + " must not be filled in here.";
      default -> "These must not be filled in together: " + quoted(names) + ".";
    };
  }

  /** What alternatives ask for, where each says it by a type, or by what must be filled in. */
  private static String alternatives(String howMany, Json limit) {
    var types = new LinkedHashSet<Json>();
    var asked = new ArrayList<List<Json>>();
    for (Json arm : values(limit)) {
      asked.add(required(arm));
      if (arm instanceof Json.JsonObject schema) {
        schema.get("type").ifPresent(type -> types.addAll(values(type)));
      }
    }
    boolean each = asked.stream().noneMatch(List::isEmpty);
    if (each && asked.getFirst().stream().noneMatch(name -> isInAll(name, asked))) {
      return howMany
          + " one of these must be filled in: "
          + shortened(asked.stream().map(Sentences::joined).collect(Collectors.joining("; ")))
          + ".";
    }
    return types.size() > 1 && types.size() >= asked.size()
        ? "Must be " + types(Json.array(List.copyOf(types))) + "."
        : "Must fit " + howMany.toLowerCase(Locale.ROOT) + " one of the alternatives.";
  }

  private static boolean isInAll(Json name, List<List<Json>> lists) {
    return lists.stream().allMatch(list -> list.contains(name));
  }

  private static String joined(List<Json> names) {
    return names.stream().map(Sentences::quoted).collect(Collectors.joining(" and "));
  }

  /** The names that a schema says must be there. */
  private static List<Json> required(Json schema) {
    return schema instanceof Json.JsonObject object
        ? object.get("required").map(Sentences::values).orElse(List.of())
        : List.of();
  }

  private static List<Json> values(Json limit) {
    return limit instanceof Json.JsonArray array ? array.items() : List.of(limit);
  }

  private static String types(Json limit) {
    return values(limit).stream()
        .map(type -> type instanceof Json.JsonString name ? type(name.value()) : type.toText())
        .collect(Collectors.joining(" or "));
  }

  private static String type(String name) {
    return switch (name) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> name;
    };
  }

  private static String count(Json limit, String one) {
    var number = number(limit);
    var many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    return number + " " + (number.equals("1") ? one : many);
  }

  private static String number(Json limit) {
    if (!(limit instanceof Json.JsonNumber number)) {
      return limit.toText();
    }
    BigDecimal decimal = number.toBigDecimal();
    return decimal.precision() + Math.abs(decimal.scale()) > MAX_DIGITS
        ? limit.toText()
        : decimal.toPlainString();
  }

  private static String quoted(List<Json> values) {
    return shortened(values.stream().map(Sentences::quoted).collect(Collectors.joining(", ")));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= MAX_QUOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTE)) + "…";
  }

  /** Texts without their quotes, but for those that would not be seen. */
  private static String quoted(Json value) {
    return switch (value) {
      case Json.JsonString text -> text.value().isBlank() ? value.toText() : text.value();
      case Json.JsonNumber number -> number(number);
      case Json.JsonBoolean bool -> bool.toText();
      case Json.JsonNull nothing -> nothing.toText();
      case Json.JsonObject object -> object.toText();
      case Json.JsonArray array -> array.toText();
    };
  }
}

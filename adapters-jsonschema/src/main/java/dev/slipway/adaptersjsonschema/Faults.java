package dev.slipway.adaptersjsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import dev.slipway.ports.driven.schema.SchemaChecks.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what the library has found, in our words: they quote the schema and never the value, and
 * point to a member rather than to what it is missing from or too much in.
 */
final class Faults {

  /** How many are told. */
  static final int MAX = 100;

  private static final int MAX_QUOTE = 200;

  private Faults() {}

  /** The faults of {@code value}, in its order, each once. */
  static List<Fault> of(List<Error> errors, Json value) {
    var order = new Order(value);
    return errors.stream()
        .map(Faults::of)
        .distinct()
        .map(fault -> new Placed(order.place(fault.pointer()), fault))
        .sorted(Comparator.comparing(Placed::place, Order::compare))
        .limit(MAX)
        .map(Placed::fault)
        .toList();
  }

  private static Fault of(Error error) {
    String keyword = keyword(error);
    String pointer = pointer(error.getInstanceLocation());
    String member = error.getProperty();
    boolean tooMuch =
        keyword.equals("additionalProperties")
            || keyword.equals("unevaluatedProperties")
            || keyword.equals("propertyNames");
    return new Fault(
        tooMuch && member != null ? JsonPointers.append(pointer, member) : pointer,
        keyword,
        switch (keyword) {
          case "minContains" -> "must have at least so many items of that kind: " + bound(error);
          case "maxContains" -> "must have at most so many items of that kind: " + bound(error);
          default -> message(keyword, error.getSchemaNode(), member == null ? "" : member);
        });
  }

  /** The library calls a bare {@code contains} a {@code minContains} of 1. */
  static String keyword(Error error) {
    String keyword = error.getKeyword();
    if (keyword == null) {
      return "";
    }
    return keyword.equals("minContains") && bound(error).equals("1") ? "contains" : keyword;
  }

  static String bound(Error error) {
    Object[] arguments = error.getArguments();
    return arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
  }

  static String message(String keyword, @Nullable JsonNode written, String member) {
    String quoted = quote(written);
    return switch (keyword) {
      case "type" -> "must be of the type " + quoted;
      case "enum" -> "must be one of " + quoted;
      case "const" -> "must be " + quoted;
      case "required" -> "must have the member " + quote(member);
      case "additionalProperties", "unevaluatedProperties", "false" ->
          "must not be there: the schema allows nothing of this name or place";
      case "propertyNames" -> "must not be there: the schema does not allow the name";
      case "dependentRequired", "dependencies" ->
          "must have other members beside those that it has";
      case "minLength" -> "must have at least so many characters: " + quoted;
      case "maxLength" -> "must have at most so many characters: " + quoted;
      case "pattern" -> "must match the expression " + quoted;
      case "minimum" -> "must be at least " + quoted;
      case "exclusiveMinimum" -> "must be more than " + quoted;
      case "maximum" -> "must be at most " + quoted;
      case "exclusiveMaximum" -> "must be less than " + quoted;
      case "multipleOf" -> "must be a multiple of " + quoted;
      case "minItems" -> "must have at least so many items: " + quoted;
      case "maxItems" -> "must have at most so many items: " + quoted;
      case "uniqueItems" -> "must not have an item twice";
      case "contains" -> "must have an item of the kind that the schema describes";
      case "minProperties" -> "must have at least so many members: " + quoted;
      case "maxProperties" -> "must have at most so many members: " + quoted;
      case "not" -> "must not be what the schema excludes";
      case "oneOf" -> "must be exactly one of the alternatives";
      case "anyOf" -> "must be one of the alternatives";
      default -> "must be as the schema says in " + keyword;
    };
  }

  private static String quote(@Nullable JsonNode written) {
    return written == null
        ? ""
        : shortened(written.isTextual() ? written.asText() : written.toString());
  }

  private static String quote(String name) {
    return shortened(name);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_QUOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_QUOTE))) + "…";
  }

  static String pointer(NodePath path) {
    String pointer = "";
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer = JsonPointers.append(pointer, String.valueOf(path.getElement(i)));
    }
    return pointer;
  }

  private record Placed(List<Integer> place, Fault fault) {}

  /** The order of places in a value. */
  static final class Order {
    private final Json value;
    private final IdentityHashMap<Json, Map<String, Integer>> members = new IdentityHashMap<>();

    Order(Json value) {
      this.value = value;
    }

    /** The way to a place as numbers: the how-manieth member or item at each step. */
    List<Integer> place(String pointer) {
      var place = new ArrayList<Integer>();
      Json json = value;
      for (String token : JsonPointers.tokens(pointer)) {
        if (json instanceof Json.JsonObject object) {
          place.add(numbered(object).getOrDefault(token, object.size()));
        } else if (json instanceof Json.JsonArray) {
          place.add(Integer.parseInt(token));
        }
        json = JsonPointers.step(json, token).orElse(Json.nothing());
      }
      return place;
    }

    private Map<String, Integer> numbered(Json.JsonObject object) {
      return members.computeIfAbsent(
          object,
          known -> {
            var numbers = new HashMap<String, Integer>();
            object.members().keySet().forEach(name -> numbers.put(name, numbers.size()));
            return numbers;
          });
    }

    static int compare(List<Integer> one, List<Integer> other) {
      for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
        int difference = one.get(i).compareTo(other.get(i));
        if (difference != 0) {
          return difference;
        }
      }
      return Integer.compare(one.size(), other.size());
    }
  }
}

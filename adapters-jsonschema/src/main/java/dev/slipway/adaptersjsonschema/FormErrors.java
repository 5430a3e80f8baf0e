package dev.slipway.adaptersjsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what the library has found to the person who fills in a form (section 7 of the contract's
 * packages page): one sentence for each member, and of alternatives the one that was meant.
 */
final class FormErrors {

  private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf");
  private static final Set<String> TELLING = Set.of("const", "enum");

  private final SchemaMap map;

  private FormErrors(SchemaMap map) {
    this.map = map;
  }

  /** One thing that was found, and the way through the schema to the keyword that found it. */
  private record Found(Error error, List<Object> way, List<String> place) {

    static Found of(Error error) {
      var way = new ArrayList<Object>();
      var path = error.getEvaluationPath();
      for (int i = 0; i < path.getNameCount(); i++) {
        way.add(path.getElement(i));
      }
      return new Found(
          error, way, JsonPointers.tokens(Faults.pointer(error.getInstanceLocation())));
    }
  }

  /** The errors of {@code value}, in its order, each once. */
  static List<FormError> of(List<Error> errors, Json value, SchemaMap map) {
    var order = new Faults.Order(value);
    return new FormErrors(map)
        .meant(errors.stream().map(Found::of).toList(), 0).stream()
            .distinct()
            .map(error -> Map.entry(order.place(error.pointer()), error))
            .sorted(Comparator.comparing(Map.Entry::getKey, Faults.Order::compare))
            .map(Map.Entry::getValue)
            .toList();
  }

  /**
   * The errors, where those of alternatives that were not meant are left out.
   *
   * @param from where on the ways to look for alternatives
   */
  private List<FormError> meant(List<Found> all, int from) {
    var told = new ArrayList<FormError>();
    var groups = new LinkedHashMap<Group, Map<Integer, List<Found>>>();
    for (Found found : all) {
      int at = alternatives(found.way(), from);
      if (at < 0) {
        told.add(error(found.error()));
        continue;
      }
      var arms = groups.computeIfAbsent(Group.of(found, at), group -> new TreeMap<>());
      if (at + 1 < found.way().size()) {
        int arm = Integer.parseInt(String.valueOf(found.way().get(at + 1)));
        arms.computeIfAbsent(arm, index -> new ArrayList<>()).add(found);
      }
    }
    groups.forEach(
        (group, arms) -> {
          told.add(group.error(limit(group.way())));
          arms.values().stream()
              .min(Comparator.comparingInt(group::distance).thenComparingInt(List::size))
              .ifPresent(arm -> told.addAll(meant(arm, group.way().size() + 1)));
        });
    return told;
  }

  /** Where a way first goes into alternatives, or ends at them; -1 when it does not. */
  private static int alternatives(List<Object> way, int from) {
    for (int i = from; i < way.size(); i++) {
      boolean named =
          i > 0 && (way.get(i - 1).equals("properties") || way.get(i - 1).equals("$defs"));
      boolean goesIn = i + 1 == way.size() || isIndex(way.get(i + 1));
      if (!named && goesIn && ALTERNATIVES.contains(String.valueOf(way.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isIndex(Object step) {
    return step instanceof Integer || String.valueOf(step).chars().allMatch(Character::isDigit);
  }

  /**
   * Alternatives that judged one value.
   *
   * @param way to the keyword, which is last
   * @param place of the value
   */
  private record Group(List<Object> way, List<String> place) {

    static Group of(Found found, int at) {
      int inside = steps(found.way(), at + 2);
      return new Group(
          List.copyOf(found.way().subList(0, at + 1)),
          List.copyOf(found.place().subList(0, Math.max(0, found.place().size() - inside))));
    }

    FormError error(Json limit) {
      var keyword = String.valueOf(way.getLast());
      return new FormError(pointer(place), keyword, limit, Sentences.of(keyword, limit));
    }

    /** How far an alternative is from being meant: 0 when its telling members fit. */
    int distance(List<Found> arm) {
      boolean told =
          arm.stream()
              .anyMatch(
                  found ->
                      found.place().size() == place.size() + 1
                          && TELLING.contains(Faults.keyword(found.error())));
      return told ? 1 : 0;
    }
  }

  /** How many steps into a value a way takes from an index on, but for its last keyword. */
  private static int steps(List<Object> way, int from) {
    int steps = 0;
    for (int i = from; i < way.size() - 1; i++) {
      switch (String.valueOf(way.get(i))) {
        case "properties", "patternProperties" -> {
          steps++;
          i++;
        }
        case "prefixItems" -> {
          steps++;
          i++;
        }
        case "items" -> {
          steps++;
          i += isIndex(way.get(i + 1)) ? 1 : 0;
        }
        case "additionalProperties",
            "additionalItems",
            "unevaluatedProperties",
            "unevaluatedItems",
            "contains" ->
            steps++;
        case "dependentSchemas", "dependencies", "allOf", "oneOf", "anyOf" -> i++;
        default -> {}
      }
    }
    return steps;
  }

  private static String pointer(List<String> place) {
    var pointer = "";
    for (String token : place) {
      pointer = JsonPointers.append(pointer, token);
    }
    return pointer;
  }

  /** The value of the keyword to which a way through the schema leads; null where nobody knows. */
  private Json limit(List<Object> way) {
    var pointer = "";
    for (Object step : way) {
      if (step.equals("$ref")) {
        pointer = map.targetAt(pointer).orElse("/");
      } else {
        pointer = JsonPointers.append(pointer, String.valueOf(step));
      }
    }
    return JsonPointers.find(map.root().schema(), pointer).orElse(Json.nothing());
  }

  private static FormError error(Error error) {
    var keyword = Faults.keyword(error);
    var pointer = Faults.pointer(error.getInstanceLocation());
    var member = Optional.ofNullable(error.getProperty());
    return switch (keyword) {
      case "required" -> told(below(pointer, member), keyword, Json.nothing());
      case "false" -> told(pointer, keyword, Json.nothing());
      case "dependentRequired", "dependencies" -> dependent(error, pointer, keyword);
      case "items", "additionalItems", "unevaluatedItems" -> {
        var item = pointer + "/" + Faults.bound(error);
        yield isFalse(error)
            ? told(item, "false", Json.nothing())
            : new FormError(item, keyword, limit(error), Sentences.of("false", Json.nothing()));
      }
      case "additionalProperties", "unevaluatedProperties", "propertyNames" ->
          told(below(pointer, member), keyword, limit(error));
      case "minContains", "maxContains" -> told(pointer, keyword, Json.number(Faults.bound(error)));
      default -> told(pointer, keyword, limit(error));
    };
  }

  private static FormError told(String pointer, String keyword, Json limit) {
    return new FormError(pointer, keyword, limit, Sentences.of(keyword, limit));
  }

  private static String below(String pointer, Optional<String> member) {
    return member.map(name -> JsonPointers.append(pointer, name)).orElse(pointer);
  }

  private static FormError dependent(Error error, String pointer, String keyword) {
    var arguments = error.getArguments();
    return arguments == null || arguments.length < 2
        ? told(pointer, keyword, limit(error))
        : new FormError(
            JsonPointers.append(pointer, String.valueOf(arguments[0])),
            keyword,
            limit(error),
            "Must be filled in when " + arguments[1] + " is.");
  }

  private static boolean isFalse(Error error) {
    JsonNode schema = error.getSchemaNode();
    return schema != null && schema.isBoolean() && !schema.asBoolean();
  }

  private static Json limit(Error error) {
    return json(error.getSchemaNode());
  }

  private static Json json(@Nullable JsonNode node) {
    return node == null ? Json.nothing() : JsonNodes.json(node);
  }
}

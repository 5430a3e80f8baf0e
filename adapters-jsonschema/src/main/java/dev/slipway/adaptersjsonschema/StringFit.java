package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether some string may be the value of a property, as far as types and listed values say. What a
 * schema says by conditions, lengths or expressions is not asked: where these leave no string, the
 * text is judged as a string and the fault says so.
 */
final class StringFit {
  private static final Json STRING = Json.string("string");

  private final SchemaMap map;

  StringFit(SchemaMap map) {
    this.map = map;
  }

  /** Whether some string may be the member {@code property} of the whole value. */
  boolean allows(String property) {
    Budget budget = Budget.ofOneName();
    return all(map.root(), new HashMap<>(), node -> ofMember(node, property, budget));
  }

  /** What the node's own keywords say about a member. */
  private boolean ofMember(SchemaMap.Node node, String property, Budget budget) {
    for (SchemaMap.Node member : memberSchemas(node, property, budget)) {
      if (!all(member, new HashMap<>(), StringFit::ofValue)) {
        return false;
      }
    }
    return true;
  }

  private List<SchemaMap.Node> memberSchemas(SchemaMap.Node node, String property, Budget budget) {
    var schemas = new ArrayList<SchemaMap.Node>();
    Json.JsonObject properties = object(node, "properties");
    if (properties.has(property)) {
      schemas.add(map.node(pointer(node, "properties", property)));
    }
    for (String source : object(node, "patternProperties").members().keySet()) {
      if (isIn(map.expression(source), property, budget)) {
        schemas.add(map.node(pointer(node, "patternProperties", source)));
      }
    }
    if (schemas.isEmpty()
        && node.schema() instanceof Json.JsonObject schema
        && schema.has("additionalProperties")) {
      schemas.add(map.node(JsonPointers.append(node.pointer(), "additionalProperties")));
    }
    return schemas;
  }

  private static boolean isIn(EcmaExpression expression, String property, Budget budget) {
    try {
      return expression.isIn(property, budget);
    } catch (Budget.Exceeded e) {
      return false;
    }
  }

  /** What the node's own keywords say about a value. */
  private static boolean ofValue(SchemaMap.Node node) {
    if (!(node.schema() instanceof Json.JsonObject schema)) {
      // Nothing may be where the schema is false, and that is what its fault will say.
      return true;
    }
    return schema.get("type").filter(type -> !isOrHolds(type, STRING::equals)).isEmpty()
        && schema.get("const").filter(only -> !(only instanceof Json.JsonString)).isEmpty()
        && schema
            .get("enum")
            .filter(listed -> !isOrHolds(listed, Json.JsonString.class::isInstance))
            .isEmpty()
        && schema.get("not").filter(StringFit::isTypeString).isEmpty();
  }

  private static boolean isTypeString(Json excluded) {
    return excluded instanceof Json.JsonObject object
        && object.size() == 1
        && object.get("type").filter(type -> isOrHolds(type, STRING::equals)).isPresent();
  }

  private static boolean isOrHolds(Json json, Predicate<Json> wanted) {
    return json instanceof Json.JsonArray array
        ? array.items().stream().anyMatch(wanted)
        : wanted.test(json);
  }

  /**
   * Whether {@code own} holds for the node and for all and any schemas that it is made of. Ends,
   * because no way over these leads in a circle.
   *
   * @param known what was found out already: alternatives may share schemas by the thousand
   */
  private boolean all(
      SchemaMap.Node node, Map<SchemaMap.Node, Boolean> known, Predicate<SchemaMap.Node> own) {
    Boolean answer = known.get(node);
    if (answer == null) {
      answer = find(node, known, own);
      known.put(node, answer);
    }
    return answer;
  }

  private boolean find(
      SchemaMap.Node node, Map<SchemaMap.Node, Boolean> known, Predicate<SchemaMap.Node> own) {
    for (String keyword : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
      SchemaMap.Node target = node.target(keyword);
      if (target != null && !all(target, known, own)) {
        return false;
      }
    }
    if (map.dialect().referencesStandAlone() && node.target("$ref") != null) {
      return true;
    }
    List<SchemaMap.Node> anyOf = inner(node, "anyOf");
    List<SchemaMap.Node> oneOf = inner(node, "oneOf");
    return own.test(node)
        && inner(node, "allOf").stream().allMatch(inner -> all(inner, known, own))
        && (anyOf.isEmpty() || anyOf.stream().anyMatch(inner -> all(inner, known, own)))
        && (oneOf.isEmpty() || oneOf.stream().anyMatch(inner -> all(inner, known, own)));
  }

  private List<SchemaMap.Node> inner(SchemaMap.Node node, String keyword) {
    var inner = new ArrayList<SchemaMap.Node>();
    if (member(node, keyword) instanceof Json.JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        String pointer = JsonPointers.append(node.pointer(), keyword);
        inner.add(map.node(JsonPointers.append(pointer, i)));
      }
    }
    return inner;
  }

  private static String pointer(SchemaMap.Node node, String keyword, String name) {
    return JsonPointers.append(JsonPointers.append(node.pointer(), keyword), name);
  }

  private static Json.JsonObject object(SchemaMap.Node node, String keyword) {
    return member(node, keyword) instanceof Json.JsonObject object
        ? object
        : Json.JsonObject.empty();
  }

  private static @Nullable Json member(SchemaMap.Node node, String keyword) {
    return node.schema() instanceof Json.JsonObject object
        ? object.get(keyword).orElse(null)
        : null;
  }
}

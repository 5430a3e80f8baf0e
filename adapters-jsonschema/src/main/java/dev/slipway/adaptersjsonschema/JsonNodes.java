package dev.slipway.adaptersjsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;

/**
 * Writes our JSON values as Jackson's. Every number becomes a decimal without trailing zeros,
 * because the library compares nodes: so 1, 1.0 and 1e0 are one number to it.
 */
final class JsonNodes {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private static final int MAX_ZEROS = 20;

  private JsonNodes() {}

  /** The same value. It must not nest deeper than the caller's stack bears. */
  static JsonNode of(Json json) {
    return switch (json) {
      case Json.JsonObject object -> {
        var node = FACTORY.objectNode();
        object.members().forEach((name, value) -> node.set(name, of(value)));
        yield node;
      }
      case Json.JsonArray array -> {
        var node = FACTORY.arrayNode(array.size());
        array.items().forEach(item -> node.add(of(item)));
        yield node;
      }
      case Json.JsonString string -> TextNode.valueOf(string.value());
      case Json.JsonNumber number -> DecimalNode.valueOf(number.toBigDecimal());
      case Json.JsonBoolean bool -> BooleanNode.valueOf(bool.value());
      case Json.JsonNull nothing -> NullNode.getInstance();
    };
  }

  /** The same value as ours. */
  static Json json(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var object = Json.object();
        node.properties().forEach(member -> object.put(member.getKey(), json(member.getValue())));
        yield object.build();
      }
      case ARRAY -> {
        var items = new ArrayList<Json>();
        node.forEach(item -> items.add(json(item)));
        yield Json.array(items);
      }
      case STRING -> Json.string(node.textValue());
      case NUMBER -> Json.number(digits(node.decimalValue()));
      case BOOLEAN -> Json.bool(node.booleanValue());
      case NULL, MISSING, BINARY, POJO -> Json.nothing();
    };
  }

  /** As people write it: without an exponent, unless there would be many zeros. */
  private static String digits(BigDecimal number) {
    return Math.abs(number.scale()) <= MAX_ZEROS
        ? number.toPlainString()
        : number.toString().replace("E+", "E");
  }
}

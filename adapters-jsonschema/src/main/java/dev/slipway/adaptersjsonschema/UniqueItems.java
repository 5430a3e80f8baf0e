package dev.slipway.adaptersjsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The keyword {@code uniqueItems}. The library's own compares the members of objects too, says a
 * thing once for each item that is there twice, and puts the items into a hash table where those
 * that somebody chose to have one hash are each compared with all others.
 */
record UniqueItems(Consumer<ExecutionContext> payer) implements Keyword {

  @Override
  public String getValue() {
    return KeywordType.UNIQUE_ITEMS.getValue();
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
    return new Validator(location, node, parent, context);
  }

  private final class Validator extends BaseKeywordValidator {

    Validator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
      super(UniqueItems.this, node, location, parent, context);
    }

    @Override
    public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath place) {
      if (!node.isArray() || !getSchemaNode().asBoolean()) {
        return;
      }
      Set<String> seen = new HashSet<>();
      for (JsonNode item : node) {
        var spelled = new StringBuilder();
        spell(item, context, spelled);
        if (!seen.add(spelled.toString())) {
          context.addError(
              error()
                  .instanceNode(node)
                  .instanceLocation(place)
                  .evaluationPath(context.getEvaluationPath())
                  .locale(context.getExecutionConfig().getLocale())
                  .build());
          return;
        }
      }
    }

    /** Writes a value so that two are spelled alike when, and only when, they are equal. */
    private void spell(JsonNode node, ExecutionContext context, StringBuilder spelled) {
      payer.accept(context);
      switch (node.getNodeType()) {
        case OBJECT -> {
          spelled.append('{');
          var names = new TreeSet<String>();
          node.fieldNames().forEachRemaining(names::add);
          for (String name : names) {
            spell(name, spelled);
            spell(node.path(name), context, spelled);
          }
          spelled.append('}');
        }
        case ARRAY -> {
          spelled.append('[');
          node.forEach(item -> spell(item, context, spelled));
          spelled.append(']');
        }
        case STRING -> spell(node.textValue(), spelled);
        // Numbers have no trailing zeros here (JsonNodes).
        case NUMBER -> spelled.append(node.decimalValue()).append(',');
        case BOOLEAN -> spelled.append(node.booleanValue());
        case NULL, MISSING, BINARY, POJO -> spelled.append("null");
      }
    }

    private static void spell(String text, StringBuilder spelled) {
      spelled.append('"').append(text.length()).append(':').append(text);
    }
  }
}

package dev.slipway.domain.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Which schemas may say what an installation asks for. Implements {@code input_schema} in section 4
 * of the contract's page on packages. All of it takes time in proportion to the schema's size.
 */
public final class InputSchemas {

  /** How many bytes a schema may have, as compact JSON in UTF-8. */
  public static final long MAX_BYTES = 262_144;

  /** How deep a schema may nest; the schema itself is 1. */
  public static final int MAX_DEPTH = 32;

  /** How many entries all its {@code properties} and {@code patternProperties} may have. */
  public static final int MAX_ENTRIES = 1_000;

  /** How many flaws of one schema are told. */
  public static final int MAX_FINDINGS = 20;

  private InputSchemas() {}

  /**
   * Everything that is wrong with a schema: its limits first, and only of one within them whether
   * it is sound.
   *
   * @param at where it is in the request
   * @param compile finds its flaws
   */
  public static List<Finding> judge(
      JsonObject schema, List<String> at, Function<JsonObject, List<SchemaFlaw>> compile) {
    var tooLarge = tooLarge(schema, at);
    if (!tooLarge.isEmpty()) {
      return tooLarge;
    }
    var findings = new ArrayList<Finding>();
    if (!allowsObject(schema)) {
      findings.add(
          Finding.at(
                  at,
                  Reason.SCHEMA_INVALID,
                  "The schema's type must include object, as the inputs are one")
              .with("pointer", "/type"));
    }
    compile.apply(schema).forEach(flaw -> findings.add(finding(at, flaw)));
    return findings.stream().distinct().limit(MAX_FINDINGS).toList();
  }

  /** Whether a schema is over a limit: in bytes, depth, or entries. */
  public static boolean isTooLarge(JsonObject schema) {
    return !tooLarge(schema, List.of()).isEmpty();
  }

  private static Finding finding(List<String> at, SchemaFlaw flaw) {
    var reason =
        switch (flaw.kind()) {
          case UNSOUND -> Reason.SCHEMA_INVALID;
          case REMOTE_REFERENCE -> Reason.REMOTE_REFERENCE;
          case TOO_COSTLY -> Reason.SCHEMA_TOO_COSTLY;
        };
    return Finding.at(at, reason, flaw.message()).with("pointer", flaw.pointer());
  }

  private static List<Finding> tooLarge(JsonObject schema, List<String> at) {
    var findings = new ArrayList<Finding>();
    if (schema.utf8Length() > MAX_BYTES) {
      findings.add(
          Finding.at(
              at,
              Reason.SCHEMA_TOO_LARGE,
              "The schema has more than 262,144 bytes as compact JSON"));
    }
    if (schema.depth() > MAX_DEPTH) {
      findings.add(Finding.at(at, Reason.SCHEMA_TOO_LARGE, "The schema nests more than 32 deep"));
    }
    if (entries(schema) > MAX_ENTRIES) {
      findings.add(
          Finding.at(
              at,
              Reason.SCHEMA_TOO_LARGE,
              "The schema has more than 1,000 entries in all its properties and"
                  + " patternProperties"));
    }
    return findings;
  }

  /**
   * Counts them wherever they are, also in a place that is no schema: what is an example and what a
   * schema is not known before it is compiled, and a limit need not know.
   */
  private static int entries(JsonObject schema) {
    int entries = 0;
    Deque<Json> open = new ArrayDeque<>();
    open.push(schema);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case JsonObject object -> {
          entries += size(object, "properties") + size(object, "patternProperties");
          object.members().values().forEach(open::push);
        }
        case JsonArray array -> array.items().forEach(open::push);
        case Json.JsonString text -> {}
        case Json.JsonNumber number -> {}
        case Json.JsonBoolean bool -> {}
        case Json.JsonNull nothing -> {}
      }
    }
    return entries;
  }

  private static int size(JsonObject object, String name) {
    return object
        .get(name)
        .map(value -> value instanceof JsonObject members ? members.size() : 0)
        .orElse(0);
  }

  private static boolean allowsObject(JsonObject schema) {
    var type = schema.get("type");
    return type.isEmpty()
        || switch (type.get()) {
          case JsonString(var word) -> word.equals("object");
          case JsonArray words -> words.items().contains(Json.string("object"));
          // No type at all, which compiling tells.
          case JsonObject object -> true;
          case Json.JsonNumber number -> true;
          case Json.JsonBoolean bool -> true;
          case Json.JsonNull nothing -> true;
        };
  }
}

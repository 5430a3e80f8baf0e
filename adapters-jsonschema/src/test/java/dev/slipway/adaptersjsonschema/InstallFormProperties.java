package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installform.FormField;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.InstallForm.Outcome;
import dev.slipway.domain.installform.Widget;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Laws of forms, over schemas that nobody would write. */
class InstallFormProperties {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  // Every sound schema has a plan

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void every_sound_schema_has_a_plan_in_which_each_declared_member_can_be_reached(
      @ForAll("schemas") Json.JsonObject schema, @ForAll("values") Json.JsonObject values) {
    Assume.that(CHECKS.compile(schema) instanceof Compiled.Sound);
    var sound = ((Compiled.Sound) CHECKS.compile(schema)).schema();

    var empty = InstallForm.plan(sound);
    var outcome = InstallForm.resolve(sound, values);

    assertThat(outcome).isNotNull();
    var reached = new HashSet<String>();
    var boxes = new HashSet<String>();
    empty.fields().forEach(field -> gather(field, reached, boxes));
    for (String declared : declared(schema, schema, "", 0)) {
      assertThat(
              reached.contains(declared)
                  || boxes.stream()
                      .anyMatch(box -> declared.startsWith(box + "/") || box.isEmpty()))
          .as("%s in %s", declared, schema)
          .isTrue();
    }
  }

  private static void gather(FormField field, Set<String> reached, Set<String> boxes) {
    reached.add(field.pointer());
    if (field.widget() == Widget.JSON) {
      boxes.add(field.pointer());
    }
    // What can be chosen is chosen whole.
    if (field.widget() == Widget.SELECT || field.widget() == Widget.MULTISELECT) {
      boxes.add(field.pointer());
    }
    field.fields().forEach(inner -> gather(inner, reached, boxes));
    field.items().ifPresent(inner -> gather(inner, reached, boxes));
  }

  /** Where a schema declares members by {@code properties}, also in what it refers to. */
  private static Set<String> declared(Json root, Json schema, String pointer, int depth) {
    var declared = new HashSet<String>();
    if (depth > 8 || !(schema instanceof Json.JsonObject object)) {
      return declared;
    }
    if (object.get("properties").orElse(Json.nothing()) instanceof Json.JsonObject members) {
      members
          .members()
          .forEach(
              (name, inner) -> {
                var at = JsonPointers.append(pointer, name);
                declared.add(at);
                // Of one that says what it is not, a widget may say less.
                if (isPlainObject(inner)) {
                  declared.addAll(declared(root, inner, at, depth + 1));
                }
              });
    }
    for (String keyword : List.of("then", "else")) {
      if (object.has("if")) {
        object
            .get(keyword)
            .ifPresent(arm -> declared.addAll(declared(root, arm, pointer, depth + 1)));
      }
    }
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      if (object.get(keyword).orElse(Json.nothing()) instanceof Json.JsonArray arms) {
        arms.items().forEach(arm -> declared.addAll(declared(root, arm, pointer, depth + 1)));
      }
    }
    if (object.get("$ref").orElse(Json.nothing()) instanceof Json.JsonString ref) {
      JsonPointers.find(root, ref.value().substring(1))
          .ifPresent(target -> declared.addAll(declared(root, target, pointer, depth + 1)));
    }
    return declared;
  }

  private static boolean isPlainObject(Json schema) {
    return schema instanceof Json.JsonObject object
        && object.get("type").filter(Json.string("object")::equals).isPresent()
        && Set.of("type", "properties", "title", "default").containsAll(object.members().keySet());
  }

  @Provide
  Arbitrary<Json.JsonObject> schemas() {
    return Combinators.combine(object(3), any(2), any(2))
        .as(
            (root, one, two) ->
                root.with("$defs", Json.object().put("a", one).put("b", two).build()));
  }

  @Provide
  Arbitrary<Json.JsonObject> values() {
    return Arbitraries.maps(names(), value(2))
        .ofMaxSize(4)
        .map(members -> new Json.JsonObject(new LinkedHashMap<>(members)));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "c", "a/b", "~", "");
  }

  private static Arbitrary<Json> value(int depth) {
    var scalars =
        Arbitraries.<Json>of(
            Json.nothing(),
            Json.bool(true),
            Json.bool(false),
            Json.number(0),
            Json.number(1),
            Json.number("1.5"),
            Json.string(""),
            Json.string("a"));
    if (depth == 0) {
      return scalars;
    }
    return Arbitraries.oneOf(
        scalars,
        value(depth - 1).list().ofMaxSize(2).map(Json::array),
        Arbitraries.maps(names(), value(depth - 1))
            .ofMaxSize(2)
            .map(members -> new Json.JsonObject(new LinkedHashMap<>(members))));
  }

  private static Arbitrary<Json> any(int depth) {
    return Arbitraries.frequencyOf(
        Tuple.of(8, object(depth).map(schema -> (Json) schema)),
        Tuple.of(1, Arbitraries.of(Json.bool(true), Json.bool(false))));
  }

  /** Made once for each depth: made anew at each place, they would be hundreds of thousands. */
  private static final Map<Integer, Arbitrary<Json.JsonObject>> OBJECTS = new HashMap<>();

  private static Arbitrary<Json.JsonObject> object(int depth) {
    var known = OBJECTS.get(depth);
    if (known == null) {
      known = freshObject(depth);
      OBJECTS.put(depth, known);
    }
    return known;
  }

  private static Arbitrary<Json.JsonObject> freshObject(int depth) {
    return keyword(depth)
        .list()
        .ofMaxSize(5)
        .map(
            keywords -> {
              var schema = Json.object();
              keywords.forEach(entry -> schema.put(entry.getKey(), entry.getValue()));
              return schema.build();
            });
  }

  private static Arbitrary<Map.Entry<String, Json>> keyword(int depth) {
    var types = Arbitraries.of("object", "array", "string", "integer", "number", "boolean", "null");
    var flat =
        List.of(
            types.map(type -> entry("type", Json.string(type))),
            types
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(some -> entry("type", Json.array(some.stream().map(Json::string).toList()))),
            value(1).list().ofMinSize(1).ofMaxSize(3).map(some -> entry("enum", Json.array(some))),
            value(1).map(one -> entry("const", one)),
            value(2).map(one -> entry("default", one)),
            names()
                .set()
                .ofMaxSize(3)
                .map(
                    some ->
                        entry("required", Json.array(some.stream().map(Json::string).toList()))),
            Arbitraries.integers().between(0, 3).map(n -> entry("minLength", Json.number(n))),
            Arbitraries.integers().between(-1, 3).map(n -> entry("minimum", Json.number(n))),
            Arbitraries.of(true, false).map(yes -> entry("uniqueItems", Json.bool(yes))),
            Arbitraries.of(true, false).map(yes -> entry("writeOnly", Json.bool(yes))),
            Arbitraries.of("slider", "select", "password", "none")
                .map(
                    widget ->
                        entry("x-ui", Json.object().put("widget", widget).put("order", 1).build())),
            Arbitraries.of("#", "#/$defs/a", "#/$defs/b")
                .map(target -> entry("$ref", Json.string(target))));
    var all = new ArrayList<Arbitrary<Map.Entry<String, Json>>>(flat);
    if (depth > 0) {
      for (String keyword :
          List.of(
              "items",
              "not",
              "if",
              "then",
              "else",
              "additionalProperties",
              "contains",
              "propertyNames",
              "unevaluatedProperties")) {
        all.add(any(depth - 1).map(inner -> entry(keyword, inner)));
      }
      for (String keyword : List.of("allOf", "anyOf", "oneOf", "prefixItems")) {
        all.add(
            any(depth - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(inner -> entry(keyword, Json.array(inner))));
      }
      for (String keyword : List.of("properties", "properties", "properties", "dependentSchemas")) {
        all.add(
            Arbitraries.maps(names(), any(depth - 1))
                .ofMaxSize(3)
                .map(inner -> entry(keyword, new Json.JsonObject(new LinkedHashMap<>(inner)))));
      }
    }
    return Arbitraries.oneOf(all);
  }

  private static Map.Entry<String, Json> entry(String keyword, Json value) {
    return Map.entry(keyword, value);
  }

  // The plan's own defaults

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void the_values_that_a_plan_fills_in_by_itself_fit_where_nothing_is_required(
      @ForAll("simple") Json.JsonObject schema) {
    var sound = ((Compiled.Sound) CHECKS.compile(schema)).schema();

    var outcome = InstallForm.resolve(sound, initial(InstallForm.plan(sound)));

    assertThat(((Outcome.Resolved) outcome).resolution().errors()).as("%s", schema).isEmpty();
  }

  private static Json.JsonObject initial(FormPlan plan) {
    var values = Json.object();
    plan.fields().forEach(field -> field.initial().ifPresent(it -> values.put(field.name(), it)));
    return values.build();
  }

  /** Schemas in which every default fits: it is made together with the schema. */
  @Provide
  Arbitrary<Json.JsonObject> simple() {
    return members(3);
  }

  private record Made(Json.JsonObject schema, Json fitting) {}

  private static Arbitrary<Json.JsonObject> members(int depth) {
    return Arbitraries.maps(
            names(), Combinators.combine(made(depth), chance()).as(InstallFormProperties::schema))
        .ofMaxSize(4)
        .map(
            members ->
                Json.object()
                    .put("type", "object")
                    .put("properties", new Json.JsonObject(new LinkedHashMap<>(members)))
                    .build());
  }

  private static Arbitrary<Boolean> chance() {
    return Arbitraries.of(true, false);
  }

  private static Json schema(Made made, boolean withDefault) {
    return withDefault ? made.schema().with("default", made.fitting()) : made.schema();
  }

  private static Arbitrary<Made> made(int depth) {
    var scalars =
        Arbitraries.of(
            made("{\"type\":\"string\",\"minLength\":1}", Json.string("x")),
            made("{\"type\":\"integer\",\"minimum\":2,\"maximum\":4}", Json.number(3)),
            made("{\"type\":\"number\",\"exclusiveMinimum\":1}", Json.number("1.5")),
            made("{\"type\":\"boolean\"}", Json.bool(true)),
            made("{\"enum\":[\"a\",2,null]}", Json.nothing()),
            made("{\"const\":{\"k\":1}}", Json.object().put("k", 1).build()));
    if (depth == 0) {
      return scalars;
    }
    return Arbitraries.oneOf(
        scalars,
        made(depth - 1)
            .map(
                item ->
                    new Made(
                        Json.object()
                            .put("type", "array")
                            .put("items", item.schema())
                            .put("minItems", 1)
                            .build(),
                        Json.array(item.fitting()))),
        members(depth - 1).map(object -> new Made(object, Json.JsonObject.empty())));
  }

  private static Made made(String schema, Json fitting) {
    return new Made((Json.JsonObject) CHECKS.read(schema).orElseThrow(), fitting);
  }
}

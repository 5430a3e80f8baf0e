package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.installform.FieldCondition;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.installform.FormField;
import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.InstallForm.Outcome;
import dev.slipway.domain.installform.Resolution;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.JsonPointers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fills in forms and knows nothing of JSON Schema: looks at the plan, fills in what must be, asks
 * for the plan of these values, and mends what the errors point at. Belongs to one thread.
 */
final class Person {

  private static final int PATIENCE = 8;

  /** What people try in a box of text that wants a certain form. */
  private static final List<String> TEXTS =
      List.of(
          "x",
          "abc",
          "10Gi",
          "1h",
          "100m",
          "a.example.org",
          "https://a.example.org",
          "1.2.3",
          "NAME",
          "/dev/sda",
          "5%");

  /** What people try in a box of JSON. */
  private static final List<Json> BOXES =
      List.of(
          JsonObject.empty(),
          Json.string("x"),
          Json.number(1),
          Json.array(),
          Json.bool(true),
          Json.object().put("name", "x").build());

  private final FormSchema schema;
  private final boolean diligent;

  /** What errors said must be filled in. */
  private final Set<String> asked = new HashSet<>();

  /** How many boxes of JSON were tried in vain, by place. */
  private final Map<String, Integer> tries = new HashMap<>();

  private Person(FormSchema schema, boolean diligent) {
    this.schema = schema;
    this.diligent = diligent;
  }

  /** What comes of it when somebody fills in no more than must be. */
  static Resolution hurried(FormSchema schema) {
    return new Person(schema, false).fillIn();
  }

  /** What comes of it when somebody fills in every field that is no box of JSON. */
  static Resolution diligent(FormSchema schema) {
    return new Person(schema, true).fillIn();
  }

  private Resolution fillIn() {
    var values = JsonObject.empty();
    var resolution = ask(values);
    for (int i = 0; i < PATIENCE; i++) {
      var next = values(resolution, values);
      if (i > 0 && resolution.valid() && next.equals(values)) {
        return resolution;
      }
      values = next;
      resolution = ask(values);
      resolution.errors().forEach(this::heed);
    }
    return resolution;
  }

  private Resolution ask(JsonObject values) {
    return switch (InstallForm.resolve(schema, values)) {
      case Outcome.Resolved(var resolution) -> resolution;
      case Outcome.TooCostly costly -> throw new AssertionError("too costly");
    };
  }

  private void heed(FormError error) {
    if (Set.of("required", "dependentRequired", "dependencies").contains(error.keyword())) {
      asked.add(error.pointer());
    }
    // It may be a box around the place that is wrong.
    var place = "";
    tries.merge(place, 1, Integer::sum);
    for (String token : JsonPointers.tokens(error.pointer())) {
      place = JsonPointers.append(place, token);
      tries.merge(place, 1, Integer::sum);
    }
  }

  private JsonObject values(Resolution resolution, JsonObject before) {
    var fields = resolution.plan().fields();
    var shown = over(before, resolution.effective());
    boolean whole = fields.stream().anyMatch(field -> field.pointer().isEmpty());
    return whole && value(fields.getFirst(), "", shown) instanceof JsonObject object
        ? object
        : members(fields, "", shown);
  }

  /** What was filled in, and beside it the defaults; what is not shown stays what it was. */
  private static Json over(Json mine, Json shown) {
    if (!(mine instanceof JsonObject own && shown instanceof JsonObject all)) {
      return mine;
    }
    var both = new LinkedHashMap<>(all.members());
    own.members()
        .forEach(
            (name, value) -> both.put(name, over(value, all.get(name).orElse(Json.nothing()))));
    return new JsonObject(both);
  }

  /** An object of these fields, which is at a place in the values. */
  private JsonObject members(List<FormField> fields, String place, Json before) {
    var filled = new LinkedHashMap<String, Json>();
    if (before instanceof JsonObject object) {
      filled.putAll(object.members());
    }
    // Twice: a condition may look at a field further down.
    for (int i = 0; i < 2; i++) {
      for (FormField field : fields) {
        var at = JsonPointers.append(place, field.name());
        if (!holds(field.when(), filled)) {
          if (fields.stream().noneMatch(other -> isShown(other, field.name(), filled))) {
            filled.remove(field.name());
          }
        } else if (isFilledIn(field, at, filled)) {
          var value = value(field, at, filled.getOrDefault(field.name(), Json.nothing()));
          filled.put(field.name(), value);
        }
      }
    }
    return new JsonObject(filled);
  }

  private static boolean isShown(FormField field, String name, Map<String, Json> filled) {
    return field.name().equals(name) && holds(field.when(), filled);
  }

  private boolean isFilledIn(FormField field, String at, Map<String, Json> filled) {
    boolean there = filled.containsKey(field.name());
    boolean must =
        field.required()
            || (!field.requiredWhen().isEmpty() && holds(field.requiredWhen(), filled))
            || asked.stream().anyMatch(place -> place.equals(at) || place.startsWith(at + "/"));
    return switch (field.widget()) {
      case OBJECT -> there || must || diligent;
      case JSON -> must && (!there || tries.containsKey(at));
      case LIST, MAP -> there || must || diligent;
      default -> !there && (must || diligent);
    };
  }

  /** Conditions look at the same object, or deeper: never at what is around it. */
  private static boolean holds(List<FieldCondition> conditions, Map<String, Json> filled) {
    return conditions.stream().allMatch(condition -> holds(condition, filled));
  }

  private static boolean holds(FieldCondition condition, Map<String, Json> filled) {
    var tokens = JsonPointers.tokens(condition.pointer());
    for (int from = 0; from < tokens.size(); from++) {
      var pointer = new StringBuilder();
      tokens.subList(from, tokens.size()).forEach(token -> pointer.append(append(token)));
      var found = JsonPointers.find(new JsonObject(filled), pointer.toString());
      if (found.isPresent()) {
        return switch (condition) {
          case FieldCondition.In(var at, var values) -> values.contains(found.get());
          case FieldCondition.Present(var at) -> true;
        };
      }
    }
    return false;
  }

  private static String append(String token) {
    return JsonPointers.append("", token);
  }

  private Json value(FormField field, String at, Json before) {
    return switch (field.widget()) {
      case TEXT, TEXTAREA, PASSWORD -> field.initial().orElseGet(() -> Json.string(text(field)));
      case NUMBER, SLIDER -> field.initial().orElseGet(() -> Json.number(number(field)));
      case CHECKBOX -> field.initial().orElse(Json.bool(true));
      case SELECT -> field.initial().orElseGet(() -> field.choices().getFirst().value());
      case MULTISELECT ->
          Json.array(
              field.choices().stream()
                  .limit(Math.max(1, least(field, "minItems")))
                  .map(FormField.Choice::value)
                  .toList());
      case OBJECT -> members(field.fields(), at, before);
      case LIST -> list(field, at, before);
      case MAP -> map(field, at, before);
      case JSON -> BOXES.get(tries.getOrDefault(at, 0) % BOXES.size());
    };
  }

  private Json list(FormField field, String at, Json before) {
    var items = new ArrayList<Json>();
    var known = before instanceof Json.JsonArray array ? array.items() : List.<Json>of();
    int size = Math.max(Math.max(known.size(), least(field, "minItems")), diligent ? 1 : 0);
    for (int i = 0; i < size; i++) {
      var item = i < known.size() ? known.get(i) : Json.nothing();
      items.add(value(field.items().orElseThrow(), JsonPointers.append(at, i), item));
    }
    return Json.array(items);
  }

  private Json map(FormField field, String at, Json before) {
    var members = new LinkedHashMap<String, Json>();
    if (before instanceof JsonObject object) {
      members.putAll(object.members());
    }
    int size = Math.max(least(field, "minProperties"), diligent ? 1 : 0);
    for (int i = members.size(); i < size; i++) {
      members.put("name" + i, Json.nothing());
    }
    var inner = field.items().orElseThrow();
    members.replaceAll((name, value) -> value(inner, JsonPointers.append(at, name), value));
    return new JsonObject(members);
  }

  private static String text(FormField field) {
    int length = least(field, "minLength");
    var pattern =
        field
            .constraints()
            .get("pattern")
            .map(json -> Pattern.compile(((Json.JsonString) json).value()));
    return Stream.concat(field.placeholder().stream(), TEXTS.stream())
        .filter(text -> text.length() >= length)
        .filter(text -> pattern.map(form -> form.matcher(text).find()).orElse(true))
        .findFirst()
        .orElse("x".repeat(Math.max(1, length)));
  }

  private static String number(FormField field) {
    var range = field.range();
    var step = range.flatMap(FormField.Range::step);
    var number =
        range
            .flatMap(FormField.Range::min)
            .or(() -> range.flatMap(FormField.Range::max))
            .orElse(BigDecimal.ONE);
    return step.map(by -> number.divide(by, 0, RoundingMode.CEILING).multiply(by))
        .orElse(number)
        .toPlainString();
  }

  private static int least(FormField field, String keyword) {
    return field
        .constraints()
        .get(keyword)
        .map(json -> ((Json.JsonNumber) json).toBigDecimal().intValue())
        .orElse(0);
  }
}

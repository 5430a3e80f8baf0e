package dev.slipway.domain.installform;

import dev.slipway.domain.installform.FormField.Choice;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything that is said about one value, as if it were one schema: the schemas that are declared
 * for it, what they refer to, and all of their {@code allOf}. What is said only under a condition
 * is kept apart, with its condition. Immutable.
 *
 * <p>Where two parts say the same keyword, the first one counts for texts and the stricter one for
 * bounds. Each schema is a part once, however many ways lead to it, so that a schema which doubles
 * its {@code allOf} at each level costs no more than its text.
 */
final class Shape {

  /** The types of JSON Schema. */
  static final Set<String> TYPES =
      Set.of("null", "boolean", "integer", "number", "string", "array", "object");

  private static final Set<String> OF_A_CHOICE =
      Set.of("const", "enum", "type", "title", "description", "$comment", "deprecated", "x-ui");

  /**
   * A schema that says something.
   *
   * @param pointer where it is in the document
   * @param schema what it is
   */
  record Part(String pointer, Json schema) {

    /** The schema inside it at a keyword, and then a name. */
    String inner(String keyword, String name) {
      return JsonPointers.append(JsonPointers.append(pointer, keyword), name);
    }

    /** The schema inside it at a keyword. */
    String inner(String keyword) {
      return JsonPointers.append(pointer, keyword);
    }
  }

  /**
   * Schemas of which one or more must fit.
   *
   * @param keyword {@code oneOf} or {@code anyOf}
   * @param arms where they are
   */
  record Alternatives(String keyword, List<String> arms) {}

  /**
   * Schemas for what fits another, and what does not.
   *
   * @param condition where the other one is
   * @param then for what fits
   * @param otherwise for what does not
   */
  record Branch(String condition, Optional<String> then, Optional<String> otherwise) {}

  /**
   * A schema for objects that have a member.
   *
   * @param member its name
   * @param schema where the schema is
   */
  record Dependent(String member, String schema) {}

  private final Schemas schemas;
  private final List<Part> parts = new ArrayList<>();
  private final Set<String> referred = new LinkedHashSet<>();
  private final List<Alternatives> alternatives = new ArrayList<>();
  private final List<Branch> branches = new ArrayList<>();
  private final List<Dependent> dependents = new ArrayList<>();
  private final List<List<Choice>> listed = new ArrayList<>();
  private boolean nullAllowedBeside;
  private boolean impossible;

  private Shape(Schemas schemas) {
    this.schemas = schemas;
  }

  /** What the schemas at these pointers say together. */
  static Shape of(Schemas schemas, List<String> pointers) {
    var shape = new Shape(schemas);
    var seen = new HashSet<String>();
    pointers.forEach(pointer -> shape.visit(pointer, seen));
    return shape;
  }

  private void visit(String pointer, Set<String> seen) {
    if (!seen.add(pointer)) {
      return;
    }
    schemas.step();
    Json schema = schemas.at(pointer);
    if (!(schema instanceof Json.JsonObject object)) {
      impossible |= schema.equals(Json.bool(false));
      return;
    }
    var target = schemas.target(pointer);
    if (target.isPresent() && schemas.referencesStandAlone()) {
      refer(target.get(), seen);
      return;
    }
    var part = new Part(pointer, object);
    parts.add(part);
    target.ifPresent(to -> refer(to, seen));
    each(part, "allOf", inner -> visit(inner, seen));
    alternatives(part, "oneOf", seen);
    alternatives(part, "anyOf", seen);
    if (object.has("if") && (object.has("then") || object.has("else"))) {
      branches.add(new Branch(part.inner("if"), at(part, "then"), at(part, "else")));
    }
    dependents(part, "dependentSchemas");
    dependents(part, "dependencies");
  }

  private void refer(String target, Set<String> seen) {
    referred.add(target);
    visit(target, seen);
  }

  private static void each(Part part, String keyword, Consumer<String> visit) {
    for (int i = 0; i < Keywords.items(part.schema(), keyword).size(); i++) {
      visit.accept(JsonPointers.append(part.inner(keyword), i));
    }
  }

  private static Optional<String> at(Part part, String keyword) {
    return Keywords.has(part.schema(), keyword)
        ? Optional.of(part.inner(keyword))
        : Optional.empty();
  }

  private void alternatives(Part part, String keyword, Set<String> seen) {
    var arms = new ArrayList<String>();
    each(part, keyword, arms::add);
    if (arms.isEmpty()) {
      return;
    }
    boolean withNull = arms.removeIf(arm -> isNull(schemas.at(arm)));
    nullAllowedBeside |= withNull;
    if (arms.size() == 1) {
      visit(arms.getFirst(), seen);
    } else if (!arms.isEmpty() && arms.stream().map(schemas::at).allMatch(Shape::isChoice)) {
      listed.add(arms.stream().map(schemas::at).flatMap(arm -> choices(arm).stream()).toList());
    } else if (!arms.isEmpty()) {
      alternatives.add(new Alternatives(keyword, List.copyOf(arms)));
    }
  }

  private void dependents(Part part, String keyword) {
    if (!schemas.knows(keyword)) {
      return;
    }
    Keywords.members(part.schema(), keyword)
        .forEach(
            (member, schema) -> {
              if (!(schema instanceof Json.JsonArray)) {
                dependents.add(new Dependent(member, part.inner(keyword, member)));
              }
            });
  }

  private static boolean isNull(Json schema) {
    boolean alone =
        schema instanceof Json.JsonObject object
            && OF_A_CHOICE.containsAll(object.members().keySet());
    return alone
        && (Keywords.text(schema, "type").filter("null"::equals).isPresent()
            || Keywords.value(schema, "const").filter(Json.nothing()::equals).isPresent());
  }

  private static boolean isChoice(Json schema) {
    return schema instanceof Json.JsonObject object
        && OF_A_CHOICE.containsAll(object.members().keySet())
        && !choices(object).isEmpty();
  }

  /** What can be chosen of a schema that lists its values itself. */
  private static List<Choice> choices(Json schema) {
    var help = Keywords.text(schema, "description");
    var constant = Keywords.value(schema, "const");
    if (constant.isPresent()) {
      return List.of(choice(constant.get(), Keywords.text(schema, "title"), help));
    }
    var values = Keywords.items(schema, "enum");
    return values.size() == 1
        ? List.of(choice(values.getFirst(), Keywords.text(schema, "title"), help))
        : values.stream().map(value -> choice(value, Optional.empty(), Optional.empty())).toList();
  }

  private static Choice choice(Json value, Optional<String> title, Optional<String> help) {
    var shown = value instanceof Json.JsonString text ? text.value() : value.toText();
    return new Choice(value, title.orElse(shown), help);
  }

  /** The schemas that hold without a condition. */
  List<Part> parts() {
    return parts;
  }

  /** Where references led. */
  Set<String> referred() {
    return referred;
  }

  /** Alternatives that are neither a list of values nor a value or {@code null}. */
  List<Alternatives> alternatives() {
    return alternatives;
  }

  List<Branch> branches() {
    return branches;
  }

  List<Dependent> dependents() {
    return dependents;
  }

  /** Whether no value fits. */
  boolean isImpossible() {
    return impossible;
  }

  /** The first thing that a part says in a keyword. */
  <T> Optional<T> first(String keyword, Function<Json, Optional<T>> read) {
    return parts.stream()
        .flatMap(part -> Keywords.value(part.schema(), keyword).flatMap(read).stream())
        .findFirst();
  }

  Optional<String> text(String keyword) {
    return parts.stream()
        .flatMap(part -> Keywords.text(part.schema(), keyword).stream())
        .findFirst();
  }

  boolean says(String keyword) {
    return parts.stream().anyMatch(part -> Keywords.has(part.schema(), keyword));
  }

  boolean isTrue(String keyword) {
    return parts.stream().anyMatch(part -> Keywords.isTrue(part.schema(), keyword));
  }

  boolean isSensitive() {
    return parts.stream().anyMatch(part -> Hints.isSensitive(part.schema()));
  }

  /** The default, whether or not it fits. */
  Optional<Json> initial() {
    return first("default", Optional::of);
  }

  /** Whether {@code null} fits, as far as types, listed values and alternatives say. */
  boolean isNullable() {
    if (isListed()) {
      return nullAllowedBeside || holds(choices(), Json.nothing());
    }
    return says("type") ? allowedTypes().contains("null") : nullAllowedBeside;
  }

  /** The types that all parts allow, but {@code null}; all there are when none says anything. */
  Set<String> types() {
    var types = new TreeSet<>(allowedTypes());
    types.remove("null");
    if (types.contains("number")) {
      types.remove("integer");
    }
    return types;
  }

  /** Where the schemas of items are, when all items are of one. */
  List<String> items() {
    return parts.stream()
        .filter(part -> Keywords.has(part.schema(), "items"))
        .filter(
            part ->
                !(Keywords.value(part.schema(), "items").orElse(Json.nothing())
                    instanceof Json.JsonArray))
        .map(part -> part.inner("items"))
        .toList();
  }

  /** Whether alternatives are a list of values, or a value or {@code null}. */
  static boolean isSimple(Schemas schemas, Part part, String keyword) {
    var arms = new ArrayList<String>();
    each(part, keyword, arms::add);
    arms.removeIf(arm -> isNull(schemas.at(arm)));
    return arms.size() <= 1 || arms.stream().map(schemas::at).allMatch(Shape::isChoice);
  }

  /** The types that all parts allow, {@code null} too; a number may be an integer. */
  Set<String> allowedTypes() {
    var allowed = new TreeSet<>(TYPES);
    for (Part part : parts) {
      Keywords.value(part.schema(), "type").map(Shape::named).ifPresent(allowed::retainAll);
    }
    if (nullAllowedBeside) {
      allowed.add("null");
    }
    return allowed;
  }

  private static Set<String> named(Json type) {
    var names = new TreeSet<String>();
    if (type instanceof Json.JsonString one) {
      names.add(one.value());
    }
    names.addAll(Keywords.texts(type));
    if (names.contains("number")) {
      names.add("integer");
    }
    return names;
  }

  /** What can be chosen of an allowed type, where the values are listed; else nothing. */
  List<Choice> choices() {
    var lists = new ArrayList<>(listed);
    for (Part part : parts) {
      if (Keywords.has(part.schema(), "const") || Keywords.has(part.schema(), "enum")) {
        lists.add(listedBy(part.schema()));
      }
    }
    if (lists.isEmpty()) {
      return List.of();
    }
    var types = allowedTypes();
    return lists.getFirst().stream()
        .filter(choice -> types.contains(type(choice.value())))
        .filter(choice -> lists.stream().allMatch(list -> holds(list, choice.value())))
        .distinct()
        .toList();
  }

  private static String type(Json value) {
    return switch (value) {
      case Json.JsonObject object -> "object";
      case Json.JsonArray array -> "array";
      case Json.JsonString string -> "string";
      case Json.JsonNumber number -> number.toBigDecimal().scale() <= 0 ? "integer" : "number";
      case Json.JsonBoolean bool -> "boolean";
      case Json.JsonNull nothing -> "null";
    };
  }

  /** Values listed in the schema of a field: its title is that of the field, not of a value. */
  private static List<Choice> listedBy(Json schema) {
    var values =
        Keywords.value(schema, "const").map(List::of).orElse(Keywords.items(schema, "enum"));
    return values.stream().map(value -> choice(value, Optional.empty(), Optional.empty())).toList();
  }

  private static boolean holds(List<Choice> list, Json value) {
    return list.stream().anyMatch(choice -> choice.value().equals(value));
  }

  /** Whether the values are listed. */
  boolean isListed() {
    return !listed.isEmpty() || says("const") || says("enum");
  }
}

package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import dev.slipway.ports.driven.schema.SchemaChecks.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a graph: every schema inside it, where its references lead, and what is wrong with
 * them. Immutable once drawn, and thread-safe then.
 *
 * <h2>Why this is not left to the library</h2>
 *
 * <p>It follows a reference when a value leads it there, so a bad one in a branch that no test
 * value takes would be found by a tenant; a circle overflows its stack; and what it finds first it
 * throws, where an author wants to know of every fault and its place.
 *
 * <h2>What counts as a circle</h2>
 *
 * <p>Schemas that judge the same value lead to each other by {@code $ref}, {@code allOf}, {@code
 * if} and the like. A way back over such steps alone never comes nearer to an end of the value. A
 * dynamic reference counts for every schema that it may lead to.
 */
final class SchemaMap {
  /**
   * What relative references are relative to in a schema that has no name of its own. Nothing is
   * ever loaded from there.
   */
  static final String DOCUMENT = "https://schema.invalid/";

  /**
   * How many schemas may lead to each other for the same value; the library does it by recursion.
   */
  private static final int MAX_CHAIN = 200;

  /** How many ways all references together may lead. */
  private static final int MAX_WAYS = 100_000;

  /**
   * How much the programs of all expressions for linear matches may weigh together. A few signs
   * such as {@code .{1000}} make a large one.
   */
  private static final int ROOM = 100_000;

  /** A schema inside the schema; {@code true} and {@code false} are schemas too. */
  static final class Node {
    private final Json schema;
    private final String pointer;
    private final String base;
    private final List<Step> sameValue = new ArrayList<>();
    private final Map<String, Node> targets = new HashMap<>();

    private Node(Json schema, String pointer, String base) {
      this.schema = schema;
      this.pointer = pointer;
      this.base = base;
    }

    /** The schema as it is written. */
    Json schema() {
      return schema;
    }

    /** Where it is. */
    String pointer() {
      return pointer;
    }

    /** Where the reference in {@code keyword} leads; null when there is none, or to a dialect. */
    @Nullable Node target(String keyword) {
      return targets.get(keyword);
    }
  }

  /** From a schema to one that judges the same value. */
  private record Step(Node to, String keywordPointer, String keyword) {}

  /** A reference that is yet to be followed. */
  private record Reference(Node from, String keyword, String text) {}

  private final Dialect dialect;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Node> resources = new HashMap<>();
  private final Map<String, Node> anchors = new HashMap<>();
  private final Map<String, Set<Node>> dynamicAnchors = new HashMap<>();
  private final Set<Node> recursiveAnchors = new LinkedHashSet<>();
  private int ways;
  private final Map<String, Parsed<EcmaExpression>> expressions = new HashMap<>();
  private int room = ROOM;
  private final Deque<Reference> references = new ArrayDeque<>();
  private final List<Fault> faults = new ArrayList<>();

  /** Judges what a pointer into an unknown keyword calls a schema. */
  private final BiFunction<Json, String, List<Fault>> metaSchema;

  private SchemaMap(Dialect dialect, BiFunction<Json, String, List<Fault>> metaSchema) {
    this.dialect = dialect;
    this.metaSchema = metaSchema;
  }

  /**
   * The map of {@code document}, which fits its dialect's own schema.
   *
   * @param metaSchema judges by the dialect's own schema what else is taken for a schema; its
   *     second argument is where that is
   */
  static SchemaMap draw(
      Dialect dialect, Json.JsonObject document, BiFunction<Json, String, List<Fault>> metaSchema) {
    var map = new SchemaMap(dialect, metaSchema);
    Node root = map.visit(document, "", DOCUMENT);
    map.resources.putIfAbsent(DOCUMENT, root);
    for (Reference next = map.references.poll(); next != null; next = map.references.poll()) {
      map.follow(next);
    }
    map.findCircles();
    return map;
  }

  /** What is wrong with it. */
  List<Fault> faults() {
    return faults;
  }

  /** All schemas in it. */
  Iterable<Node> nodes() {
    return nodes.values();
  }

  /** The whole. */
  Node root() {
    return node("");
  }

  /** The schema at {@code pointer}, which must be one. */
  Node node(String pointer) {
    Node node = nodes.get(pointer);
    if (node == null) {
      throw new IllegalArgumentException("no schema is at " + pointer);
    }
    return node;
  }

  /** The expression of this text, which must be one. */
  EcmaExpression expression(String source) {
    Parsed<EcmaExpression> known = expressions.get(source);
    return (known == null ? EcmaExpression.parse(source) : known).orElseThrow();
  }

  Dialect dialect() {
    return dialect;
  }

  /** Where the {@code $ref} of the schema at {@code pointer} leads inside the document. */
  Optional<String> targetAt(String pointer) {
    return Optional.ofNullable(nodes.get(pointer))
        .flatMap(node -> Optional.ofNullable(node.target("$ref")))
        .map(Node::pointer);
  }

  private Node visit(Json schema, String pointer, String outerBase) {
    Node known = nodes.get(pointer);
    if (known != null) {
      return known;
    }
    if (!(schema instanceof Json.JsonObject object)) {
      var node = new Node(schema, pointer, outerBase);
      nodes.put(pointer, node);
      return node;
    }
    boolean referenceAlone = dialect.referencesStandAlone() && object.has("$ref");
    String id = referenceAlone ? "" : text(object, "$id");
    String base =
        id.isEmpty() || id.startsWith("#") ? outerBase : resolve(outerBase, beforeHash(id));
    var node = new Node(schema, pointer, base);
    nodes.put(pointer, node);
    if (!base.equals(outerBase)) {
      resources.putIfAbsent(base, node);
    }
    if (pointer.isEmpty()) {
      resources.putIfAbsent(base, node);
    }
    anchors(node, object, id);
    otherDialect(node, object);
    object.members().forEach((keyword, value) -> keyword(node, keyword, value, referenceAlone));
    return node;
  }

  private void anchors(Node node, Json.JsonObject object, String id) {
    if (dialect == Dialect.DRAFT_7) {
      if (id.indexOf('#') >= 0 && id.indexOf('#') < id.length() - 1) {
        anchors.putIfAbsent(node.base + id.substring(id.indexOf('#')), node);
      }
      return;
    }
    String anchor = text(object, "$anchor");
    if (!anchor.isEmpty()) {
      anchors.putIfAbsent(node.base + "#" + anchor, node);
    }
    if (dialect == Dialect.DRAFT_2020_12) {
      String dynamic = text(object, "$dynamicAnchor");
      if (!dynamic.isEmpty()) {
        anchors.putIfAbsent(node.base + "#" + dynamic, node);
        dynamicAnchors.computeIfAbsent(dynamic, name -> new LinkedHashSet<>()).add(node);
      }
    } else if (object.get("$recursiveAnchor").filter(Json.bool(true)::equals).isPresent()) {
      recursiveAnchors.add(node);
    }
  }

  private void otherDialect(Node node, Json.JsonObject object) {
    if (object.has("$schema") && !Dialect.of(object).equals(Optional.of(dialect))) {
      fault(
          JsonPointers.append(node.pointer, "$schema"),
          "$schema",
          "a schema inside another must be of the same dialect");
    }
  }

  private void keyword(Node node, String keyword, Json value, boolean referenceAlone) {
    String pointer = JsonPointers.append(node.pointer, keyword);
    boolean evaluated = !referenceAlone;
    if (value instanceof Json.JsonString text) {
      switch (keyword) {
        case "$ref" -> references.add(new Reference(node, keyword, text.value()));
        case "$dynamicRef" -> {
          if (dialect == Dialect.DRAFT_2020_12) {
            references.add(new Reference(node, keyword, text.value()));
          }
        }
        case "$recursiveRef" -> {
          if (dialect == Dialect.DRAFT_2019_09) {
            references.add(new Reference(node, keyword, text.value()));
          }
        }
        case "pattern" -> expression(pointer, keyword, text.value());
        default -> {}
      }
    }
    switch (dialect.holds(keyword, value)) {
      case NOTHING -> {}
      case ONE_FOR_THE_VALUE -> sameValue(node, value, pointer, keyword, evaluated);
      case MANY_FOR_THE_VALUE ->
          items(value, pointer, (item, at) -> sameValue(node, item, at, keyword, evaluated));
      case NAMED_FOR_THE_VALUE ->
          members(value, pointer, (member, at) -> sameValue(node, member, at, keyword, evaluated));
      case ONE_FOR_PARTS -> visit(value, pointer, node.base);
      case MANY_FOR_PARTS -> items(value, pointer, (item, at) -> visit(item, at, node.base));
      case NAMED_FOR_PARTS -> members(value, pointer, (member, at) -> visit(member, at, node.base));
    }
    if (keyword.equals("patternProperties") && value instanceof Json.JsonObject object) {
      for (String source : object.members().keySet()) {
        expression(JsonPointers.append(pointer, source), keyword, source);
      }
    }
  }

  private static void items(Json value, String pointer, BiConsumer<Json, String> each) {
    if (value instanceof Json.JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        each.accept(array.items().get(i), JsonPointers.append(pointer, i));
      }
    }
  }

  private static void members(Json value, String pointer, BiConsumer<Json, String> each) {
    if (value instanceof Json.JsonObject object) {
      object
          .members()
          .forEach((name, member) -> each.accept(member, JsonPointers.append(pointer, name)));
    }
  }

  private void sameValue(
      Node node, Json schema, String pointer, String keyword, boolean evaluated) {
    if (schema instanceof Json.JsonArray) {
      // The names of members that a member depends on.
      return;
    }
    Node inner = visit(schema, pointer, node.base);
    if (evaluated) {
      node.sameValue.add(new Step(inner, pointer, keyword));
    }
  }

  private void expression(String pointer, String keyword, String source) {
    switch (expressions.computeIfAbsent(source, text -> EcmaExpression.parse(text, room))) {
      case Parsed.Valid<EcmaExpression>(var expression) -> room -= expression.weight();
      case Parsed.Invalid<EcmaExpression> invalid -> fault(pointer, keyword, invalid.reason());
    }
  }

  private void follow(Reference reference) {
    Node from = reference.from();
    String pointer = JsonPointers.append(from.pointer, reference.keyword());
    String iri = beforeHash(reference.text());
    String fragment = decoded(reference.text().substring(iri.length()));
    String address = iri.isEmpty() ? from.base : resolve(from.base, iri);
    Node resource = resources.get(address);
    if (resource == null) {
      if (!Dialect.isMetaSchema(address)) {
        faults.add(
            new Fault(
                pointer,
                reference.keyword(),
                "the reference leads to another document, and only those inside the schema are"
                    + " followed",
                Fault.Kind.REMOTE_REFERENCE));
      }
      return;
    }
    Optional<Node> target =
        fragment.isEmpty() || fragment.equals("#")
            ? Optional.of(resource)
            : fragment.startsWith("#/")
                ? at(resource, fragment.substring(1))
                : Optional.ofNullable(anchors.get(address + fragment));
    if (target.isEmpty()) {
      fault(pointer, reference.keyword(), "the reference leads to nothing that is a schema");
      return;
    }
    from.targets.put(reference.keyword(), target.get());
    var possible = possibleTargets(reference, target.get(), fragment);
    ways += possible.size();
    if (ways > MAX_WAYS) {
      references.clear();
      faults.add(
          new Fault(
              pointer,
              reference.keyword(),
              "the schema's references could lead more than 100,000 ways",
              Fault.Kind.TOO_COSTLY));
      return;
    }
    possible.forEach(to -> from.sameValue.add(new Step(to, pointer, reference.keyword())));
  }

  private Set<Node> possibleTargets(Reference reference, Node target, String fragment) {
    if (reference.keyword().equals("$dynamicRef") && fragment.startsWith("#")) {
      Set<Node> dynamic = dynamicAnchors.getOrDefault(fragment.substring(1), Set.of());
      if (dynamic.contains(target)) {
        return dynamic;
      }
    }
    return reference.keyword().equals("$recursiveRef") && recursiveAnchors.contains(target)
        ? recursiveAnchors
        : Set.of(target);
  }

  /** The schema that {@code pointer} leads to from a resource, also inside an unknown keyword. */
  private Optional<Node> at(Node resource, String pointer) {
    Json json = resource.schema;
    String base = resource.base;
    String place = resource.pointer;
    for (String token : JsonPointers.tokens(pointer)) {
      Optional<Json> next = JsonPointers.step(json, token);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      json = next.get();
      place = JsonPointers.append(place, token);
      Node passed = nodes.get(place);
      base = passed == null ? base : passed.base;
    }
    Node known = nodes.get(place);
    if (known != null) {
      return Optional.of(known);
    }
    if (!(json instanceof Json.JsonObject || json instanceof Json.JsonBoolean)) {
      return Optional.empty();
    }
    List<Fault> wrong = metaSchema.apply(json, place);
    if (!wrong.isEmpty()) {
      faults.addAll(wrong);
      nodes.put(place, new Node(Json.bool(true), place, base));
      return Optional.of(nodes.get(place));
    }
    return Optional.of(visit(json, place, base));
  }

  private void findCircles() {
    var settled = new HashMap<Node, Integer>();
    for (Node start : List.copyOf(nodes.values())) {
      findCircles(start, settled);
    }
  }

  /**
   * Walks depth first with a stack of its own, as a chain of references may be long.
   *
   * @param settled how many steps the longest chain has that begins at a node
   */
  private void findCircles(Node start, Map<Node, Integer> settled) {
    record Open(Node node, int next) {}
    if (settled.containsKey(start)) {
      return;
    }
    Deque<Open> way = new ArrayDeque<>();
    Set<Node> onTheWay = new HashSet<>();
    way.push(new Open(start, 0));
    onTheWay.add(start);
    while (!way.isEmpty()) {
      Open open = way.pop();
      if (open.next() == open.node().sameValue.size()) {
        settle(open.node(), settled);
        onTheWay.remove(open.node());
        continue;
      }
      way.push(new Open(open.node(), open.next() + 1));
      Step step = open.node().sameValue.get(open.next());
      if (onTheWay.contains(step.to())) {
        fault(
            step.keywordPointer(),
            step.keyword(),
            "the references lead in a circle without going into a member or an item");
      } else if (!settled.containsKey(step.to())) {
        way.push(new Open(step.to(), 0));
        onTheWay.add(step.to());
      }
    }
  }

  private void settle(Node node, Map<Node, Integer> settled) {
    int longest = 0;
    for (Step step : node.sameValue) {
      longest = Math.max(longest, 1 + settled.getOrDefault(step.to(), 0));
    }
    settled.put(node, longest);
    if (longest == MAX_CHAIN + 1) {
      fault(node.pointer, "", "more than 200 schemas are chained to judge the same value");
    }
  }

  private void fault(String pointer, String keyword, String message) {
    faults.add(new Fault(pointer, keyword, message));
  }

  private static String text(Json.JsonObject object, String keyword) {
    return object.get(keyword).orElse(Json.nothing()) instanceof Json.JsonString text
        ? text.value()
        : "";
  }

  private static String beforeHash(String iri) {
    int hash = iri.indexOf('#');
    return hash < 0 ? iri : iri.substring(0, hash);
  }

  private static String decoded(String fragment) {
    try {
      // The decoder is one for forms, where a plus is a blank.
      return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return fragment;
    }
  }

  private static String resolve(String base, String iri) {
    try {
      var outer = new URI(base);
      boolean bare = outer.getRawAuthority() != null && outer.getRawPath().isEmpty();
      // The JDK would glue a relative path to the name of a host.
      return (bare ? outer.resolve("/") : outer).resolve(new URI(iri)).toString();
    } catch (URISyntaxException e) {
      return iri;
    }
  }
}

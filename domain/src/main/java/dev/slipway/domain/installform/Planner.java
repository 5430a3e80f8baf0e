package dev.slipway.domain.installform;

import dev.slipway.domain.installform.FormField.Choice;
import dev.slipway.domain.installform.Members.Declaration;
import dev.slipway.domain.installform.Members.Member;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws the plan of a form: one field for each member that is declared, whatever the schema says
 * about it (contract/packages.md section 6). Belongs to one thread.
 */
final class Planner {

  /** How many fields a plan has at most; what would be more is one JSON field. */
  static final int MAX_FIELDS = 1_000;

  /** How deep fields nest at most; what is deeper is one JSON field. */
  static final int MAX_DEPTH = 16;

  private final Schemas schemas;
  private final Set<FormWarning> warnings = new LinkedHashSet<>();
  private int fields;

  Planner(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * What is known where a field stands.
   *
   * @param pointer of the object or list around it
   * @param value the object around it, with its defaults; empty where it may be any of many
   * @param open the schemas that are being drawn, outermost first
   * @param depth how deep its fields are
   * @param sensitive whether everything inside is
   */
  private record Place(
      String pointer, Optional<Json> value, Set<String> open, int depth, boolean sensitive) {

    /** Whether a condition holds here; where that depends on which of many it is, it does. */
    boolean holds(List<Guard> guards, Schemas schemas) {
      return value
          .map(object -> guards.stream().allMatch(guard -> guard.holds(object, schemas)))
          .orElse(true);
    }
  }

  /** When a field is asked for. */
  private record Asking(
      boolean required,
      boolean dynamic,
      List<FieldCondition> when,
      List<FieldCondition> requiredWhen) {}

  /** The plan for values that have their defaults already. */
  FormPlan plan(Json effective) {
    var root = schemas.shape("");
    if (!schemas.isJudged()) {
      warnings.add(FormWarning.NOT_JUDGED);
    }
    var place = new Place("", Optional.of(effective), Set.of(""), 1, root.isSensitive());
    var drawn = fields(root, place);
    if (drawn.isEmpty() && asksForAnything(root)) {
      drawn = List.of(whole(root, effective));
    }
    return new FormPlan(
        schemas.dialect(),
        root.text("title"),
        root.text("description"),
        groups(drawn),
        List.copyOf(warnings));
  }

  /** Whether an object is meant to have members, although none is named. */
  private static boolean asksForAnything(Shape root) {
    return !root.alternatives().isEmpty()
        || root.says("patternProperties")
        || root.says("propertyNames")
        || root.says("minProperties")
        || root.first("additionalProperties", Optional::of)
            .filter(schema -> !(schema instanceof Json.JsonBoolean))
            .isPresent();
  }

  /** One field for all values. */
  private Drawn whole(Shape root, Json effective) {
    var place = new Place("", Optional.empty(), Set.of(), 1, root.isSensitive());
    var asking = new Asking(false, false, List.of(), List.of());
    var field =
        new Drawing("", "", List.of(""), root, place, Optional.of(effective), asking, List.of())
            .field();
    return new Drawn(field, Optional.empty(), Optional.empty());
  }

  /** A field and what orders it. */
  private record Drawn(FormField field, Optional<BigDecimal> order, Optional<String> group) {}

  private static List<FormPlan.Group> groups(List<Drawn> drawn) {
    var groups = new LinkedHashMap<Optional<String>, List<FormField>>();
    groups.put(Optional.empty(), new ArrayList<>());
    for (Drawn one : drawn) {
      groups.computeIfAbsent(one.group(), title -> new ArrayList<>()).add(one.field());
    }
    return groups.entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .map(group -> new FormPlan.Group(group.getKey(), group.getValue()))
        .toList();
  }

  /** The fields of an object, in the order in which they are asked for. */
  private List<Drawn> fields(Shape shape, Place place) {
    var drawn = new ArrayList<Drawn>();
    for (Member member : Members.of(schemas, shape).all()) {
      drawn.addAll(fields(member, shape, place));
    }
    warnOfChoices(shape, place);
    drawn.sort(
        Comparator.comparing(
            Drawn::order,
            Comparator.comparing(
                order -> order.orElse(null), Comparator.nullsLast(Comparator.naturalOrder()))));
    return drawn;
  }

  /** The fields of one member: one, or one for each condition under which it is declared. */
  private List<Drawn> fields(Member member, Shape object, Place place) {
    var always = member.always();
    if (!always.isEmpty()) {
      var refining =
          member.sometimes().stream().filter(one -> !always.contains(one.schema())).toList();
      var counting = new ArrayList<>(always);
      refining.stream()
          .filter(one -> place.holds(one.guards(), schemas))
          .forEach(one -> counting.add(one.schema()));
      var declarations = place.value().isPresent() ? counting : always;
      return List.of(
          draw(
              member,
              declarations,
              place,
              asking(member, declarations, place, List.of(), !refining.isEmpty())));
    }
    if (member.sometimes().isEmpty()) {
      // Nobody declares it, or only alternatives that nothing tells apart.
      var asking = asking(member, List.of(), place, List.of(), false);
      if (asking.required() && isForbidden(member.name(), object)) {
        warn(
            JsonPointers.append(place.pointer(), member.name()),
            "the schema asks for this and allows nothing of this name, so no value is right");
      }
      return List.of(boxed(member, place, asking));
    }
    return merged(member.sometimes()).stream()
        .map(
            one ->
                draw(
                    member,
                    List.of(one.schema()),
                    place,
                    asking(member, List.of(one.schema()), place, one.guards(), false)))
        .toList();
  }

  /** Whether an object may not have a member that is not declared. */
  private static boolean isForbidden(String name, Shape object) {
    return object.parts().stream()
        .map(Shape.Part::schema)
        .anyMatch(
            schema ->
                Keywords.value(schema, "additionalProperties")
                        .filter(Json.bool(false)::equals)
                        .isPresent()
                    && !Keywords.members(schema, "properties").containsKey(name)
                    && !Keywords.has(schema, "patternProperties"));
  }

  /** What no field says: that one or another must be filled in. */
  private void warnOfChoices(Shape shape, Place place) {
    for (Shape.Alternatives alternatives : shape.alternatives()) {
      var asked =
          alternatives.arms().stream()
              .map(arm -> Keywords.texts(schemas.at(arm), "required"))
              .toList();
      boolean shared =
          asked.getFirst().stream()
              .anyMatch(name -> asked.stream().allMatch(names -> names.contains(name)));
      if (!shared
          && asked.stream().noneMatch(List::isEmpty)
          && new Conditions(schemas, shape).discriminator(alternatives).isEmpty()) {
        warn(
            place.pointer(),
            (alternatives.keyword().equals("oneOf") ? "exactly" : "at least")
                + " one of these must be filled in: "
                + asked.stream()
                    .map(names -> String.join(" and ", names))
                    .collect(Collectors.joining("; ")));
      }
    }
  }

  /** Declarations of the same text are one, which counts when any of them does. */
  private List<Declaration> merged(List<Declaration> declarations) {
    var merged = new ArrayList<Declaration>();
    for (Declaration next : declarations) {
      int same = 0;
      while (same < merged.size()
          && !schemas.at(merged.get(same).schema()).equals(schemas.at(next.schema()))) {
        same++;
      }
      if (same == merged.size()) {
        merged.add(next);
      } else {
        var known = merged.get(same);
        var either =
            either(known.guards(), next.guards())
                .orElseGet(() -> new Guard.Either(List.of(known.guards(), next.guards())));
        merged.set(same, new Declaration(known.schema(), List.of(either)));
      }
    }
    return merged;
  }

  /** What holds when one or the other does; empty when no list of facts says so. */
  private static Optional<Guard> either(List<Guard> one, List<Guard> other) {
    if (one.size() == 1
        && other.size() == 1
        && one.getFirst() instanceof Guard.Told(var facts)
        && other.getFirst() instanceof Guard.Told(var more)
        && facts.size() == 1
        && more.size() == 1
        && facts.getFirst().path().equals(more.getFirst().path())
        && facts.getFirst().values().isPresent()
        && more.getFirst().values().isPresent()) {
      var values =
          Stream.concat(
                  facts.getFirst().values().get().stream(), more.getFirst().values().get().stream())
              .distinct()
              .toList();
      return Optional.of(
          new Guard.Told(List.of(new Guard.Fact(facts.getFirst().path(), Optional.of(values)))));
    }
    return Optional.empty();
  }

  /** When a field is asked for, and must be answered. */
  private Asking asking(
      Member member, List<String> declarations, Place place, List<Guard> guards, boolean refined) {
    boolean answered = schemas.usableDefault(declarations).isPresent();
    var when = told(guards, place);
    boolean dynamic = refined || when.isEmpty();
    boolean required = !answered && member.isAlwaysDemanded();
    List<FieldCondition> requiredWhen = List.of();
    if (!answered && !required && !member.demands().isEmpty()) {
      var conditions = demanded(member, place);
      if (conditions.isPresent()) {
        requiredWhen = conditions.get();
      } else {
        dynamic = true;
        required =
            place.value().isPresent()
                && member.demands().stream().anyMatch(demand -> place.holds(demand, schemas));
      }
    }
    return new Asking(
        required,
        dynamic,
        when.orElseGet(() -> place.holds(guards, schemas) ? List.of() : never(member, place)),
        requiredWhen);
  }

  /** When it must be there, where one list of conditions says so. */
  private Optional<List<FieldCondition>> demanded(Member member, Place place) {
    var demands = member.demands();
    List<Guard> all = demands.getFirst();
    for (List<Guard> demand : demands.subList(1, demands.size())) {
      if (demand.equals(all)) {
        continue;
      }
      var either = either(all, demand);
      if (either.isEmpty()) {
        return Optional.empty();
      }
      all = List.of(either.get());
    }
    return told(all, place);
  }

  private static List<FieldCondition> never(Member member, Place place) {
    return List.of(
        new FieldCondition.In(JsonPointers.append(place.pointer(), member.name()), List.of()));
  }

  /** The conditions that a client can tell; empty when there is another among them. */
  private static Optional<List<FieldCondition>> told(List<Guard> guards, Place place) {
    var conditions = new ArrayList<FieldCondition>();
    for (Guard guard : guards) {
      if (!(guard instanceof Guard.Told(var facts))) {
        return Optional.empty();
      }
      facts.forEach(fact -> conditions.add(fact.at(place.pointer())));
    }
    return Optional.of(conditions.stream().distinct().toList());
  }

  private Drawn draw(Member member, List<String> declarations, Place place, Asking asking) {
    var shape = schemas.shape(declarations);
    var pointer = JsonPointers.append(place.pointer(), member.name());
    var value = place.value().flatMap(object -> Keywords.value(object, member.name()));
    var field =
        new Drawing(
                member.name(), pointer, declarations, shape, place, value, asking, member.told())
            .field();
    return new Drawn(field, order(shape, pointer), Hints.text(shape, "group"));
  }

  private Optional<BigDecimal> order(Shape shape, String pointer) {
    var order = Hints.of(shape, "order");
    if (order.isPresent() && !(order.get() instanceof Json.JsonNumber)) {
      warn(pointer, "x-ui.order is no number, so the field keeps its place in the document");
    }
    return Hints.number(shape, "order").map(Json.JsonNumber::toBigDecimal);
  }

  /** A member of which the form knows nothing but its name. */
  private Drawn boxed(Member member, Place place, Asking asking) {
    fields++;
    var pointer = JsonPointers.append(place.pointer(), member.name());
    var shapes = member.boxed().stream().map(schemas::shape).toList();
    boolean sensitive = place.sensitive() || shapes.stream().anyMatch(shape -> shape.isSensitive());
    var title = shapes.stream().flatMap(shape -> shape.text("title").stream()).findFirst();
    var help = shapes.stream().flatMap(shape -> shape.text("description").stream()).findFirst();
    var field =
        new FormField(
            pointer,
            member.name(),
            title.orElseGet(() -> Labels.of(member.name())),
            help,
            Widget.JSON,
            asking.required(),
            true,
            asking.dynamic(),
            sensitive,
            Optional.empty(),
            Optional.empty(),
            Json.JsonObject.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            asking.when(),
            asking.requiredWhen());
    return new Drawn(field, Optional.empty(), Optional.empty());
  }

  private void warn(String pointer, String message) {
    warnings.add(new FormWarning(pointer, message));
  }

  /** Draws one field. */
  private final class Drawing {
    private final String name;
    private final String pointer;
    private final List<String> declarations;
    private final Shape shape;
    private final Place place;
    private final Optional<Json> value;
    private final Asking asking;
    private final List<Choice> told;
    private final boolean sensitive;

    Drawing(
        String name,
        String pointer,
        List<String> declarations,
        Shape shape,
        Place place,
        Optional<Json> value,
        Asking asking,
        List<Choice> told) {
      this.name = name;
      this.pointer = pointer;
      this.declarations = declarations;
      this.shape = shape;
      this.place = place;
      this.value = value;
      this.asking = asking;
      this.told = told;
      this.sensitive = place.sensitive() || shape.isSensitive();
    }

    FormField field() {
      schemas.step();
      fields++;
      var widget = widget();
      var inner = widget == Widget.OBJECT ? inner() : List.<FormField>of();
      var items =
          widget == Widget.LIST
              ? Optional.of(item("-", shape.items().getFirst()))
              : widget == Widget.MAP
                  ? Optional.of(item("*", values()))
                  : Optional.<FormField>empty();
      return new FormField(
          pointer,
          name,
          shape.text("title").orElseGet(this::label),
          shape.text("description"),
          widget,
          asking.required(),
          isNullable(),
          asking.dynamic(),
          sensitive,
          initial(),
          Hints.text(shape, "placeholder"),
          Bounds.constraints(shape),
          widget == Widget.NUMBER || widget == Widget.SLIDER
              ? Bounds.range(shape)
              : Optional.empty(),
          widget == Widget.MULTISELECT
              ? schemas.shape(shape.items()).choices()
              : widget == Widget.SELECT ? choices() : List.of(),
          inner,
          items,
          asking.when(),
          asking.requiredWhen());
    }

    /** Whether null is an answer: it is meant to be, and nothing says otherwise. */
    private boolean isNullable() {
      return shape.isNullable()
          && declarations.stream().allMatch(schema -> schemas.fits(schema, Json.nothing()));
    }

    private String label() {
      if (pointer.isEmpty()) {
        return "Values";
      }
      return switch (name) {
        case "-" -> "Item";
        case "*" -> "Value";
        default -> Labels.of(name);
      };
    }

    private Optional<Json> initial() {
      var usable = schemas.usableDefault(declarations);
      if (usable.isEmpty() && shape.initial().isPresent()) {
        warn(pointer, "the default does not fit its own schema, so it is never applied");
      }
      return usable
          .filter(json -> !sensitive)
          .map(json -> Secrecy.mask(schemas, declarations, json).shown());
    }

    private List<Choice> choices() {
      if (!told.isEmpty()) {
        return told;
      }
      return shape.isListed()
          ? shape.choices()
          : List.of(
              new Choice(Json.bool(true), "true", Optional.empty()),
              new Choice(Json.bool(false), "false", Optional.empty()));
    }

    private Widget widget() {
      var natural = natural();
      if (natural == Widget.JSON) {
        refuseHint(Hints.text(shape, "widget"), natural);
        return natural;
      }
      var wanted = Hints.of(shape, "widget");
      if (wanted.isEmpty()) {
        return natural;
      }
      var word = Hints.text(shape, "widget").orElse("");
      var fitting =
          switch (word) {
            case "slider" -> natural == Widget.NUMBER ? Widget.SLIDER : natural;
            case "password" -> isText(natural) ? Widget.PASSWORD : natural;
            case "textarea" -> isText(natural) ? Widget.TEXTAREA : natural;
            case "select" -> natural == Widget.CHECKBOX ? Widget.SELECT : natural;
            default -> natural;
          };
      if (!fitting.word().equals(word)) {
        refuseHint(Optional.of(word), fitting);
      }
      return fitting;
    }

    private void refuseHint(Optional<String> word, Widget taken) {
      word.ifPresent(
          hint ->
              warn(
                  pointer,
                  Hints.isWidget(hint)
                      ? "x-ui.widget " + hint + " does not fit the type, so it is " + taken.word()
                      : "x-ui.widget is none of slider, password, textarea and select, so it is "
                          + taken.word()));
    }

    private static boolean isText(Widget widget) {
      return widget == Widget.TEXT || widget == Widget.PASSWORD;
    }

    /** The widget of the type alone. */
    private Widget natural() {
      if (shape.isImpossible()) {
        warn(pointer, "the schema allows no value here");
        return Widget.JSON;
      }
      if (shape.referred().stream().anyMatch(place.open()::contains)) {
        return Widget.JSON;
      }
      if (!told.isEmpty() || shape.isListed()) {
        return told.isEmpty() && shape.choices().isEmpty() ? nothingListed() : Widget.SELECT;
      }
      var types = shape.says("type") ? shape.types() : supposed();
      if (types.size() != 1) {
        warnOfNumbers();
        return Widget.JSON;
      }
      boolean alternative = !shape.alternatives().isEmpty();
      return switch (types.iterator().next()) {
        case "object" -> object();
        case "array" -> alternative ? Widget.JSON : array();
        case "boolean" -> alternative ? Widget.JSON : Widget.CHECKBOX;
        case "integer", "number" -> alternative ? numbers() : Widget.NUMBER;
        case "string" -> alternative ? Widget.JSON : sensitive ? Widget.PASSWORD : Widget.TEXT;
        default -> Widget.JSON;
      };
    }

    private Widget nothingListed() {
      warn(pointer, "the schema allows no value here");
      return Widget.JSON;
    }

    private Widget numbers() {
      warnOfNumbers();
      return Widget.JSON;
    }

    /** The type that a schema means which does not say so. */
    private Set<String> supposed() {
      if (shape.says("properties")
          || shape.says("additionalProperties")
          || (!Members.of(schemas, shape).isEmpty() && allMayBeObjects())) {
        return Set.of("object");
      }
      return shape.says("items") ? Set.of("array") : Set.of();
    }

    /** Whether no alternative is for another type alone. */
    private boolean allMayBeObjects() {
      return shape.alternatives().stream()
          .flatMap(alternatives -> alternatives.arms().stream())
          .allMatch(arm -> schemas.shape(arm).allowedTypes().contains("object"));
    }

    private void warnOfNumbers() {
      for (Shape.Alternatives alternatives : shape.alternatives()) {
        var types = new HashSet<String>();
        alternatives.arms().forEach(arm -> types.addAll(types(arm)));
        if (alternatives.keyword().equals("oneOf")
            && types.containsAll(Set.of("integer", "number"))) {
          warn(
              pointer,
              "no whole number fits: it is both an integer and a number, and oneOf"
                  + " allows one of them only; say anyOf, or number alone");
        }
      }
    }

    private Set<String> types(String arm) {
      var one = schemas.shape(arm);
      return one.says("type") ? one.types() : Set.of();
    }

    private Widget object() {
      var members = Members.of(schemas, shape);
      if (members.isEmpty()) {
        return isMap() ? roomFor(Widget.MAP, 1) : Widget.JSON;
      }
      return roomFor(Widget.OBJECT, members.all().size());
    }

    private boolean isMap() {
      return shape.alternatives().isEmpty()
          && !shape.says("patternProperties")
          && shape.parts().stream()
              .anyMatch(
                  part ->
                      Keywords.value(part.schema(), "additionalProperties")
                          .filter(schema -> !schema.equals(Json.bool(false)))
                          .isPresent());
    }

    private Widget array() {
      var declared = shape.items();
      if (declared.size() != 1
          || shape.says("prefixItems")
          || shape.first("items", Optional::of).filter(Json.JsonArray.class::isInstance).isPresent()
          || schemas.shape(declared).isImpossible()) {
        return Widget.JSON;
      }
      var item = schemas.shape(declared);
      return item.isListed() && !item.choices().isEmpty() && shape.isTrue("uniqueItems")
          ? Widget.MULTISELECT
          : roomFor(Widget.LIST, 1);
    }

    private Widget roomFor(Widget widget, int more) {
      if (place.depth() >= MAX_DEPTH) {
        warn(pointer, "fields nest at most " + MAX_DEPTH + " deep; what is deeper is one of JSON");
        return Widget.JSON;
      }
      if (fields + more > MAX_FIELDS) {
        warn(pointer, "a form has at most 1,000 fields; the rest are ones of JSON");
        return Widget.JSON;
      }
      return widget;
    }

    private String values() {
      return shape.parts().stream()
          .filter(part -> Keywords.has(part.schema(), "additionalProperties"))
          .map(part -> part.inner("additionalProperties"))
          .findFirst()
          .orElseThrow();
    }

    private Set<String> opened() {
      var opened = new HashSet<>(place.open());
      shape.parts().forEach(part -> opened.add(part.pointer()));
      return opened;
    }

    private List<FormField> inner() {
      var object =
          place.value().isPresent()
              ? Optional.of(
                  value
                      .filter(Json.JsonObject.class::isInstance)
                      .orElseGet(() -> new Defaults(schemas).fill(shape, Json.JsonObject.empty())))
              : Optional.<Json>empty();
      var inside = new Place(pointer, object, opened(), place.depth() + 1, sensitive);
      return fields(shape, inside).stream().map(Drawn::field).toList();
    }

    private FormField item(String sign, String schema) {
      var inside = new Place(pointer, Optional.empty(), opened(), place.depth() + 1, sensitive);
      return new Drawing(
              sign,
              JsonPointers.append(pointer, sign),
              List.of(schema),
              schemas.shape(schema),
              inside,
              Optional.empty(),
              new Asking(false, false, List.of(), List.of()),
              List.of())
          .field();
    }
  }
}

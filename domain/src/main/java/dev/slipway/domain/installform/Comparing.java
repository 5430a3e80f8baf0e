package dev.slipway.domain.installform;

import dev.slipway.domain.installform.FormChange.Impact;
import dev.slipway.domain.installform.FormChange.Kind;
import dev.slipway.domain.installform.FormField.Choice;
import dev.slipway.domain.installform.Members.Member;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two schemas place by place. What it judges are members, whether they must be there,
 * types, listed values, defaults, bounds, and all of these of items; of whatever else differs it
 * says that nobody can tell. Belongs to one thread.
 */
final class Comparing {

  /** Says nothing about which values fit, or is judged by itself, or only holds other schemas. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "properties",
          "required",
          "type",
          "enum",
          "const",
          "default",
          "items",
          "title",
          "description",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$comment",
          "$schema",
          "$id",
          "$anchor",
          "$defs",
          "definitions",
          "$ref",
          "allOf");

  private final Schemas before;
  private final Schemas after;
  private final List<FormChange> changes = new ArrayList<>();

  /** Pairs of schemas that are being compared: inside themselves they are equal to themselves. */
  private final Set<List<List<String>>> open = new HashSet<>();

  Comparing(FormSchema before, FormSchema after) {
    this.before = new Schemas(before);
    this.after = new Schemas(after);
  }

  List<FormChange> changes() {
    value("", List.of(""), List.of(""), false);
    return changes;
  }

  /** Compares what is said about one value. */
  private void value(String pointer, List<String> was, List<String> is, boolean secret) {
    if (!open.add(List.of(was, is))) {
      return;
    }
    var old = before.shape(was);
    var now = after.shape(is);
    boolean hidden = secret || old.isSensitive() || now.isSensitive();
    if (types(pointer, old, now)) {
      listed(pointer, old, now, hidden);
      Bounds.LEAST.stream().sorted().forEach(keyword -> bound(pointer, keyword, old, now, true));
      Bounds.MOST.stream().sorted().forEach(keyword -> bound(pointer, keyword, old, now, false));
      rest(pointer, old, now);
      members(pointer, old, now, hidden);
      items(pointer, old, now, hidden);
    }
    open.remove(List.of(was, is));
  }

  private void change(String pointer, Kind kind, Impact impact, Json was, Json is, String message) {
    changes.add(new FormChange(pointer, kind, impact, was, is, message));
  }

  /** Whether everything that was of an allowed type still is. */
  private boolean types(String pointer, Shape old, Shape now) {
    var was = old.allowedTypes();
    var is = now.allowedTypes();
    if (was.equals(is)) {
      return true;
    }
    if (is.containsAll(was)) {
      change(
          pointer,
          Kind.LOOSENED,
          Impact.COMPATIBLE,
          types(was),
          types(is),
          "More types are allowed.");
      return true;
    }
    change(
        pointer,
        Kind.RETYPED,
        Impact.BREAKING,
        types(was),
        types(is),
        "Another type is asked for: " + types(is).toText() + ".");
    return false;
  }

  private static Json types(Set<String> types) {
    if (types.containsAll(Shape.TYPES)) {
      return Json.nothing();
    }
    var shown = new TreeSet<>(types);
    if (shown.contains("number")) {
      shown.remove("integer");
    }
    return shown.size() == 1
        ? Json.string(shown.first())
        : Json.array(shown.stream().map(Json::string).toList());
  }

  private void listed(String pointer, Shape old, Shape now, boolean hidden) {
    if (!old.isListed() && !now.isListed()) {
      return;
    }
    var was = old.choices().stream().map(Choice::value).toList();
    var is = now.choices().stream().map(Choice::value).toList();
    boolean gone = now.isListed() && (!old.isListed() || !is.containsAll(was));
    boolean more = old.isListed() && (!now.isListed() || !was.containsAll(is));
    if (gone) {
      change(
          pointer,
          Kind.TIGHTENED,
          Impact.BREAKING,
          shown(old.isListed() ? Json.array(was) : Json.nothing(), hidden),
          shown(Json.array(is), hidden),
          "Values are not allowed any more that were.");
    } else if (more) {
      change(
          pointer,
          Kind.LOOSENED,
          Impact.COMPATIBLE,
          shown(Json.array(was), hidden),
          shown(now.isListed() ? Json.array(is) : Json.nothing(), hidden),
          "More values are allowed.");
    }
  }

  private static Json shown(Json value, boolean hidden) {
    return hidden && !value.equals(Json.nothing()) ? Secrecy.MASK : value;
  }

  private void bound(String pointer, String keyword, Shape old, Shape now, boolean least) {
    var was = Bounds.number(old, keyword);
    var is = Bounds.number(now, keyword);
    if (was.equals(is)) {
      return;
    }
    boolean tighter =
        is.isPresent()
            && (was.isEmpty()
                || (was.get().toBigDecimal().compareTo(is.get().toBigDecimal()) < 0) == least);
    change(
        pointer,
        tighter ? Kind.TIGHTENED : Kind.LOOSENED,
        tighter ? Impact.BREAKING : Impact.COMPATIBLE,
        was.<Json>map(number -> number).orElse(Json.nothing()),
        is.<Json>map(number -> number).orElse(Json.nothing()),
        keyword + (tighter ? " allows less than before." : " allows more than before."));
  }

  /** Whatever else is said: when it differs, nobody can tell what that means. */
  private void rest(String pointer, Shape old, Shape now) {
    var was = rest(before, old);
    var is = rest(after, now);
    var keywords = new TreeSet<>(was.keySet());
    keywords.addAll(is.keySet());
    for (String keyword : keywords) {
      if (!was.getOrDefault(keyword, Set.of()).equals(is.getOrDefault(keyword, Set.of()))) {
        change(
            pointer,
            Kind.TIGHTENED,
            Impact.BREAKING,
            Json.nothing(),
            Json.nothing(),
            keyword + " is another, and what that means cannot be judged.");
      }
    }
  }

  private Map<String, Set<String>> rest(Schemas schemas, Shape shape) {
    var rest = new TreeMap<String, Set<String>>();
    for (Shape.Part part : shape.parts()) {
      for (var member : ((Json.JsonObject) part.schema()).members().entrySet()) {
        var keyword = member.getKey();
        if (isJudgedElsewhere(keyword, member.getValue(), schemas, part)) {
          continue;
        }
        rest.computeIfAbsent(keyword, name -> new TreeSet<>())
            .add(new Expansion(schemas).of(member.getValue(), part.inner(keyword)).canonicalText());
      }
    }
    return rest;
  }

  private static boolean isJudgedElsewhere(
      String keyword, Json value, Schemas schemas, Shape.Part part) {
    return (LEFT_OUT.contains(keyword)
            && !(keyword.equals("items") && value instanceof Json.JsonArray))
        || Bounds.LEAST.contains(keyword)
        || Bounds.MOST.contains(keyword)
        || keyword.startsWith("x-")
        || ((keyword.equals("oneOf") || keyword.equals("anyOf"))
            && Shape.isSimple(schemas, part, keyword));
  }

  private void members(String pointer, Shape old, Shape now, boolean hidden) {
    var was = declared(before, old);
    var is = declared(after, now);
    is.forEach(
        (name, member) -> {
          var inner = JsonPointers.append(pointer, name);
          var earlier = was.get(name);
          if (earlier == null) {
            added(inner, member);
          } else {
            required(inner, earlier, member, hidden);
            if (!earlier.always().isEmpty() && !member.always().isEmpty()) {
              value(inner, earlier.always(), member.always(), hidden);
            }
          }
        });
    was.forEach(
        (name, member) -> {
          if (!is.containsKey(name)) {
            change(
                JsonPointers.append(pointer, name),
                Kind.REMOVED,
                Impact.BREAKING,
                types(before.shape(member.always()).allowedTypes()),
                Json.nothing(),
                "This is not asked for any more.");
          }
        });
  }

  /** The members that are declared, or must be there, without a condition. */
  private static Map<String, Member> declared(Schemas schemas, Shape shape) {
    var declared = new LinkedHashMap<String, Member>();
    for (Member member : Members.of(schemas, shape).all()) {
      if (!member.always().isEmpty() || member.isAlwaysDemanded()) {
        declared.put(member.name(), member);
      }
    }
    return declared;
  }

  private void added(String pointer, Member member) {
    boolean asked = member.isAlwaysDemanded() && initial(after, member).isEmpty();
    change(
        pointer,
        Kind.ADDED,
        asked ? Impact.NEEDS_INPUT : Impact.COMPATIBLE,
        Json.nothing(),
        types(after.shape(member.always()).allowedTypes()),
        asked ? "This is asked for now, and must be filled in." : "This can be filled in now.");
  }

  private static Optional<Json> initial(Schemas schemas, Member member) {
    return member.always().stream()
        .flatMap(schema -> schemas.usableDefault(schema).stream())
        .findFirst();
  }

  private void required(String pointer, Member old, Member now, boolean secret) {
    var was = initial(before, old);
    var is = initial(after, now);
    boolean hidden =
        secret
            || before.shape(old.always()).isSensitive()
            || after.shape(now.always()).isSensitive();
    boolean lost = old.isAlwaysDemanded() && was.isPresent() && is.isEmpty();
    if (now.isAlwaysDemanded() && (!old.isAlwaysDemanded() || lost)) {
      change(
          pointer,
          Kind.NEWLY_REQUIRED,
          is.isEmpty() ? Impact.NEEDS_INPUT : Impact.COMPATIBLE,
          Json.bool(false),
          Json.bool(true),
          is.isEmpty()
              ? "This must be filled in now."
              : "This must be there now; its default is filled in.");
    } else if (old.isAlwaysDemanded() && !now.isAlwaysDemanded()) {
      change(
          pointer,
          Kind.NO_LONGER_REQUIRED,
          Impact.COMPATIBLE,
          Json.bool(true),
          Json.bool(false),
          "This can be left out now.");
    }
    if (!was.equals(is) && !(lost && now.isAlwaysDemanded())) {
      change(
          pointer,
          Kind.DEFAULT_CHANGED,
          Impact.COMPATIBLE,
          masked(before, old, was, hidden),
          masked(after, now, is, hidden),
          is.isEmpty() ? "There is no default any more." : "Another default is filled in.");
    }
  }

  private static Json masked(Schemas schemas, Member member, Optional<Json> value, boolean hidden) {
    return value
        .map(json -> hidden ? Secrecy.MASK : Secrecy.mask(schemas, member.always(), json).shown())
        .orElse(Json.nothing());
  }

  private void items(String pointer, Shape old, Shape now, boolean hidden) {
    var was = old.items();
    var is = now.items();
    var inner = pointer + "/-";
    if (!was.isEmpty() && !is.isEmpty()) {
      value(inner, was, is, hidden);
    } else if (was.isEmpty() != is.isEmpty()) {
      boolean tighter = was.isEmpty();
      change(
          inner,
          tighter ? Kind.TIGHTENED : Kind.LOOSENED,
          tighter ? Impact.BREAKING : Impact.COMPATIBLE,
          Json.nothing(),
          Json.nothing(),
          tighter ? "Items must be of a kind now." : "Items may be anything now.");
    }
  }

  /** Puts in the place of each reference what it leads to, so that texts can be compared. */
  private static final class Expansion {
    private final Schemas schemas;
    private final Set<String> open = new HashSet<>();

    Expansion(Schemas schemas) {
      this.schemas = schemas;
    }

    Json of(Json value, String pointer) {
      schemas.step();
      return switch (value) {
        case Json.JsonObject object -> {
          var expanded = Json.object();
          object
              .members()
              .forEach(
                  (name, inner) -> {
                    if (!Set.of("title", "description", "$comment", Hints.KEYWORD).contains(name)
                        || !(inner instanceof Json.JsonString || name.equals(Hints.KEYWORD))) {
                      expanded.put(name, of(inner, JsonPointers.append(pointer, name)));
                    }
                  });
          var target = schemas.target(pointer);
          if (target.isPresent() && open.add(target.get())) {
            expanded.put("$ref", of(schemas.at(target.get()), target.get()));
            open.remove(target.get());
          }
          yield expanded.build();
        }
        case Json.JsonArray array -> {
          var items = new ArrayList<Json>();
          for (int i = 0; i < array.size(); i++) {
            items.add(of(array.items().get(i), JsonPointers.append(pointer, i)));
          }
          yield Json.array(items);
        }
        case Json.JsonString string -> string;
        case Json.JsonNumber number -> number;
        case Json.JsonBoolean bool -> bool;
        case Json.JsonNull nothing -> nothing;
      };
    }
  }
}

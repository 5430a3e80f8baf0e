package dev.slipway.domain.installform;

import dev.slipway.domain.installform.Shape.Alternatives;
import dev.slipway.domain.installform.Shape.Branch;
import dev.slipway.domain.installform.Shape.Part;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds out which values are never shown, by following the schemas that judge them: also through
 * the alternatives that fit, expressions of names, and what is not declared. Where none of some
 * alternatives fits, each of them is believed.
 */
final class Secrecy {

  /** What stands in the place of a value that is not shown. */
  static final Json MASK = Json.string("********");

  private final Schemas schemas;
  private final Set<String> places = new HashSet<>();

  private Secrecy(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * A value and what of it is hidden.
   *
   * @param shown the value, masked
   * @param places where something is hidden, as pointers into the value
   */
  record Masked(Json shown, Set<String> places) {
    Masked {
      places = Set.copyOf(places);
    }

    /** Whether a place is hidden, lies inside what is, or holds something hidden. */
    boolean touches(String pointer) {
      return places.stream()
          .anyMatch(
              place ->
                  pointer.equals(place)
                      || pointer.startsWith(place + "/")
                      || place.startsWith(pointer + "/"));
    }
  }

  /** Masks a value by the schemas at these pointers. */
  static Masked mask(Schemas schemas, List<String> pointers, Json value) {
    var secrecy = new Secrecy(schemas);
    var shown = secrecy.mask(pointers, value, "");
    return new Masked(shown, secrecy.places);
  }

  private Json mask(List<String> pointers, Json value, String place) {
    schemas.step();
    var shapes = evaluated(pointers, value);
    if (shapes.stream().anyMatch(Shape::isSensitive)) {
      places.add(place);
      return MASK;
    }
    return switch (value) {
      case Json.JsonObject object -> object(shapes, object, place);
      case Json.JsonArray array -> array(shapes, array, place);
      case Json.JsonString string -> string;
      case Json.JsonNumber number -> number;
      case Json.JsonBoolean bool -> bool;
      case Json.JsonNull nothing -> nothing;
    };
  }

  /** The shapes that judge a value: what holds always, and what holds for it. */
  private List<Shape> evaluated(List<String> pointers, Json value) {
    var shapes = new ArrayList<Shape>();
    evaluated(schemas.shape(pointers), value, shapes);
    return shapes;
  }

  private void evaluated(Shape shape, Json value, List<Shape> shapes) {
    schemas.step();
    shapes.add(shape);
    for (Alternatives alternatives : shape.alternatives()) {
      var fitting = alternatives.arms().stream().filter(arm -> schemas.fits(arm, value)).toList();
      for (String arm : fitting.isEmpty() ? alternatives.arms() : fitting) {
        evaluated(schemas.shape(arm), value, shapes);
      }
    }
    for (Branch branch : shape.branches()) {
      var taken = schemas.fits(branch.condition(), value) ? branch.then() : branch.otherwise();
      taken.ifPresent(schema -> evaluated(schemas.shape(schema), value, shapes));
    }
    for (Shape.Dependent dependent : shape.dependents()) {
      if (Keywords.has(value, dependent.member())) {
        evaluated(schemas.shape(dependent.schema()), value, shapes);
      }
    }
  }

  private Json object(List<Shape> shapes, Json.JsonObject object, String place) {
    var shown = new LinkedHashMap<String, Json>();
    for (var member : object.members().entrySet()) {
      var name = member.getKey();
      var judges = new ArrayList<String>();
      shapes.forEach(shape -> shape.parts().forEach(part -> judges.addAll(judges(part, name))));
      if (judges.isEmpty()) {
        shapes.forEach(
            shape ->
                shape.parts().stream()
                    .filter(part -> Keywords.has(part.schema(), "unevaluatedProperties"))
                    .forEach(part -> judges.add(part.inner("unevaluatedProperties"))));
      }
      var inner = JsonPointers.append(place, name);
      shown.put(
          name, judges.isEmpty() ? member.getValue() : mask(judges, member.getValue(), inner));
    }
    return new Json.JsonObject(shown);
  }

  /** The schemas with which a part judges a member. */
  private List<String> judges(Part part, String name) {
    var judges = new ArrayList<String>();
    if (Keywords.members(part.schema(), "properties").containsKey(name)) {
      judges.add(part.inner("properties", name));
    }
    for (String expression : Keywords.members(part.schema(), "patternProperties").keySet()) {
      if (schemas.matches(expression, name)) {
        judges.add(part.inner("patternProperties", expression));
      }
    }
    if (judges.isEmpty() && Keywords.has(part.schema(), "additionalProperties")) {
      judges.add(part.inner("additionalProperties"));
    }
    return judges;
  }

  private Json array(List<Shape> shapes, Json.JsonArray array, String place) {
    var shown = new ArrayList<Json>();
    for (int i = 0; i < array.size(); i++) {
      var judges = new ArrayList<String>();
      for (Shape shape : shapes) {
        judges.addAll(Defaults.items(schemas, shape, i));
        for (Part part : shape.parts()) {
          if (Keywords.has(part.schema(), "contains")) {
            addContained(part.inner("contains"), array.items().get(i), judges);
          }
          if (Keywords.has(part.schema(), "unevaluatedItems")) {
            judges.add(part.inner("unevaluatedItems"));
          }
        }
      }
      var item = array.items().get(i);
      shown.add(judges.isEmpty() ? item : mask(judges, item, JsonPointers.append(place, i)));
    }
    return Json.array(shown);
  }

  private void addContained(String schema, Json item, List<String> judges) {
    if (schemas.fits(schema, item)) {
      judges.add(schema);
    }
  }
}

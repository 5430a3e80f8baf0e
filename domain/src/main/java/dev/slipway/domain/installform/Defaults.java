package dev.slipway.domain.installform;

import dev.slipway.domain.installform.Members.Declaration;
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

/**
 * Fills in the defaults of what is absent (contract/packages.md section 7, "Effective"): outermost
 * first, never inside an object that is absent and has no default, never one that fails its own
 * schema. Conditions are judged once, after the object's own defaults; what they bring adds its
 * own.
 */
final class Defaults {

  private final Schemas schemas;

  /** Schemas whose default is being filled in: one inside itself would have no end. */
  private final Set<String> open = new HashSet<>();

  Defaults(Schemas schemas) {
    this.schemas = schemas;
  }

  /** The value, with its defaults. */
  Json fill(Shape shape, Json value) {
    schemas.step();
    return switch (value) {
      case Json.JsonObject object -> object(shape, object);
      case Json.JsonArray array -> array(shape, array);
      case Json.JsonString string -> string;
      case Json.JsonNumber number -> number;
      case Json.JsonBoolean bool -> bool;
      case Json.JsonNull nothing -> nothing;
    };
  }

  private Json object(Shape shape, Json.JsonObject object) {
    var members = Members.of(schemas, shape).all();
    var filled = new LinkedHashMap<>(object.members());
    var brought = new LinkedHashMap<String, String>();
    for (Member member : members) {
      member.always().forEach(schema -> bring(member.name(), schema, filled, brought));
    }
    var judged = new Json.JsonObject(filled);
    var counting = new LinkedHashMap<String, List<String>>();
    for (Member member : members) {
      var declarations = counting(member, judged);
      declarations.forEach(schema -> bring(member.name(), schema, filled, brought));
      counting.put(member.name(), declarations);
    }
    for (var property : counting.entrySet()) {
      descend(property.getKey(), property.getValue(), filled, brought);
    }
    return new Json.JsonObject(filled);
  }

  /** The schemas of a member that count for an object. */
  private List<String> counting(Member member, Json.JsonObject object) {
    var counting = new ArrayList<>(member.always());
    for (Declaration declaration : member.sometimes()) {
      if (declaration.guards().stream().allMatch(guard -> guard.holds(object, schemas))) {
        counting.add(declaration.schema());
      }
    }
    return counting;
  }

  private void bring(
      String name, String schema, Map<String, Json> filled, Map<String, String> brought) {
    if (filled.containsKey(name) || open.contains(schema)) {
      return;
    }
    schemas
        .usableDefault(schema)
        .ifPresent(
            initial -> {
              filled.put(name, initial);
              brought.put(name, schema);
            });
  }

  private void descend(
      String name,
      List<String> declarations,
      Map<String, Json> filled,
      Map<String, String> brought) {
    var value = Optional.ofNullable(filled.get(name));
    if (value.isEmpty() || declarations.isEmpty()) {
      return;
    }
    var bringer = Optional.ofNullable(brought.get(name));
    bringer.ifPresent(open::add);
    filled.put(name, fill(schemas.shape(declarations), value.get()));
    bringer.ifPresent(open::remove);
  }

  private Json array(Shape shape, Json.JsonArray array) {
    var items = new ArrayList<Json>();
    for (int i = 0; i < array.size(); i++) {
      var item = array.items().get(i);
      var declarations = items(schemas, shape, i);
      items.add(declarations.isEmpty() ? item : fill(schemas.shape(declarations), item));
    }
    return Json.array(items);
  }

  /** The schemas of the item at an index. */
  static List<String> items(Schemas schemas, Shape shape, int index) {
    var declarations = new ArrayList<String>();
    for (Shape.Part part : shape.parts()) {
      var tuple = schemas.knows("prefixItems") ? "prefixItems" : "items";
      var rest = schemas.knows("prefixItems") ? "items" : "additionalItems";
      boolean tupled =
          Keywords.value(part.schema(), tuple).orElse(Json.nothing()) instanceof Json.JsonArray;
      int places = tupled ? Keywords.items(part.schema(), tuple).size() : 0;
      if (index < places) {
        declarations.add(JsonPointers.append(part.inner(tuple), index));
      } else if (tupled && Keywords.has(part.schema(), rest)) {
        declarations.add(part.inner(rest));
      } else if (!tupled && Keywords.has(part.schema(), "items")) {
        declarations.add(part.inner("items"));
      }
    }
    return declarations;
  }
}

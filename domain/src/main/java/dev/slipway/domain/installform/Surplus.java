package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.List;

/** Finds what was filled in that the schema allows without knowing it. */
final class Surplus {

  private static final int MAX_WARNINGS = 100;

  private final Schemas schemas;
  private final List<FormWarning> warnings = new ArrayList<>();

  private Surplus(Schemas schemas) {
    this.schemas = schemas;
  }

  /** A warning for each, at most 100. */
  static List<FormWarning> of(Schemas schemas, Shape shape, Json.JsonObject values) {
    var surplus = new Surplus(schemas);
    if (!schemas.isJudged()) {
      surplus.warnings.add(FormWarning.NOT_JUDGED);
    }
    surplus.look(shape, values, "");
    return surplus.warnings;
  }

  private void look(Shape shape, Json.JsonObject values, String place) {
    schemas.step();
    if (isOpen(shape)) {
      return;
    }
    var members = Members.of(schemas, shape).all();
    for (var value : values.members().entrySet()) {
      var name = value.getKey();
      var inner = JsonPointers.append(place, name);
      var known = members.stream().filter(member -> member.name().equals(name)).findFirst();
      if (known.isEmpty() && warnings.size() < MAX_WARNINGS && !isForbidden(shape)) {
        warnings.add(
            new FormWarning(inner, "the schema does not know this member; is it misspelt?"));
      }
      known.ifPresent(
          member -> {
            if (value.getValue() instanceof Json.JsonObject object && !member.always().isEmpty()) {
              look(schemas.shape(member.always()), object, inner);
            }
          });
    }
  }

  /** Whether it means members of any name. */
  private boolean isOpen(Shape shape) {
    return Members.of(schemas, shape).isEmpty()
        || shape.says("patternProperties")
        || shape.parts().stream()
            .flatMap(part -> Keywords.value(part.schema(), "additionalProperties").stream())
            .anyMatch(schema -> !(schema instanceof Json.JsonBoolean));
  }

  /** Whether a surplus member is an error already. */
  private static boolean isForbidden(Shape shape) {
    return shape.parts().stream()
        .anyMatch(
            part ->
                Keywords.value(part.schema(), "additionalProperties")
                        .filter(Json.bool(false)::equals)
                        .isPresent()
                    || Keywords.value(part.schema(), "unevaluatedProperties")
                        .filter(Json.bool(false)::equals)
                        .isPresent());
  }
}

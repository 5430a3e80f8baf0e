package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of one document while one form is resolved: found by pointer, each judgement paid
 * from one budget, and what was judged before remembered. Belongs to one thread.
 */
final class Schemas {

  private final FormSchema schema;
  private final FormSchema.Judging judging;
  private final Map<String, Json> found = new HashMap<>();
  private final Map<String, Boolean> usable = new HashMap<>();

  Schemas(FormSchema schema) {
    this.schema = schema;
    this.judging = schema.judging();
  }

  /** The schema at a pointer; one that allows everything where there is none. */
  Json at(String pointer) {
    return found.computeIfAbsent(
        pointer, at -> JsonPointers.find(schema.document(), at).orElse(Json.bool(true)));
  }

  Optional<String> target(String pointer) {
    return schema.target(pointer);
  }

  String dialect() {
    return schema.dialect();
  }

  boolean isJudged() {
    return schema.isJudged();
  }

  /** Whether a reference silences everything beside it. */
  boolean referencesStandAlone() {
    return dialect().equals("draft-07");
  }

  /** Whether the dialect knows a keyword that not all of them know. */
  boolean knows(String keyword) {
    boolean old = dialect().equals("draft-07");
    return switch (keyword) {
      case "dependentSchemas", "dependentRequired", "unevaluatedProperties" -> !old;
      case "prefixItems" -> dialect().equals("2020-12");
      default -> true;
    };
  }

  Shape shape(List<String> pointers) {
    return Shape.of(this, pointers);
  }

  Shape shape(String pointer) {
    return shape(List.of(pointer));
  }

  boolean fits(String pointer, Json value) {
    return judging.fits(pointer, value);
  }

  boolean matches(String expression, String text) {
    return judging.matches(expression, text);
  }

  List<FormError> errors(Json value) {
    return judging.errors(value);
  }

  void step() {
    judging.step();
  }

  /**
   * The default that the schema at a pointer brings along, if it fits that schema: one that does
   * not is never applied.
   */
  Optional<Json> usableDefault(String pointer) {
    return shape(pointer).initial().filter(value -> isUsable(pointer, value));
  }

  /** The first usable default that any of these schemas for one member brings along. */
  Optional<Json> usableDefault(List<String> pointers) {
    return pointers.stream().flatMap(pointer -> usableDefault(pointer).stream()).findFirst();
  }

  private boolean isUsable(String pointer, Json value) {
    Boolean known = usable.get(pointer);
    if (known == null) {
      known = fits(pointer, value);
      usable.put(pointer, known);
    }
    return known;
  }
}

package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form of a schema. Pure (contract/packages.md sections 6 and 7).
 *
 * <p>The steps: defaults are filled in; the whole schema judges what came of it; the plan is drawn
 * for it; and everything that is sensitive is masked. They share one budget.
 */
public final class InstallForm {

  /** How deep values may nest: twice as deep as the body of a request. */
  private static final int MAX_DEPTH = 128;

  /** Keywords that list values. */
  private static final Set<String> OF_VALUES = Set.of("const", "enum");

  /** Keywords whose schemas may list values. */
  private static final Set<String> OF_SCHEMAS =
      Set.of("oneOf", "anyOf", "not", "contains", "items", "dependencies");

  private InstallForm() {}

  /** What became of a form. */
  public sealed interface Outcome {

    /** It was resolved. */
    record Resolved(Resolution resolution) implements Outcome {}

    /**
     * It takes more work than anybody gets.
     *
     * @param plan one field for everything, as JSON
     */
    record TooCostly(FormPlan plan) implements Outcome {}
  }

  /** Draws the form for nothing filled in. */
  public static FormPlan plan(FormSchema schema) {
    return switch (resolve(schema, Json.JsonObject.empty())) {
      case Outcome.Resolved(var resolution) -> resolution.plan();
      case Outcome.TooCostly(var plan) -> plan;
    };
  }

  /**
   * Resolves a form.
   *
   * @param schema what must be filled in
   * @param values what was
   */
  public static Outcome resolve(FormSchema schema, Json.JsonObject values) {
    if (values.depth() > MAX_DEPTH) {
      return new Outcome.TooCostly(oneField(schema));
    }
    try {
      return new Outcome.Resolved(resolve(new Schemas(schema), values));
    } catch (FormSchema.TooCostly e) {
      return new Outcome.TooCostly(oneField(schema));
    }
  }

  private static Resolution resolve(Schemas schemas, Json.JsonObject values) {
    var root = schemas.shape("");
    var effective = new Defaults(schemas).fill(root, values);
    var found = schemas.errors(effective);
    var masked = Secrecy.mask(schemas, List.of(""), effective);
    var plan = new Planner(schemas).plan(effective);
    var errors =
        found.stream().limit(Resolution.MAX_ERRORS).map(error -> hidden(error, masked)).toList();
    return new Resolution(
        plan,
        masked.shown(),
        errors,
        found.size() > Resolution.MAX_ERRORS,
        Surplus.of(schemas, root, values));
  }

  /**
   * An error whose limit would tell a sensitive value, or the few that it may be, tells nothing.
   */
  private static FormError hidden(FormError error, Secrecy.Masked masked) {
    if (!masked.touches(error.pointer())) {
      return error;
    }
    if (OF_VALUES.contains(error.keyword())) {
      return new FormError(
          error.pointer(), error.keyword(), Secrecy.MASK, "Must be one of the allowed values.");
    }
    return OF_SCHEMAS.contains(error.keyword())
        ? new FormError(error.pointer(), error.keyword(), Secrecy.MASK, error.message())
        : error;
  }

  private static FormPlan oneField(FormSchema schema) {
    var document = schema.document();
    var field =
        new FormField(
            "",
            "",
            Keywords.text(document, "title").orElse("Values"),
            Keywords.text(document, "description"),
            Widget.JSON,
            false,
            false,
            false,
            true,
            Optional.empty(),
            Optional.empty(),
            Json.JsonObject.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of());
    return new FormPlan(
        schema.dialect(),
        Keywords.text(document, "title"),
        Keywords.text(document, "description"),
        List.of(new FormPlan.Group(Optional.empty(), List.of(field))),
        List.of(
            new FormWarning(
                "", "the schema takes too much work to draw, so everything is one field of JSON")));
  }
}

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

  /** Keywords that hold values wherever they stand in a schema. */
  private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

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

  /** Whether values fit, without a form for them. */
  public sealed interface Judgement {

    /**
     * It is known.
     *
     * @param errors what is wrong with the effective values, at most {@value
     *     Resolution#MAX_ERRORS}; empty when they fit
     */
    record Judged(List<FormError> errors) implements Judgement {
      public Judged {
        errors = List.copyOf(errors);
      }
    }

    /** It takes more work to tell than anybody gets. */
    record TooCostly() implements Judgement {}
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

  /**
   * Judges values as {@link #resolve} does, and tells the same errors; draws nothing.
   *
   * @param schema what must be filled in
   * @param values what was
   */
  public static Judgement judge(FormSchema schema, Json.JsonObject values) {
    if (values.depth() > MAX_DEPTH) {
      return new Judgement.TooCostly();
    }
    try {
      return new Judgement.Judged(Judged.of(new Schemas(schema), values).errors());
    } catch (FormSchema.TooCostly e) {
      return new Judgement.TooCostly();
    }
  }

  private static Resolution resolve(Schemas schemas, Json.JsonObject values) {
    var judged = Judged.of(schemas, values);
    return new Resolution(
        new Planner(schemas).plan(judged.effective()),
        judged.masked().shown(),
        judged.errors(),
        judged.truncated(),
        Surplus.of(schemas, schemas.shape(""), values));
  }

  /**
   * Values with their defaults, and what the whole schema says about them.
   *
   * @param effective the values with their defaults, sensitive ones too
   * @param masked the same without these
   * @param errors what is wrong, as far as it is told
   * @param truncated whether more is wrong than is told
   */
  private record Judged(
      Json effective, Secrecy.Masked masked, List<FormError> errors, boolean truncated) {

    static Judged of(Schemas schemas, Json.JsonObject values) {
      var effective = new Defaults(schemas).fill(schemas.shape(""), values);
      var found = schemas.errors(effective);
      var masked = Secrecy.mask(schemas, List.of(""), effective);
      return new Judged(
          effective,
          masked,
          found.stream().limit(Resolution.MAX_ERRORS).map(error -> hidden(error, masked)).toList(),
          found.size() > Resolution.MAX_ERRORS);
    }
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
    return OF_SCHEMAS.contains(error.keyword()) && listsValues(error.limit())
        ? new FormError(error.pointer(), error.keyword(), Secrecy.MASK, error.message())
        : error;
  }

  /** Whether a schema, or several, list values anywhere. */
  private static boolean listsValues(Json schema) {
    return switch (schema) {
      case Json.JsonObject object ->
          object.members().entrySet().stream()
              .anyMatch(
                  member -> VALUES.contains(member.getKey()) || listsValues(member.getValue()));
      case Json.JsonArray array -> array.items().stream().anyMatch(InstallForm::listsValues);
      case Json.JsonString string -> false;
      case Json.JsonNumber number -> false;
      case Json.JsonBoolean bool -> false;
      case Json.JsonNull nothing -> false;
    };
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

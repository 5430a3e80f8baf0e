package dev.slipway.adaptershttp.rendering;

import dev.slipway.domain.installform.FieldCondition;
import dev.slipway.domain.installform.FormChange;
import dev.slipway.domain.installform.FormComparison;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.installform.FormField;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.FormWarning;
import dev.slipway.domain.installform.Resolution;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Install forms as JSON (contract/packages.md sections 6 to 8). */
public final class FormRendering {

  private static final int MAX_ZEROS = 20;

  private FormRendering() {}

  /** A plan. */
  public static JsonObject plan(FormPlan plan) {
    return Json.object()
        .put("plan_version", FormPlan.VERSION)
        .put("dialect", plan.dialect())
        .put("title", text(plan.title()))
        .put("description", text(plan.description()))
        .put("groups", all(plan.groups(), FormRendering::group))
        .put("warnings", all(plan.warnings(), FormRendering::warning))
        .build();
  }

  private static Json group(FormPlan.Group group) {
    return Json.object()
        .put("title", text(group.title()))
        .put("fields", all(group.fields(), FormRendering::field))
        .build();
  }

  private static Json field(FormField field) {
    var json =
        Json.object()
            .put("pointer", field.pointer())
            .put("name", field.name())
            .put("label", field.label())
            .put("help", text(field.help()))
            .put("widget", field.widget().word())
            .put("required", field.required())
            .put("nullable", field.nullable())
            .put("dynamic", field.dynamic())
            .put("sensitive", field.sensitive());
    field.initial().ifPresent(value -> json.put("default", value));
    return json.put("placeholder", text(field.placeholder()))
        .put("constraints", field.constraints())
        .put("range", field.range().map(FormRendering::range).orElse(Json.nothing()))
        .put("choices", some(field.choices(), FormRendering::choice))
        .put("fields", some(field.fields(), FormRendering::field))
        .put("items", field.items().map(FormRendering::field).orElse(Json.nothing()))
        .put("when", all(field.when(), FormRendering::condition))
        .put("required_when", all(field.requiredWhen(), FormRendering::condition))
        .build();
  }

  private static Json range(FormField.Range range) {
    return Json.object()
        .put("min", number(range.min()))
        .put("max", number(range.max()))
        .put("step", number(range.step()))
        .build();
  }

  private static Json choice(FormField.Choice choice) {
    return Json.object()
        .put("value", choice.value())
        .put("title", choice.title())
        .put("help", text(choice.help()))
        .build();
  }

  private static Json condition(FieldCondition condition) {
    return switch (condition) {
      case FieldCondition.In(var pointer, var values) ->
          Json.object().put("pointer", pointer).put("in", Json.array(values)).build();
      case FieldCondition.Present(var pointer) ->
          Json.object().put("pointer", pointer).put("present", true).build();
    };
  }

  private static Json warning(FormWarning warning) {
    return Json.object()
        .put("pointer", warning.pointer())
        .put("message", warning.message())
        .build();
  }

  /** What a schema makes of values; the plan too, where it is wanted. */
  public static JsonObject resolution(Resolution resolution, boolean withForm) {
    var json = Json.object();
    if (withForm) {
      json.put("plan", plan(resolution.plan()));
    }
    return json.put("valid", resolution.valid())
        .put("errors", errors(resolution.errors()))
        .put("truncated", resolution.truncated())
        .put("effective", resolution.effective())
        .put("warnings", all(resolution.warnings(), FormRendering::warning))
        .build();
  }

  /** What is wrong with values. */
  public static Json errors(List<FormError> errors) {
    return all(errors, FormRendering::error);
  }

  private static Json error(FormError error) {
    return Json.object()
        .put("pointer", error.pointer())
        .put("keyword", error.keyword())
        .put("limit", error.limit())
        .put("message", error.message())
        .build();
  }

  /**
   * A comparison.
   *
   * @param from the version that is left
   * @param to the version that is gone to
   */
  public static JsonObject comparison(Json from, Json to, FormComparison comparison) {
    return Json.object()
        .put("from", from)
        .put("to", to)
        .put("classification", comparison.impact().word())
        .put("changes", all(comparison.changes(), FormRendering::change))
        .put("warning", text(comparison.warning()))
        .build();
  }

  private static Json change(FormChange change) {
    return Json.object()
        .put("pointer", change.pointer())
        .put("change", change.kind().word())
        .put("classification", change.impact().word())
        .put("before", change.before())
        .put("after", change.after())
        .put("message", change.message())
        .build();
  }

  private static Json text(Optional<String> text) {
    return text.<Json>map(Json::string).orElse(Json.nothing());
  }

  private static Json number(Optional<BigDecimal> number) {
    return number.<Json>map(value -> Json.number(digits(value))).orElse(Json.nothing());
  }

  /** As people write it: without an exponent, unless there would be many zeros. */
  private static String digits(BigDecimal number) {
    return Math.abs(number.scale()) <= MAX_ZEROS
        ? number.toPlainString()
        : number.toString().replace("E+", "E");
  }

  private static <T> Json all(List<T> all, Function<T, Json> rendering) {
    return Json.array(all.stream().map(rendering).toList());
  }

  private static <T> Json some(List<T> all, Function<T, Json> rendering) {
    return all.isEmpty() ? Json.nothing() : all(all, rendering);
  }
}

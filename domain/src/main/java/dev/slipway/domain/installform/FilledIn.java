package dev.slipway.domain.installform;

import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What somebody filled in, and wants to know about it.
 *
 * @param values what was filled in
 * @param withForm whether the plan for these values is wanted too
 */
public record FilledIn(Json.JsonObject values, boolean withForm) {

  /** Reads it from the body of {@code inputs:validate}. */
  public static Read<FilledIn> read(Json body) {
    return ClosedForm.read(body, List.of("body"), FilledIn::read);
  }

  private static Optional<FilledIn> read(ClosedForm form) {
    var values = form.required("values").flatMap(given -> object(form, given));
    boolean withForm = form.optional("form").map(given -> yes(form, given)).orElse(false);
    return values.map(given -> new FilledIn(given, withForm));
  }

  private static Optional<Json.JsonObject> object(ClosedForm form, Json given) {
    if (given instanceof Json.JsonObject object) {
      return Optional.of(object);
    }
    form.wrong("values", Reason.INVALID, "Must be a JSON object");
    return Optional.empty();
  }

  private static boolean yes(ClosedForm form, Json given) {
    if (given instanceof Json.JsonBoolean(var yes)) {
      return yes;
    }
    form.wrong("form", Reason.INVALID, "Must be true or false");
    return false;
  }
}

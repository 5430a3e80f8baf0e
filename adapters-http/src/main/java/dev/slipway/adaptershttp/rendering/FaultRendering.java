package dev.slipway.adaptershttp.rendering;

import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Given;
import dev.slipway.domain.form.Violation.Step;
import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Refusals of form as answers (contract/foundation.md section 1, "validation entries"). */
public final class FaultRendering {

  /** So many characters of what was given are shown. */
  private static final int SHOWN = 100;

  private FaultRendering() {}

  /**
   * The entries of a 422.
   *
   * @param part where the form was: {@code body}, {@code query}, {@code path} or {@code header}
   * @param faults what is wrong
   */
  public static List<Json> entries(String part, List<Violation> faults) {
    return faults.stream().map(fault -> entry(part, fault)).toList();
  }

  private static Json entry(String part, Violation fault) {
    var place = new ArrayList<Json>();
    place.add(Json.string(part));
    fault.at().forEach(step -> place.add(step(step)));
    var entry =
        Json.object()
            .put("loc", Json.array(place))
            .put("msg", fault.message())
            .put("type", fault.kind().word());
    return switch (fault.given()) {
      case Given.Withheld withheld -> entry.build();
      case Given.Shown(var value) -> entry.put("input", cut(value)).build();
    };
  }

  private static Json step(Step step) {
    return switch (step) {
      case Step.Field(var name) -> Json.string(name);
      case Step.Index(var index) -> Json.number(index);
    };
  }

  private static Json cut(Json value) {
    if (value instanceof Json.JsonString(var text)) {
      return Json.string(cut(text));
    }
    var text = value.toText();
    return text.length() <= SHOWN ? value : Json.string(cut(text));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN));
  }
}

package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.Optional;
import java.util.Set;

/** What an author says about how a schema should be shown: the object {@code x-ui}. */
final class Hints {

  static final String KEYWORD = "x-ui";

  private static final Set<String> WIDGETS = Set.of("slider", "password", "textarea", "select");

  private Hints() {}

  static Optional<Json> of(Shape shape, String hint) {
    return shape.first(KEYWORD, ui -> Keywords.value(ui, hint));
  }

  static Optional<String> text(Shape shape, String hint) {
    return shape.first(KEYWORD, ui -> Keywords.text(ui, hint));
  }

  static Optional<Json.JsonNumber> number(Shape shape, String hint) {
    return shape.first(KEYWORD, ui -> Keywords.number(ui, hint));
  }

  static boolean isWidget(String word) {
    return WIDGETS.contains(word);
  }

  /** Whether a schema says that its values are never shown. */
  static boolean isSensitive(Json schema) {
    Json ui = Keywords.value(schema, KEYWORD).orElse(Json.nothing());
    return Keywords.isTrue(ui, "sensitive")
        || Keywords.text(ui, "widget").filter("password"::equals).isPresent()
        || Keywords.text(schema, "format").filter("password"::equals).isPresent()
        || Keywords.isTrue(schema, "writeOnly");
  }
}

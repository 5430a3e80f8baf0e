package dev.slipway.adaptersinmemory.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.domain.installform.FormField;
import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.installform.FormWarning;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.Resolution;
import dev.slipway.domain.installform.Widget;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import org.junit.jupiter.api.Test;

class TrustingSchemaChecksTest {

  /** {@code {"properties": {"port": {"$ref": …}}, "$defs": {"a port": {"type": "integer"}}}}. */
  private static JsonObject referring(String reference) {
    return Json.object()
        .put("properties", object("port", object("$ref", Json.string(reference))))
        .put("$defs", object("a port", object("type", Json.string("integer"))))
        .put("required", Json.array(Json.string("port")))
        .build();
  }

  private static JsonObject object(String name, Json value) {
    return Json.object().put(name, value).build();
  }

  private static FormSchema compiled(JsonObject schema) {
    return switch (TrustingSchemaChecks.create().compile(schema)) {
      case Compiled.Sound(var sound) -> sound;
      case Compiled.Unsound(var faults) -> throw new AssertionError(faults);
    };
  }

  private static Resolution resolve(JsonObject schema, JsonObject values) {
    return switch (InstallForm.resolve(compiled(schema), values)) {
      case InstallForm.Outcome.Resolved(var resolution) -> resolution;
      case InstallForm.Outcome.TooCostly costly -> throw new AssertionError("too costly");
    };
  }

  @Test
  void every_value_counts_as_valid_and_a_warning_says_that_nothing_was_judged() {
    var resolution =
        resolve(referring("#/$defs/a%20port"), object("port", Json.string("no number")));

    assertThat(resolution.valid()).isTrue();
    assertThat(resolution.warnings())
        .extracting(FormWarning::message)
        .singleElement()
        .asString()
        .contains("nothing is judged here");
    assertThat(resolution.plan().warnings()).isEqualTo(resolution.warnings());
  }

  @Test
  void a_reference_inside_the_document_is_drawn() {
    var plan = InstallForm.plan(compiled(referring("#/$defs/a%20port")));

    assertThat(plan.fields())
        .extracting(FormField::pointer, FormField::widget, FormField::required)
        .containsExactly(tuple("/port", Widget.NUMBER, true));
  }

  @Test
  void a_reference_that_leads_nowhere_or_away_is_a_box_of_json() {
    for (String reference :
        new String[] {"#/$defs/other", "#anchor", "https://x.example/schema", "#/%zz"}) {
      var plan = InstallForm.plan(compiled(referring(reference)));

      assertThat(plan.fields()).extracting(FormField::widget).containsExactly(Widget.JSON);
    }
  }

  @Test
  void a_circle_of_references_ends() {
    var schema = object("properties", object("inner", object("$ref", Json.string("#"))));

    var plan = InstallForm.plan(compiled(schema));

    assertThat(plan.fields()).extracting(FormField::widget).containsExactly(Widget.JSON);
  }

  @Test
  void the_dialect_is_the_one_that_the_schema_names() {
    for (String dialect : new String[] {"draft-07", "draft/2019-09", "draft/2020-12"}) {
      var name = Json.string("https://json-schema.org/" + dialect + "/schema");

      var told = compiled(object("$schema", name)).dialect();

      assertThat(told).isEqualTo(dialect.replace("draft/", ""));
    }
  }
}

package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Somebody fills in forms of schemas as charts and custom resources bring them, and knows nothing
 * but the plan and the errors: no form is a dead end.
 */
class PersonFillingInTest {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  /**
   * What cannot be right with every field filled in: something there excludes something else, or
   * wants a text that nobody guesses.
   */
  private static final Set<String> NOT_ALL_AT_ONCE =
      Set.of("postgres", "one-of-required", "nested-if2", "root-one-of-required", "pattern-tags");

  @Test
  void whoever_fills_in_no_more_than_must_be_arrives() throws IOException {
    var ended = new TreeMap<String, Iterable<FormError>>();
    for (var schema : schemas().entrySet()) {
      var resolution = Person.hurried(schema.getValue());
      if (!resolution.valid()) {
        ended.put(schema.getKey(), resolution.errors());
      }
    }

    assertThat(ended).isEmpty();
  }

  @Test
  void whoever_fills_in_every_field_arrives_too() throws IOException {
    var ended = new TreeMap<String, Iterable<FormError>>();
    for (var schema : schemas().entrySet()) {
      var resolution = Person.diligent(schema.getValue());
      if (!resolution.valid()) {
        ended.put(schema.getKey(), resolution.errors());
      }
    }

    assertThat(ended.keySet()).containsExactlyInAnyOrderElementsOf(NOT_ALL_AT_ONCE);
  }

  private static Map<String, FormSchema> schemas() throws IOException {
    var schemas = new TreeMap<String, FormSchema>();
    for (String chart : ChartFormsTest.CHARTS) {
      schemas.put(chart, compiled((Json.JsonObject) resource("charts/" + chart + ".json")));
    }
    for (var shape : ((Json.JsonObject) resource("shapes.json")).members().entrySet()) {
      schemas.put(shape.getKey(), compiled((Json.JsonObject) shape.getValue()));
    }
    return schemas;
  }

  private static FormSchema compiled(Json.JsonObject schema) {
    return switch (CHECKS.compile(schema)) {
      case Compiled.Sound(var sound) -> sound;
      case Compiled.Unsound(var faults) -> throw new AssertionError(faults);
    };
  }

  private static Json resource(String name) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(PersonFillingInTest.class.getResourceAsStream(name))) {
      return CHECKS
          .read(new String(text.readAllBytes(), StandardCharsets.UTF_8))
          .orElseThrow(() -> new AssertionError(name));
    }
  }
}

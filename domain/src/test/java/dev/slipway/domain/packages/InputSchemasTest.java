package dev.slipway.domain.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schemas are taken, before and after they are compiled. */
class InputSchemasTest {

  private static final List<String> AT = List.of("body", "input_schema");

  private static List<Finding> judge(JsonObject schema) {
    return InputSchemas.judge(schema, AT, compiled -> List.of());
  }

  private static JsonObject neverCompiled(JsonObject schema, int findings) {
    assertThat(
            InputSchemas.judge(
                schema,
                AT,
                compiled -> {
                  throw new AssertionError("a schema beyond its limits was compiled");
                }))
        .hasSize(findings)
        .allSatisfy(finding -> assertThat(finding.reason()).isEqualTo(Reason.SCHEMA_TOO_LARGE));
    return schema;
  }

  /** A schema of so many bytes. */
  private static JsonObject sized(long bytes) {
    var empty = Json.object().put("title", "").build().utf8Length();
    return Json.object().put("title", "x".repeat((int) (bytes - empty))).build();
  }

  private static JsonObject nested(int depth) {
    var schema = Json.object().build();
    for (int i = 1; i < depth; i++) {
      schema = Json.object().put("not", schema).build();
    }
    return schema;
  }

  private static JsonObject entries(String keyword, int count) {
    var properties = Json.object();
    IntStream.range(0, count).forEach(i -> properties.put("p" + i, true));
    return Json.object().put(keyword, properties.build()).build();
  }

  @Test
  void the_bytes_are_counted_as_compact_utf_8() {
    assertThat(judge(sized(InputSchemas.MAX_BYTES))).isEmpty();
    neverCompiled(sized(InputSchemas.MAX_BYTES + 1), 1);
    neverCompiled(Json.object().put("title", "ü".repeat(131_072)).build(), 1);
  }

  @Test
  void the_schema_itself_is_the_first_level() {
    assertThat(judge(nested(InputSchemas.MAX_DEPTH))).isEmpty();
    neverCompiled(nested(InputSchemas.MAX_DEPTH + 1), 1);
  }

  @Test
  void entries_of_properties_and_pattern_properties_count_together_wherever_they_are() {
    assertThat(judge(entries("properties", InputSchemas.MAX_ENTRIES))).isEmpty();
    neverCompiled(entries("properties", InputSchemas.MAX_ENTRIES + 1), 1);
    neverCompiled(
        Json.object()
            .put("allOf", Json.array(entries("properties", 500), entries("patternProperties", 501)))
            .build(),
        1);
  }

  @Test
  void every_limit_that_is_exceeded_is_told() {
    neverCompiled(
        nested(InputSchemas.MAX_DEPTH + 1)
            .with("title", Json.string("x".repeat(262_144)))
            .with("properties", entries("properties", 1_001).get("properties").orElseThrow()),
        3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"string", "array", "null", "Object"})
  void a_root_that_is_no_object_is_refused(String type) {
    assertThat(judge(Json.object().put("type", type).build()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.reason()).isEqualTo(Reason.SCHEMA_INVALID);
              assertThat(finding.metadata()).containsEntry("pointer", "/type");
            });
  }

  @Test
  void a_root_that_may_be_an_object_is_taken() {
    assertThat(judge(Json.object().build())).isEmpty();
    assertThat(judge(Json.object().put("type", "object").build())).isEmpty();
    assertThat(
            judge(
                Json.object()
                    .put("type", Json.array(Json.string("null"), Json.string("object")))
                    .build()))
        .isEmpty();
    assertThat(judge(Json.object().put("type", Json.array(Json.string("null"))).build()))
        .hasSize(1);
  }

  @Test
  void each_flaw_is_told_with_its_pointer_and_at_most_twenty() {
    var flaws =
        IntStream.range(0, 30)
            .mapToObj(i -> new SchemaFlaw("/p/" + i, SchemaFlaw.Kind.UNSOUND, "wrong"))
            .toList();

    var findings = InputSchemas.judge(Json.object().build(), AT, schema -> flaws);

    assertThat(findings).hasSize(InputSchemas.MAX_FINDINGS);
    assertThat(findings.getFirst())
        .isEqualTo(Finding.at(AT, Reason.SCHEMA_INVALID, "wrong").with("pointer", "/p/0"));
  }

  @Test
  void each_kind_of_flaw_has_its_reason() {
    assertThat(
            InputSchemas.judge(
                Json.object().build(),
                AT,
                schema ->
                    List.of(
                        new SchemaFlaw("", SchemaFlaw.Kind.REMOTE_REFERENCE, "away"),
                        new SchemaFlaw("", SchemaFlaw.Kind.TOO_COSTLY, "costly"))))
        .extracting(Finding::reason)
        .containsExactly(Reason.REMOTE_REFERENCE, Reason.SCHEMA_TOO_COSTLY);
  }
}

package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.Widget;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Schemas and values that are made to hurt: each is refused, or answered within the budget; nothing
 * is thrown, and nothing overflows.
 */
class HostileFormsTest {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  private static Json.JsonObject json(String text) {
    return (Json.JsonObject) CHECKS.read(text.replace('\'', '"')).orElseThrow();
  }

  private static SchemaChecks.CompiledSchema schema(String text) {
    return switch (CHECKS.compile(json(text))) {
      case Compiled.Sound(var compiled) -> compiled;
      case Compiled.Unsound(var faults) -> throw new AssertionError(faults);
    };
  }

  private static boolean isRefused(String schema) {
    return CHECKS.compile(json(schema)) instanceof Compiled.Unsound;
  }

  private static String chain(int length, String first, String link) {
    var schema = new StringBuilder("{'$defs':{'d0':").append(first);
    for (int i = 1; i <= length; i++) {
      schema.append(",'d").append(i).append("':").append(link.formatted(i - 1, i - 1));
    }
    return schema.append("},'$ref':'#/$defs/d").append(length).append("'}").toString();
  }

  @Test
  void circles_that_descend_into_nothing_are_refused() {
    assertThat(isRefused("{'$ref':'#'}")).isTrue();
    assertThat(isRefused("{'allOf':[{'anyOf':[{'$ref':'#'}]}]}")).isTrue();
    assertThat(isRefused("{'if':{'$ref':'#'},'then':{}}")).isTrue();
  }

  @Test
  void an_allOf_that_doubles_at_each_level_is_planned_at_the_cost_of_its_text() {
    var doubling =
        schema(
            chain(
                60,
                "{'properties':{'a':{'type':'string'}}}",
                "{'allOf':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d'}]}"));

    var outcome = InstallForm.resolve(doubling, json("{'a':1}"));

    assertThat(outcome).isInstanceOf(InstallForm.Outcome.TooCostly.class);
    assertThat(InstallForm.resolve(schema("{'properties':{'a':{'type':'string'}}}"), json("{}")))
        .isInstanceOf(InstallForm.Outcome.Resolved.class);
  }

  @Test
  void alternatives_that_double_at_each_level_are_one_field_of_json() {
    var plan =
        InstallForm.plan(
            schema(
                chain(
                    40,
                    "{'properties':{'a':{}}}",
                    "{'oneOf':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d','minProperties':1}]}")));

    assertThat(isOneBox(plan)).isTrue();
  }

  private static boolean isOneBox(FormPlan plan) {
    return plan.fields().size() == 1
        && plan.fields().getFirst().pointer().isEmpty()
        && plan.fields().getFirst().widget() == Widget.JSON;
  }

  @Test
  void an_expression_that_others_take_for_ever_to_match_is_matched() {
    var schema = schema("{'properties':{'a':{'pattern':'^(a|aa)+$'},'b':{'pattern':'(x+x+)+y'}}}");

    var outcome =
        InstallForm.resolve(
            schema, json("{'a':'" + "a".repeat(5_000) + "!','b':'" + "x".repeat(5_000) + "'}"));

    assertThat(((InstallForm.Outcome.Resolved) outcome).resolution().errors()).hasSize(2);
  }

  @Test
  void expressions_for_names_by_the_hundred_against_thousands_of_names_stay_within_the_budget() {
    var expressions = new StringBuilder();
    IntStream.range(0, 500)
        .forEach(i -> expressions.append(",'^k").append(i).append("z*$':{'type':'string'}"));
    var values = new StringBuilder("'first':1");
    IntStream.range(0, 20_000).forEach(i -> values.append(",'k").append(i).append("':'v'"));

    var outcome =
        InstallForm.resolve(
            schema("{'patternProperties':{" + expressions.substring(1) + "}}"),
            json("{" + values + "}"));

    assertThat(outcome).isInstanceOf(InstallForm.Outcome.TooCostly.class);
  }

  @Test
  void a_hundred_thousand_items_that_must_differ_are_judged_or_given_up() {
    var items = new StringBuilder("0");
    IntStream.range(1, 100_000).forEach(i -> items.append(',').append(i));

    var outcome =
        InstallForm.resolve(
            schema("{'properties':{'a':{'uniqueItems':true}}}"), json("{'a':[" + items + ",7]}"));

    assertThat(outcome).isNotNull();
  }

  @Test
  void numbers_with_huge_exponents_are_no_values() {
    assertThat(CHECKS.read("{\"a\":1e99999999}")).isEmpty();
    assertThat(
            InstallForm.resolve(
                schema("{'properties':{'a':{'multipleOf':1e-900}}}"), json("{'a':1e900}")))
        .isInstanceOf(InstallForm.Outcome.Resolved.class);
  }

  @Test
  void defaults_that_fit_into_themselves_end() {
    var schema =
        schema("{'properties':{'a':{'$ref':'#','default':{}},'b':{'$ref':'#','default':{}}}}");

    assertThat(InstallForm.resolve(schema, json("{}")))
        .isInstanceOf(InstallForm.Outcome.Resolved.class);
  }

  @Test
  void values_that_nest_deeply_are_too_costly_and_overflow_nothing() {
    var deep = Json.JsonObject.empty();
    for (int i = 0; i < 100_000; i++) {
      deep = Json.object().put("a", deep).build();
    }

    assertThat(InstallForm.resolve(schema("{'properties':{'a':{'$ref':'#'}}}"), deep))
        .isInstanceOf(InstallForm.Outcome.TooCostly.class);
  }
}

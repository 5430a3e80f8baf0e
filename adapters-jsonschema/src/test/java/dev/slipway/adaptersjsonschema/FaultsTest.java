package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import dev.slipway.ports.driven.schema.SchemaChecks.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  private static Json json(String text) {
    return CHECKS.read(text.replace('\'', '"')).orElseThrow();
  }

  private static List<Fault> judge(String schema, String value) {
    var compiled = CHECKS.compile((Json.JsonObject) json(schema));
    return ((Compiled.Sound) compiled).schema().judge(json(value));
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void a_fault_is_a_sentence_about_the_schema(
      String schema, String value, String pointer, String keyword, String message) {
    List<Fault> faults = judge(schema, value);

    assertThat(faults).contains(new Fault(pointer, keyword, message));
  }

  static List<Arguments> sentences() {
    return List.of(
        says("{'type':'integer'}", "'a'", "", "type", "must be of the type integer"),
        says(
            "{'type':['integer','null']}",
            "'a'",
            "",
            "type",
            "must be of the type [\"integer\",\"null\"]"),
        says("{'enum':[1,'a']}", "2", "", "enum", "must be one of [1,\"a\"]"),
        says("{'const':1.50}", "2", "", "const", "must be 1.5"),
        says("{'required':['a']}", "{}", "", "required", "must have the member a"),
        says(
            "{'additionalProperties':false}",
            "{'a/b':1}",
            "/a~1b",
            "additionalProperties",
            "must not be there: the schema allows nothing of this name or place"),
        says(
            "{'unevaluatedProperties':false}",
            "{'a':1}",
            "/a",
            "unevaluatedProperties",
            "must not be there: the schema allows nothing of this name or place"),
        says(
            "{'properties':{'a':false}}",
            "{'a':1}",
            "/a",
            "false",
            "must not be there: the schema allows nothing of this name or place"),
        says(
            "{'propertyNames':{'maxLength':1}}",
            "{'ab':1}",
            "/ab",
            "propertyNames",
            "must not be there: the schema does not allow the name"),
        says(
            "{'dependentRequired':{'a':['b']}}",
            "{'a':1}",
            "",
            "dependentRequired",
            "must have other members beside those that it has"),
        says(
            "{'minLength':3}", "'ab'", "", "minLength", "must have at least so many characters: 3"),
        says("{'maxLength':1}", "'ab'", "", "maxLength", "must have at most so many characters: 1"),
        says("{'pattern':'^a$'}", "'b'", "", "pattern", "must match the expression ^a$"),
        says("{'minimum':3}", "2", "", "minimum", "must be at least 3"),
        says("{'exclusiveMinimum':2}", "2", "", "exclusiveMinimum", "must be more than 2"),
        says("{'maximum':1}", "2", "", "maximum", "must be at most 1"),
        says("{'exclusiveMaximum':2}", "2", "", "exclusiveMaximum", "must be less than 2"),
        says("{'multipleOf':2}", "3", "", "multipleOf", "must be a multiple of 2"),
        says("{'minItems':1}", "[]", "", "minItems", "must have at least so many items: 1"),
        says("{'maxItems':1}", "[1,2]", "", "maxItems", "must have at most so many items: 1"),
        says("{'uniqueItems':true}", "[1,1]", "", "uniqueItems", "must not have an item twice"),
        says(
            "{'contains':{'const':1}}",
            "[]",
            "",
            "contains",
            "must have an item of the kind that the schema describes"),
        says(
            "{'contains':{'const':1},'minContains':2}",
            "[1]",
            "",
            "minContains",
            "must have at least so many items of that kind: 2"),
        says(
            "{'contains':{'const':1},'maxContains':1}",
            "[1,1]",
            "",
            "maxContains",
            "must have at most so many items of that kind: 1"),
        says(
            "{'minProperties':1}",
            "{}",
            "",
            "minProperties",
            "must have at least so many members: 1"),
        says(
            "{'maxProperties':0}",
            "{'a':1}",
            "",
            "maxProperties",
            "must have at most so many members: 0"),
        says("{'not':{}}", "1", "", "not", "must not be what the schema excludes"),
        says("{'oneOf':[true,true]}", "1", "", "oneOf", "must be exactly one of the alternatives"));
  }

  private static Arguments says(
      String schema, String value, String pointer, String keyword, String message) {
    return Arguments.of(schema, value, pointer, keyword, message);
  }

  @Test
  void of_alternatives_each_says_what_it_misses() {
    List<Fault> faults = judge("{'anyOf':[{'type':'integer'},{'maxLength':1}]}", "'ab'");

    assertThat(faults).extracting(Fault::keyword).containsExactly("type", "maxLength");
  }

  @Test
  void a_long_quotation_is_cut() {
    String listed = "'" + "é".repeat(300) + "'";

    List<Fault> faults = judge("{'enum':[" + listed + "]}", "1");

    assertThat(faults.getFirst().message()).hasSizeLessThan(250).endsWith("…");
  }

  @Test
  void one_fault_of_two_schemas_is_told_once() {
    List<Fault> faults =
        judge("{'allOf':[{'type':'integer'},{'type':'integer'}],'type':'integer'}", "'a'");

    assertThat(faults).hasSize(1);
  }
}

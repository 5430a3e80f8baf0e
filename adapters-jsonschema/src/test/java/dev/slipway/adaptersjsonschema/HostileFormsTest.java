package dev.slipway.adaptersjsonschema;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.Widget;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Schemas and values that are made to hurt: each is refused, or answered within the budget; nothing
 * is thrown, and nothing overflows. A budget here has as many counts as ever and no end in time, so
 * that the counts alone have to hold.
 */
class HostileFormsTest {

  private static final SchemaChecks CHECKS =
      NetworkntSchemaChecks.create(() -> new Budget(1_000_000, Duration.ofDays(1)));

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
    assertThat(isRefused("{'dependentSchemas':{'a':{'$ref':'#'}}}")).isTrue();
    assertThat(isRefused("{'$dynamicAnchor':'a','oneOf':[{'$dynamicRef':'#a'}]}")).isTrue();
    assertThat(
            isRefused(
                "{'$defs':{'a':{'$dynamicAnchor':'n','not':{'$ref':'#/$defs/b'}},"
                    + "'b':{'allOf':[{'$dynamicRef':'#n'}]}}}"))
        .isTrue();
  }

  @Test
  void a_dynamic_reference_that_descends_ends_where_the_value_does() {
    var schema =
        schema(
            "{'$dynamicAnchor':'n','type':'object','additionalProperties':{'$dynamicRef':'#n'}}");

    var outcome = InstallForm.resolve(schema, json("{'a':".repeat(60) + "{}" + "}".repeat(60)));

    assertThat(errors(outcome)).isZero();
  }

  private static long errors(InstallForm.Outcome outcome) {
    return switch (outcome) {
      case InstallForm.Outcome.Resolved(var resolution) -> resolution.errors().size();
      case InstallForm.Outcome.TooCostly costly -> throw new AssertionError("too costly");
    };
  }

  private static boolean isTooCostly(String schema, String values) {
    return InstallForm.resolve(schema(schema), json(values))
        instanceof InstallForm.Outcome.TooCostly;
  }

  private static String members(int count, String member) {
    return IntStream.range(0, count)
        .mapToObj(i -> member.formatted(i))
        .collect(joining(",", "{", "}"));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(?!b)(a|aa)+$",
        "^(?=a)(a+)+$",
        "(a*)*\\\\1b",
        "^(?:(?=a)|(?!b)|){99}c",
        "(?<=c(?:a|aa)*)!"
      })
  void an_expression_that_looks_around_for_ever_is_given_up(String expression) {
    var values = "{'a':'" + "a".repeat(5_000) + "!'}";

    assertThat(isTooCostly("{'properties':{'a':{'pattern':'" + expression + "'}}}", values))
        .isTrue();
    assertThat(isTooCostly("{'patternProperties':{'" + expression + "':{}}}", names(values)))
        .isTrue();
    assertThat(isTooCostly("{'propertyNames':{'pattern':'" + expression + "'}}", names(values)))
        .isTrue();
    assertThat(
            schema("{'patternProperties':{'" + expression + "':{}}}").allowsString("a".repeat(128)))
        .isTrue();
  }

  /** The value as a name. */
  private static String names(String values) {
    return values.replace("'a':", "").replace("'}", "':1}");
  }

  @Test
  void many_large_expressions_take_no_more_than_their_text() {
    var expressions =
        IntStream.range(0, 8_000)
            .mapToObj(i -> "{'pattern':'" + i + ".{999}'}")
            .collect(joining(",", "{'properties':{'a':{'allOf':[", "]}}}"));

    assertThat(errors(InstallForm.resolve(schema(expressions), json("{'a':'x'}")))).isEqualTo(100);
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
  void a_hundred_thousand_items_that_must_differ_are_judged() {
    var schema = schema("{'properties':{'a':{'uniqueItems':true}}}");
    var items = IntStream.range(0, 100_000).mapToObj(String::valueOf).collect(joining(","));

    assertThat(errors(InstallForm.resolve(schema, json("{'a':[" + items + "]}")))).isZero();
    assertThat(errors(InstallForm.resolve(schema, json("{'a':[" + items + ",7.0]}")))).isOne();
  }

  @Test
  void items_that_were_made_to_have_one_hash_are_judged() {
    var schema = schema("{'properties':{'a':{'uniqueItems':true}}}");
    Stream<String> texts = Stream.of("");
    for (int i = 0; i < 15; i++) {
      texts = texts.flatMap(text -> Stream.of(text + "Aa", text + "BB"));
    }

    var items = texts.collect(joining("','", "{'a':['", "']}"));

    assertThat(errors(InstallForm.resolve(schema, json(items)))).isZero();
  }

  @Test
  void a_hundred_thousand_members_are_judged_or_given_up() {
    var members = members(100_000, "'m%d':1");

    assertThat(errors(InstallForm.resolve(schema("{'additionalProperties':true}"), json(members))))
        .isZero();
    assertThat(
            errors(
                InstallForm.resolve(
                    schema("{'additionalProperties':{'type':'integer'}}"), json(members))))
        .isZero();
    assertThat(isTooCostly("{'additionalProperties':{'type':'string'}}", members)).isTrue();
    assertThat(isTooCostly("{'propertyNames':{'maxLength':1}}", members)).isTrue();
  }

  @Test
  void more_than_ten_thousand_errors_are_too_costly_and_a_hundred_are_told() {
    var schema = "{'additionalProperties':{'type':'string'}}";

    var resolved = InstallForm.resolve(schema(schema), json(members(10_000, "'m%d':1")));

    assertThat(errors(resolved)).isEqualTo(100);
    assertThat(((InstallForm.Outcome.Resolved) resolved).resolution().truncated()).isTrue();
    assertThat(isTooCostly(schema, members(10_001, "'m%d':1"))).isTrue();
  }

  @Test
  void schemas_that_depend_on_each_other_in_a_chain_are_judged_or_given_up() {
    var dependent =
        members(150, "'m%d':{'required':['next'],'properties':{'next':{'$ref':'#/$defs/d'}}}");
    var schema =
        "{'dependentSchemas':"
            + dependent
            + ",'$defs':{'d':{'dependentSchemas':"
            + dependent
            + "}}}";
    var values = members(150, "'m%d':1").replaceFirst("\\{", "{'next':{'m0':1,'m1':1},");

    var outcome = InstallForm.resolve(schema(schema), json(values));

    assertThat(outcome).isInstanceOf(InstallForm.Outcome.Resolved.class);
    assertThat(isRefused(chain(300, "{}", "{'dependentSchemas':{'a':{'$ref':'#/$defs/d%d'}}}")))
        .isTrue();
  }

  @Test
  void what_was_not_evaluated_in_branches_inside_branches_is_judged_or_given_up() {
    var nested =
        "{'unevaluatedProperties':false,'anyOf':[".repeat(25)
            + "{'properties':{'m1':true}}"
            + "]}".repeat(25);

    assertThat(isTooCostly(nested, members(20_000, "'m%d':1"))).isTrue();
  }

  @Test
  void contains_inside_contains_over_many_items_is_given_up() {
    var row = IntStream.range(0, 300).mapToObj(i -> "1").collect(joining(",", "[", "]"));
    var rows = IntStream.range(0, 300).mapToObj(i -> row).collect(joining(",", "[", "]"));
    var schema =
        "{'properties':{'a':{'allOf':["
            + "{'contains':{'contains':{'const':2}}},".repeat(30)
            + "true]}}}";

    assertThat(isTooCostly(schema, "{'a':" + rows + "}")).isTrue();
  }

  @Test
  void numbers_with_huge_exponents_are_no_numbers() {
    for (String number : new String[] {"1e99999999", "1e1000000000", "-1e-1000000000", "1e1001"}) {
      assertThat(CHECKS.read(number)).as(number).isEmpty();
      assertThat(CHECKS.read("{\"multipleOf\":" + number + "}")).as(number).isEmpty();
    }
  }

  @Test
  void the_largest_numbers_that_there_are_can_be_judged() {
    for (String keyword : new String[] {"multipleOf", "maximum", "const", "enum"}) {
      String limit = keyword.equals("enum") ? "[1e-900]" : "1e-900";
      var schema = schema("{'properties':{'a':{'" + keyword + "':" + limit + "}}}");

      var outcome = InstallForm.resolve(schema, json("{'a':" + "9".repeat(990) + "e900}"));

      assertThat(errors(outcome)).as(keyword).isEqualTo(keyword.equals("multipleOf") ? 0 : 1);
    }
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

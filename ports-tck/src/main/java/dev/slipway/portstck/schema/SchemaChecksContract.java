package dev.slipway.portstck.schema;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import dev.slipway.ports.driven.schema.SchemaChecks.CompiledSchema;
import dev.slipway.ports.driven.schema.SchemaChecks.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code SchemaChecks} owes its callers (contract/foundation.md section 3, "Schemas"). Values
 * and schemas are written as JSON text, which the port reads itself.
 */
public interface SchemaChecksContract {

  /** The adapter; may be the same for all tests. */
  SchemaChecks checks();

  private Json json(String text) {
    return checks().read(text).orElseThrow(() -> new AssertionError("no JSON: " + text));
  }

  private Compiled compile(String schema) {
    return checks().compile((Json.JsonObject) json(schema));
  }

  private CompiledSchema sound(String schema) {
    return switch (compile(schema)) {
      case Compiled.Sound(var compiled) -> compiled;
      case Compiled.Unsound(var faults) -> throw new AssertionError(schema + ": " + faults);
    };
  }

  private List<Fault> judge(String schema, String value) {
    return sound(schema).judge(json(value));
  }

  private boolean fits(String schema, String value) {
    return judge(schema, value).isEmpty();
  }

  /** Where the schema is wrong; empty when it is sound. */
  private List<String> wrong(String schema) {
    return switch (compile(schema)) {
      case Compiled.Sound sound -> List.of();
      case Compiled.Unsound(var faults) -> faults.stream().map(Fault::pointer).toList();
    };
  }

  // Dialects

  @Test
  default void a_schema_without_a_dialect_is_one_of_2020_12() {
    String tuple = "{'prefixItems':[{'type':'string'}],'items':false}".replace('\'', '"');

    assertThat(fits(tuple, "[\"a\"]")).isTrue();
    assertThat(fits(tuple, "[1]")).isFalse();
    assertThat(fits(tuple, "[\"a\",1]")).isFalse();
  }

  @Test
  default void a_dialect_is_known_by_any_of_its_spellings() {
    for (String name :
        List.of(
            "//json-schema.org/draft/2020-12/schema",
            "//json-schema.org/draft/2019-09/schema",
            "//json-schema.org/draft-07/schema",
            "//json-schema.org/schema")) {
      for (String spelling :
          List.of("http:" + name, "https:" + name, "http:" + name + "#", "https:" + name + "#")) {
        String schema = "{\"$schema\":\"%s\",\"type\":\"string\"}".formatted(spelling);

        assertThat(fits(schema, "\"a\"")).as(spelling).isTrue();
        assertThat(fits(schema, "1")).as(spelling).isFalse();
      }
    }
  }

  @Test
  default void each_dialect_means_what_it_says() {
    String dependent =
        """
        {"$schema":"%s","dependentRequired":{"a":["b"]}}\
        """;
    String references =
        """
        {"$schema":"%s","definitions":{"any":true},
         "properties":{"a":{"$ref":"#/definitions/any","type":"string"}}}\
        """;
    String draft7 = "http://json-schema.org/draft-07/schema#";
    String draft2019 = "https://json-schema.org/draft/2019-09/schema";

    assertThat(fits(dependent.formatted(draft7), "{\"a\":1}")).as("unknown then").isTrue();
    assertThat(fits(dependent.formatted(draft2019), "{\"a\":1}")).isFalse();
    assertThat(fits(references.formatted(draft7), "{\"a\":1}")).as("silenced").isTrue();
    assertThat(fits(references.formatted(draft2019), "{\"a\":1}")).isFalse();
  }

  @Test
  default void every_other_dialect_is_refused() {
    for (String name :
        List.of(
            "\"http://json-schema.org/draft-04/schema#\"",
            "\"http://json-schema.org/draft-06/schema#\"",
            "\"https://json-schema.org/draft/2020-12/schema/\"",
            "\"https://json-schema.org/draft/2020-12/schema##\"",
            "\"https://JSON-schema.org/draft/2020-12/schema\"",
            "\"https://spec.openapis.org/oas/3.1/dialect/base\"",
            "\"classpath:draft-07\"",
            "\"\"",
            "7",
            "null")) {
      assertThat(wrong("{\"$schema\":" + name + "}")).as(name).containsExactly("/$schema");
    }
  }

  @Test
  default void a_schema_inside_another_is_of_the_same_dialect() {
    String schema =
        """
        {"properties":{"a":{"$schema":"%s"}}}\
        """;

    assertThat(wrong(schema.formatted("https://json-schema.org/draft/2020-12/schema#"))).isEmpty();
    assertThat(wrong(schema.formatted("http://json-schema.org/draft-07/schema#")))
        .containsExactly("/properties/a/$schema");
  }

  // What is a schema

  @Test
  default void a_malformed_schema_is_refused_at_each_place() {
    assertThat(wrong("{\"type\":\"text\"}")).contains("/type");
    assertThat(wrong("{\"minLength\":-1,\"properties\":{\"a\":{\"required\":\"b\"}}}"))
        .contains("/minLength", "/properties/a/required");
    assertThat(wrong("{\"properties\":{\"a\":1}}")).contains("/properties/a");
  }

  @Test
  default void booleans_are_schemas_inside_a_schema() {
    assertThat(fits("{\"properties\":{\"a\":true,\"b\":false}}", "{\"a\":1}")).isTrue();
    assertThat(fits("{\"properties\":{\"a\":true,\"b\":false}}", "{\"b\":1}")).isFalse();
  }

  @Test
  default void unknown_keywords_mean_nothing() {
    assertThat(
            fits(
                "{\"x-order\":1,\"notAllowed\":[\"a\"],\"nullable\":true,\"id\":\"x\",\"false\":1,\"$recursiveAnchor\":\"x\"}",
                "{\"a\":1}"))
        .isTrue();
    assertThat(wrong("{\"x-pattern\":{\"pattern\":\"(\",\"$ref\":\"#/nowhere\"}}")).isEmpty();
  }

  @Test
  default void what_looks_like_a_keyword_in_a_listed_value_is_none() {
    assertThat(
            wrong(
                "{\"const\":{\"$ref\":\"#/nowhere\"},\"enum\":[{\"pattern\":\"(\"}],\"default\":{\"$id\":\"%\"}}"))
        .isEmpty();
  }

  @Test
  default void a_format_is_a_remark() {
    for (String dialect :
        List.of(
            "https://json-schema.org/draft/2020-12/schema",
            "https://json-schema.org/draft/2019-09/schema",
            "http://json-schema.org/draft-07/schema#")) {
      for (String format : List.of("ipv4", "date-time", "email", "regex", "uri", "no-such")) {
        assertThat(
                fits(
                    "{\"$schema\":\"%s\",\"format\":\"%s\"}".formatted(dialect, format),
                    "\"( no such thing\""))
            .as(format)
            .isTrue();
      }
    }
  }

  @Test
  default void a_schema_that_nests_without_end_is_refused() {
    String schema = "{\"not\":".repeat(60) + "{}" + "}".repeat(60);
    assertThat(wrong(schema)).isEmpty();

    Json.JsonObject deep = Json.JsonObject.empty();
    for (int i = 0; i < 10_000; i++) {
      deep = Json.object().put("not", deep).build();
    }

    assertThat(checks().compile(deep)).isInstanceOf(Compiled.Unsound.class);
  }

  // References

  @Test
  default void references_inside_the_schema_are_followed() {
    String port = "{\"type\":\"integer\"}";
    for (String schema :
        List.of(
            "{\"$ref\":\"#/$defs/port\",\"$defs\":{\"port\":%s}}",
            "{\"$ref\":\"#/$defs/a~1b%%25\",\"$defs\":{\"a/b%%\":%s}}",
            "{\"$ref\":\"#port\",\"$defs\":{\"p\":{\"$anchor\":\"port\",\"allOf\":[%s]}}}",
            "{\"$ref\":\"port\",\"$defs\":{\"p\":{\"$id\":\"port\",\"allOf\":[%s]}}}",
            "{\"$id\":\"https://a.example/b/c\",\"$ref\":\"d#/$defs/e\","
                + "\"$defs\":{\"p\":{\"$id\":\"d\",\"$defs\":{\"e\":%s}}}}",
            "{\"$id\":\"urn:x:y\",\"$ref\":\"urn:x:y#/$defs/port\",\"$defs\":{\"port\":%s}}",
            "{\"$ref\":\"#/x-shared/port\",\"x-shared\":{\"port\":%s}}",
            "{\"$dynamicRef\":\"#p\",\"$defs\":{\"p\":{\"$dynamicAnchor\":\"p\",\"allOf\":[%s]}}}")) {
      assertThat(fits(schema.formatted(port), "1")).as(schema).isTrue();
      assertThat(fits(schema.formatted(port), "\"1\"")).as(schema).isFalse();
    }
  }

  @Test
  default void a_reference_into_nothing_is_refused_also_where_no_value_leads() {
    for (String reference :
        List.of("#/$defs/none", "#none", "#/type", "#/$defs/", "#/allOf/1", "#/allOf/00")) {
      assertThat(
              wrong(
                  """
                  {"type":"object","$defs":{"unused":{"not":{"$ref":"%s"}}},"allOf":[{}]}\
                  """
                      .formatted(reference)))
          .as(reference)
          .containsExactly("/$defs/unused/not/$ref");
    }
  }

  @Test
  default void a_target_in_an_unknown_keyword_must_be_a_schema_itself() {
    assertThat(wrong("{\"$ref\":\"#/x\",\"x\":{\"type\":\"text\"}}")).contains("/x/type");
    assertThat(wrong("{\"$ref\":\"#/x\",\"x\":{\"pattern\":\"(\"}}")).containsExactly("/x/pattern");
    assertThat(wrong("{\"$ref\":\"#/x\",\"x\":{\"$ref\":\"#/y\"}}")).containsExactly("/x/$ref");
    assertThat(wrong("{\"$ref\":\"#/x\",\"x\":7}")).containsExactly("/$ref");
  }

  @Test
  default void no_other_document_is_loaded() {
    for (String reference :
        List.of(
            "https://example.com/schema.json",
            "other.json",
            "file:///etc/passwd",
            "classpath:draft-07/schema",
            "resource:draft-07/schema",
            "http://json-schema.org/draft-04/schema#",
            "//localhost/schema")) {
      assertThat(wrong("{\"properties\":{\"a\":{\"$ref\":\"%s\"}}}".formatted(reference)))
          .as(reference)
          .containsExactly("/properties/a/$ref");
    }
  }

  @Test
  default void the_schemas_of_the_dialects_may_be_referred_to() {
    String schema = "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}";

    assertThat(fits(schema, "{\"type\":\"string\"}")).isTrue();
    assertThat(fits(schema, "{\"type\":\"text\"}")).isFalse();
  }

  @Test
  default void a_schema_may_contain_itself_in_members_and_items() {
    String tree =
        """
        {"type":"object","required":["name"],"properties":{"name":{"type":"string"},
         "children":{"type":"array","items":{"$ref":"#"}}}}\
        """;

    assertThat(fits(tree, "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}"))
        .isTrue();
    assertThat(judge(tree, "{\"name\":\"a\",\"children\":[{\"name\":1}]}"))
        .extracting(Fault::pointer)
        .containsExactly("/children/0/name");
  }

  @Test
  default void a_circle_that_descends_into_nothing_is_refused() {
    assertThat(wrong("{\"$ref\":\"#\"}")).containsExactly("/$ref");
    assertThat(wrong("{\"allOf\":[{\"not\":{\"$ref\":\"#\"}}]}"))
        .containsExactly("/allOf/0/not/$ref");
    assertThat(wrong("{\"$dynamicAnchor\":\"a\",\"anyOf\":[{\"$dynamicRef\":\"#a\"}]}"))
        .containsExactly("/anyOf/0/$dynamicRef");
    assertThat(
            wrong(
                "{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"if\":{\"$recursiveRef\":\"#\"}}"))
        .containsExactly("/if/$recursiveRef");
    assertThat(
            wrong(
                """
                {"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"dependentSchemas":{"x":{"$ref":"#/$defs/a"}}}}}\
                """))
        .hasSize(1);
  }

  @Test
  @Timeout(60)
  default void a_long_chain_of_references_harms_nobody() {
    String chain =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"d%d\":{\"$ref\":\"#/$defs/d%d\"}".formatted(i, i + 1))
            .collect(joining(",", "{\"$ref\":\"#/$defs/d0\",\"$defs\":{", ",\"d5000\":{}}}"));
    String descending =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"d%d\":{\"items\":{\"$ref\":\"#/$defs/d%d\"}}".formatted(i, i + 1))
            .collect(joining(",", "{\"$ref\":\"#/$defs/d0\",\"$defs\":{", ",\"d5000\":{}}}"));

    for (String schema : List.of(chain, descending)) {
      switch (compile(schema)) {
        case Compiled.Sound(var compiled) -> assertThat(compiled.judge(json("[]"))).isNotNull();
        case Compiled.Unsound(var faults) -> assertThat(faults).isNotEmpty();
      }
    }
  }

  // Expressions

  @Test
  default void an_expression_is_one_of_ecma_262_and_may_match_anywhere() {
    for (String example :
        List.of(
            "b|abc",
            "^[a-z]+$|lower",
            "^\\\\d{2,3}$|123",
            "^\\\\u00e4.$|äx",
            "^(?:a|b)*?$|abab",
            "\\\\p{Lu}|xÄ",
            "^\\\\/dev\\\\/|/dev/sda",
            "^[^]$|\\n",
            "^.{1,1000}$|a",
            "^(?!.*--)[a-z-]+$|a-b",
            "^(?=.*[0-9])[a-z0-9]+$|a1",
            "(?<=v)[0-9]|v1",
            "(?<!v)[0-9]|1",
            "^(['-])a\\\\1$|-a-",
            "^(?<q>.)\\\\k<q>$|aa",
            "^(?:(a)|b)\\\\1$|b",
            "^\\\\S+@\\\\S+$|a@b",
            "^{a}$|{a}")) {
      int bar = example.lastIndexOf('|');

      assertThat(
              fits(
                  "{\"pattern\":\"" + example.substring(0, bar) + "\"}",
                  "\"" + example.substring(bar + 1) + "\""))
          .as(example)
          .isTrue();
    }
    for (String example :
        List.of(
            "^a$|a\\n",
            "\\\\s|\\u200b",
            ".|\\n",
            "[]|a",
            "^\\\\w$|ä",
            "\\\\d|٣",
            "a{2}|aba",
            "^(?!.*--)[a-z-]+$|a--b",
            "(?<=v)[0-9]|1",
            "^(.)\\\\1$|ab")) {
      int bar = example.lastIndexOf('|');

      assertThat(
              fits(
                  "{\"pattern\":\"" + example.substring(0, bar) + "\"}",
                  "\"" + example.substring(bar + 1) + "\""))
          .as(example)
          .isFalse();
    }
  }

  @Test
  default void an_expression_that_cannot_be_compiled_is_refused_at_its_place() {
    for (String expression :
        List.of(
            "(",
            ")",
            "[",
            "a**",
            "*a",
            "a{2,1}",
            "(?i)a",
            "(?=a)*",
            "(?<!a",
            "(a)\\\\2",
            "\\\\k<n>",
            "\\\\Aa\\\\Z",
            "[z-a]",
            "\\\\p{No_Such}",
            "a{1001}",
            "((a{10}){10}){11}",
            "((a{1000}){1000}){1000}",
            "\\\\Q.\\\\E")) {
      assertThat(wrong("{\"properties\":{\"a\":{\"pattern\":\"%s\"}}}".formatted(expression)))
          .as(expression)
          .containsExactly("/properties/a/pattern");
    }
    assertThat(wrong("{\"patternProperties\":{\"a/(\":{}}}"))
        .containsExactly("/patternProperties/a~1(");
  }

  @Test
  default void an_expression_has_at_most_a_thousand_characters_and_counts_to_a_thousand() {
    assertThat(wrong("{\"pattern\":\"" + "ä".repeat(1_000) + "\"}")).isEmpty();
    assertThat(wrong("{\"pattern\":\"" + "ä".repeat(1_001) + "\"}")).containsExactly("/pattern");
    assertThat(wrong("{\"pattern\":\"((a{10}){10}){10}b{1000}(?:c{999}d)*\"}")).isEmpty();
    assertThat(wrong("{\"patternProperties\":{\"(a{11}){91}\":{}}}")).hasSize(1);
  }

  @Test
  default void names_are_held_against_expressions_that_look_around() {
    String schema =
        "{\"patternProperties\":{\"^(?!x-)\":{\"type\":\"string\"}},\"additionalProperties\":false}";

    assertThat(fits(schema, "{\"a\":\"b\"}")).isTrue();
    assertThat(fits(schema, "{\"a\":1}")).isFalse();
    assertThat(fits(schema, "{\"x-a\":\"b\"}")).isFalse();
  }

  @Test
  @Timeout(60)
  default void no_expression_takes_for_ever() {
    for (String expression : List.of("^(a|aa)+$", "^(a+)+$", "(.*){1,30}[b]$", "(x+x+)+y")) {
      assertThat(
              fits(
                  "{\"pattern\":\"" + expression + "\"}",
                  "\"" + "a".repeat(5_000) + "x".repeat(5_000) + "!\""))
          .as(expression)
          .isFalse();
    }
    for (String expression :
        List.of("^(?!b)(a|aa)+$", "^(a+)+$(?<=a)", "(x+x+)+(y)\\\\2", "^(?:a?){99}(?!a)b")) {
      assertThat(
              judge(
                  "{\"pattern\":\"" + expression + "\"}",
                  "\"" + "a".repeat(5_000) + "x".repeat(5_000) + "!\""))
          .as(expression)
          .extracting(Fault::kind)
          .containsExactly(Fault.Kind.TOO_COSTLY);
    }
  }

  // Numbers

  @Test
  default void numbers_are_what_they_mean() {
    assertThat(fits("{\"uniqueItems\":true}", "[1,1.0]")).isFalse();
    assertThat(fits("{\"enum\":[{\"a\":1}]}", "{\"a\":1.0}")).isTrue();
    assertThat(fits("{\"const\":100}", "1e2")).isTrue();
    assertThat(fits("{\"const\":0}", "-0.0")).isTrue();
    assertThat(fits("{\"type\":\"integer\"}", "1.0")).isTrue();
    assertThat(fits("{\"type\":\"integer\"}", "1e3")).isTrue();
    assertThat(fits("{\"type\":\"integer\"}", "1.5")).isFalse();
    assertThat(fits("{\"multipleOf\":2}", "9007199254740993")).isFalse();
    assertThat(fits("{\"multipleOf\":0.1}", "0.3")).isTrue();
    assertThat(fits("{\"maximum\":9007199254740992}", "9007199254740993")).isFalse();
    assertThat(fits("{\"exclusiveMinimum\":0.1}", "0.1000000000000000000000000001")).isTrue();
    assertThat(fits("{\"minLength\":2.0}", "\"a\"")).isFalse();
  }

  @Test
  default void numbers_deep_inside_are_what_they_mean_too() {
    assertThat(fits("{\"enum\":[[{\"a\":[1.0]}]]}", "[{\"a\":[1e0]}]")).isTrue();
    assertThat(fits("{\"enum\":[[{\"a\":[1.0]}]]}", "[{\"a\":[1.01]}]")).isFalse();
    assertThat(fits("{\"const\":{\"b\":[10,2],\"a\":0}}", "{\"a\":-0.0,\"b\":[1e1,2.00]}"))
        .isTrue();
    assertThat(fits("{\"uniqueItems\":true}", "[{\"a\":1,\"b\":[2]},{\"b\":[2.0],\"a\":10e-1}]"))
        .isFalse();
    assertThat(fits("{\"const\":9007199254740993}", "9007199254740992")).isFalse();
    assertThat(fits("{\"const\":0.1}", "0.1000000000000000055511151231257827")).isFalse();
  }

  @Test
  default void items_are_alike_only_when_they_are_equal() {
    for (String items :
        List.of(
            "[1,\"1\",true,\"true\",null,\"null\",[],{},[[]],[{}],\"\"]",
            "[[1,2],[2,1],[12],[1,[2]],[[1],2]]",
            "[{\"a\":\"b\"},{\"a\":{\"b\":null}},{\"ab\":\"\"},[\"a\",\"b\"]]",
            "[\"a\",\"A\",\"\\u00e4\",\"a\\u0308\"]",
            "[0,false,\"\",null]",
            "{\"a\":1,\"b\":1}")) {
      assertThat(fits("{\"uniqueItems\":true}", items)).as(items).isTrue();
    }
    for (String items :
        List.of("[{},{}]", "[[],[]]", "[null,null]", "[\"a\",1,\"\\u0061\"]", "[1e2,100]")) {
      assertThat(fits("{\"uniqueItems\":true}", items)).as(items).isFalse();
    }
  }

  @Test
  default void a_count_may_be_larger_than_anything() {
    assertThat(fits("{\"maxLength\":4294967296,\"maxItems\":1e30}", "\"abc\"")).isTrue();
    assertThat(fits("{\"minLength\":4294967296}", "\"abc\"")).isFalse();
    assertThat(fits("{\"maxProperties\":4294967297}", "{\"a\":1,\"b\":2}")).isTrue();
  }

  @Test
  @Timeout(60)
  default void great_numbers_are_judged_in_time() {
    String great = "9".repeat(999) + "e1000";

    assertThat(fits("{\"multipleOf\":3}", great)).isTrue();
    assertThat(fits("{\"multipleOf\":1e-1000}", great)).isTrue();
    assertThat(fits("{\"type\":\"integer\",\"minimum\":1e999}", great)).isTrue();
  }

  // Faults

  @Test
  default void faults_come_in_the_order_of_the_value_and_say_where() {
    String schema =
        """
        {"properties":{"z":{"type":"string"},"a":{"items":{"minimum":5}},"m~/":{"const":1}},
         "required":["q"],"additionalProperties":false}\
        """;

    List<Fault> faults = judge(schema, "{\"a\":[1,9,2],\"x\":1,\"m~/\":2,\"z\":3}");

    assertThat(faults)
        .extracting(fault -> fault.pointer() + " " + fault.keyword())
        .containsExactly(
            " required",
            "/a/0 minimum",
            "/a/2 minimum",
            "/x additionalProperties",
            "/m~0~1 const",
            "/z type");
    assertThat(faults.getFirst().message()).contains("q");
  }

  @Test
  default void at_most_a_hundred_faults_are_told() {
    String items =
        IntStream.range(0, 300).mapToObj(String::valueOf).collect(joining(",", "[", "]"));

    List<Fault> faults = judge("{\"items\":{\"type\":\"string\"}}", items);

    assertThat(faults).hasSize(100);
    assertThat(faults.getFirst().pointer()).isEqualTo("/0");
    assertThat(faults.getLast().pointer()).isEqualTo("/99");
  }

  @Test
  default void more_than_ten_thousand_faults_are_too_much_work() {
    var compiled = sound("{\"items\":{\"type\":\"string\"}}");
    String items = "[" + "1,".repeat(9_999) + "1]";

    assertThat(compiled.judge(json(items))).hasSize(100);
    assertThat(compiled.judge(json("[1," + items.substring(1))))
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.TOO_COSTLY);
  }

  @Test
  default void no_fault_holds_the_judged_value() {
    String secret = "s3cr3t-v4lu3";
    for (String schema :
        List.of(
            "{'type':'integer'}",
            "{'enum':['a']}",
            "{'const':1}",
            "{'pattern':'^x$'}",
            "{'maxLength':1}",
            "{'not':{'type':'string'}}",
            "{'oneOf':[{'type':'string'},true]}",
            "{'anyOf':[{'type':'null'},{'minLength':99}]}",
            "{'items':{'type':'integer'}}",
            "{'contains':{'type':'integer'}}",
            "{'uniqueItems':true}",
            "{'properties':{'k':{'const':'x'}}}",
            "{'additionalProperties':{'type':'null'}}",
            "{'unevaluatedProperties':{'enum':[]}}",
            "{'if':true,'then':{'type':'null'}}",
            "{'dependentSchemas':{'k':{'required':['other']}}}")) {
      var compiled = sound(schema.replace('\'', '"'));

      List<Fault> faults =
          Stream.of(
                  Json.string(secret),
                  Json.array(Json.string(secret), Json.string(secret)),
                  Json.object().put("k", secret).build())
              .flatMap(value -> compiled.judge(value).stream())
              .toList();

      assertThat(faults).as(schema).isNotEmpty();
      assertThat(faults.toString()).as(schema).doesNotContain(secret);
    }
  }

  @Test
  default void a_contains_is_called_so() {
    assertThat(judge("{\"contains\":{\"const\":1}}", "[2]"))
        .extracting(Fault::keyword)
        .containsExactly("contains");
    assertThat(judge("{\"contains\":{\"const\":1},\"minContains\":2}", "[1]"))
        .extracting(Fault::keyword)
        .containsExactly("minContains");
  }

  // Budget

  @Test
  @Timeout(60)
  default void work_that_doubles_without_end_is_a_fault() {
    String doubling =
        IntStream.range(0, 28)
            .mapToObj(
                i ->
                    "\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
                        .formatted(i, i + 1, i + 1))
            .collect(joining(",", "{\"$ref\":\"#/$defs/d0\",\"$defs\":{", ",\"d28\":{}}}"));

    List<Fault> faults = judge(doubling, "1");

    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst().pointer()).isEmpty();
  }

  @Test
  @Timeout(120)
  default void many_members_and_many_expressions_are_judged_or_given_up_in_time() {
    String expressions =
        IntStream.range(0, 500)
            .mapToObj(i -> "\"^a%d.*b.*c$\":{}".formatted(i))
            .collect(joining(",", "{\"patternProperties\":{", "}}"));
    var members = Json.object();
    IntStream.range(0, 20_000).forEach(i -> members.put("a" + i + "b".repeat(20), i));
    var compiled = sound(expressions);
    long start = System.nanoTime();

    List<Fault> faults = compiled.judge(members.build());

    assertThat(faults).hasSizeLessThanOrEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  @Timeout(120)
  default void unevaluated_members_of_many_branches_are_judged_or_given_up_in_time() {
    String nested =
        "{\"unevaluatedProperties\":false,\"allOf\":[".repeat(20)
            + "{\"properties\":{\"a1\":true}}"
            + "]}".repeat(20);
    var members = Json.object();
    IntStream.range(0, 2_000).forEach(i -> members.put("a" + i, i));

    List<Fault> faults = sound(nested).judge(members.build());

    assertThat(faults).isNotEmpty();
  }

  @Test
  @Timeout(60)
  default void a_value_that_nests_without_end_is_a_fault() {
    Json deep = Json.array();
    for (int i = 0; i < 100_000; i++) {
      deep = Json.array(deep);
    }

    List<Fault> faults = sound("{\"items\":{\"$ref\":\"#\"}}").judge(deep);

    assertThat(faults).hasSize(1);
  }

  @Test
  default void a_deep_value_is_judged_on_an_ordinary_thread() throws Exception {
    String schema =
        """
        {"$ref":"#/$defs/any","$defs":{"any":{"anyOf":[{"$ref":"#/$defs/list"},{"type":"null"}]},
         "list":{"allOf":[{"type":"array"},{"items":{"$ref":"#/$defs/any"}}]}}}\
        """;
    var compiled = sound(schema);
    Json deep = json("[".repeat(60) + "null" + "]".repeat(60));

    for (var threads :
        List.of(
            Executors.newSingleThreadExecutor(Thread.ofPlatform().factory()),
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()))) {
      try (threads) {
        assertThat(threads.submit(() -> compiled.judge(deep)).get(30, TimeUnit.SECONDS)).isEmpty();
      }
    }
  }

  @Test
  default void one_schema_serves_many_threads() throws Exception {
    var compiled =
        sound(
            "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"pattern\":\"^x\"}}}");
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var judged =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                            String text = i % 2 == 0 ? "x" : "y";
                            return compiled.judge(Json.object().put("a", text).build()).isEmpty();
                          }))
              .toList();

      go.countDown();

      for (int i = 0; i < judged.size(); i++) {
        assertThat(judged.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i % 2 == 0);
      }
    }
  }

  // Strings

  @Test
  default void a_property_allows_a_string_unless_types_or_lists_say_otherwise() {
    var schema =
        sound(
            """
            {"properties":{
               "free":{}, "text":{"type":"string"}, "number":{"type":"number"},
               "either":{"type":["integer","string"]}, "none":{"type":["integer","null"]},
               "listed":{"enum":[1,"a"]}, "numbers":{"enum":[1,2]}, "only":{"const":true},
               "referred":{"$ref":"#/$defs/port"}, "all":{"allOf":[{"type":"string"},{"type":"integer"}]},
               "any":{"anyOf":[{"type":"integer"},{"type":"string"}]},
               "one":{"oneOf":[{"type":"integer"},{"type":"boolean"}]},
               "excluded":{"not":{"type":"string"}}, "never":false},
             "patternProperties":{"^N_":{"type":"number"}},
             "additionalProperties":{"type":"boolean"},
             "allOf":[{"properties":{"outside":{"type":"integer"}}}],
             "$defs":{"port":{"$ref":"#/$defs/integer"},"integer":{"type":"integer"}}}\
            """);

    assertThat(Stream.of("free", "text", "either", "listed", "any", "never"))
        .allMatch(schema::allowsString);
    assertThat(
            Stream.of(
                "number",
                "none",
                "numbers",
                "only",
                "referred",
                "all",
                "one",
                "excluded",
                "N_X",
                "another",
                "outside"))
        .noneMatch(schema::allowsString);
  }

  @Test
  default void a_schema_that_says_nothing_of_a_property_allows_a_string() {
    assertThat(sound("{}").allowsString("a")).isTrue();
    assertThat(sound("{\"type\":\"object\",\"required\":[\"a\"]}").allowsString("a")).isTrue();
  }

  @Test
  default void the_properties_of_a_schema_referred_to_count() {
    String schema =
        """
        {"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/config",
         "properties":{"b":{"type":"integer"}},
         "definitions":{"config":{"properties":{"a":{"type":"integer"}}}}}\
        """;

    assertThat(sound(schema).allowsString("a")).isFalse();
    assertThat(sound(schema).allowsString("b")).as("silenced by the reference").isTrue();
  }

  @Test
  @Timeout(60)
  default void whether_a_string_is_allowed_is_told_in_time() {
    String doubling =
        IntStream.range(0, 28)
            .mapToObj(
                i ->
                    "\"d%d\":{\"anyOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
                        .formatted(i, i + 1, i + 1))
            .collect(
                joining(
                    ",",
                    "{\"additionalProperties\":{\"$ref\":\"#/$defs/d0\"},\"$defs\":{",
                    ",\"d28\":{\"type\":\"integer\"}}}"));

    assertThat(sound(doubling).allowsString("a")).isFalse();
  }

  // Reading

  @Test
  default void a_text_that_spells_a_value_is_read() {
    assertThat(checks().read(" [1.50, true, null, \"\\u00e4\", {\"a\": {}}] "))
        .contains(
            Json.array(
                Json.number("1.5"),
                Json.bool(true),
                Json.nothing(),
                Json.string("ä"),
                Json.object().put("a", Json.JsonObject.empty()).build()));
    assertThat(checks().read("12345678901234567890.123456789").map(Json::toText))
        .contains("12345678901234567890.123456789");
    assertThat(checks().read("-0").map(Json::toText)).contains("-0");
  }

  @Test
  default void a_text_that_spells_none_is_not() {
    for (String text :
        List.of(
            "",
            " ",
            "abc",
            "tru",
            "01",
            "+1",
            "1.",
            ".5",
            "NaN",
            "Infinity",
            "0x10",
            "'a'",
            "{a:1}",
            "[1,]",
            "{\"a\":1,}",
            "1 2",
            "[1",
            "\"a",
            "{\"a\":1,\"a\":2}",
            "// 1",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\t\"",
            "1" + "0".repeat(1_000),
            "1e1001",
            "1e99999999999",
            "[".repeat(65) + "]".repeat(65),
            "[".repeat(100_000))) {
      assertThat(checks().read(text)).as(text.length() > 50 ? "long" : text).isEmpty();
    }
    assertThat(checks().read("[".repeat(64) + "]".repeat(64))).isPresent();
    assertThat(checks().read("1e1000")).isPresent();
  }

  // What would cost too much to look at.

  /** What kinds of fault a schema has. */
  private List<Fault.Kind> kinds(String schema) {
    return switch (compile(schema)) {
      case Compiled.Sound sound -> List.of();
      case Compiled.Unsound(var faults) -> faults.stream().map(Fault::kind).distinct().toList();
    };
  }

  @Test
  default void a_reference_to_another_document_is_told_apart_from_other_faults() {
    assertThat(kinds("{\"$ref\":\"https://example.org/other\"}"))
        .containsExactly(Fault.Kind.REMOTE_REFERENCE);
    assertThat(kinds("{\"$ref\":\"#/$defs/none\"}")).containsExactly(Fault.Kind.UNSOUND);
    assertThat(kinds("{\"enum\":[{\"$ref\":\"https://example.org/other\"}]}")).isEmpty();
  }

  @Test
  @Timeout(20)
  default void a_schema_whose_references_could_each_lead_to_thousands_of_places_is_refused() {
    var places =
        IntStream.range(0, 4_000).mapToObj(i -> "{\"$dynamicAnchor\":\"a\"}").collect(joining(","));
    var references =
        IntStream.range(0, 4_000).mapToObj(i -> "{\"$dynamicRef\":\"#a\"}").collect(joining(","));

    var kinds =
        kinds(
            "{\"$defs\":{\"p\":{\"prefixItems\":["
                + places
                + "]},\"r\":{\"prefixItems\":["
                + references
                + "]}}}");

    assertThat(kinds).contains(Fault.Kind.TOO_COSTLY);
  }

  @Test
  @Timeout(20)
  default void a_long_name_with_much_below_it_is_refused() {
    var name = "x".repeat(40_000);
    var much = IntStream.range(0, 50_000).mapToObj(i -> "1").collect(joining(","));

    assertThat(kinds("{\"properties\":{\"" + name + "\":{\"allOf\":[" + much + "]}}}"))
        .containsExactly(Fault.Kind.TOO_COSTLY);
    assertThat(
            judge(
                "{\"additionalProperties\":{\"items\":false}}",
                "{\"" + name + "\":[" + much + "]}"))
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.TOO_COSTLY);
  }
}

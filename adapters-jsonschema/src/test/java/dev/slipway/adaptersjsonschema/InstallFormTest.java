package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.domain.installform.FieldCondition;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.installform.FormField;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.FormWarning;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.Resolution;
import dev.slipway.domain.installform.Widget;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Forms as sections 6 and 7 of the contract's packages page say, drawn from real schemas. */
class InstallFormTest {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  /** JSON, where single quotes stand for double ones. */
  private static Json json(String text) {
    return CHECKS.read(text.replace('\'', '"')).orElseThrow(() -> new AssertionError(text));
  }

  private static SchemaChecks.CompiledSchema schema(String text) {
    return switch (CHECKS.compile((Json.JsonObject) json(text))) {
      case Compiled.Sound(var compiled) -> compiled;
      case Compiled.Unsound(var faults) -> throw new AssertionError(faults);
    };
  }

  private static Resolution resolve(String schema, String values) {
    return switch (InstallForm.resolve(schema(schema), (Json.JsonObject) json(values))) {
      case InstallForm.Outcome.Resolved(var resolution) -> resolution;
      case InstallForm.Outcome.TooCostly costly -> throw new AssertionError("too costly");
    };
  }

  private static FormPlan plan(String schema) {
    return resolve(schema, "{}").plan();
  }

  /** The field of a schema of one property {@code a}. */
  private static FormField field(String property) {
    return plan("{'properties':{'a':" + property + "}}").fields().getFirst();
  }

  private static FormField field(FormPlan plan, String pointer) {
    return all(plan.fields().stream())
        .filter(field -> field.pointer().equals(pointer))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no field at " + pointer));
  }

  private static Stream<FormField> all(Stream<FormField> fields) {
    return fields.flatMap(
        field ->
            Stream.concat(
                Stream.of(field),
                all(Stream.concat(field.fields().stream(), field.items().stream()))));
  }

  private static FieldCondition in(String pointer, String... values) {
    return new FieldCondition.In(pointer, Stream.of(values).map(InstallFormTest::json).toList());
  }

  @Nested
  class A_widget {

    @Test
    void follows_from_the_type() {
      assertThat(field("{'type':'string'}").widget()).isEqualTo(Widget.TEXT);
      assertThat(field("{'type':'boolean'}").widget()).isEqualTo(Widget.CHECKBOX);
      assertThat(field("{'type':'integer'}").widget()).isEqualTo(Widget.NUMBER);
      assertThat(field("{'type':'number'}").widget()).isEqualTo(Widget.NUMBER);
      assertThat(field("{'enum':['a',1,null]}").widget()).isEqualTo(Widget.SELECT);
      assertThat(field("{'const':7}").widget()).isEqualTo(Widget.SELECT);
      assertThat(field("{'oneOf':[{'const':'a'},{'const':'b'}]}").widget())
          .isEqualTo(Widget.SELECT);
      assertThat(field("{'anyOf':[{'type':'string','const':'a'},{'const':2}]}").widget())
          .isEqualTo(Widget.SELECT);
      assertThat(field("{'type':'array','uniqueItems':true,'items':{'enum':['a','b']}}").widget())
          .isEqualTo(Widget.MULTISELECT);
      assertThat(field("{'type':'array','items':{'enum':['a','b']}}").widget())
          .isEqualTo(Widget.LIST);
      assertThat(field("{'type':'object','properties':{'b':{}}}").widget())
          .isEqualTo(Widget.OBJECT);
      assertThat(field("{'properties':{'b':{}}}").widget()).isEqualTo(Widget.OBJECT);
      assertThat(field("{'type':'object','additionalProperties':{'type':'string'}}").widget())
          .isEqualTo(Widget.MAP);
    }

    @Test
    void is_json_for_whatever_else_there_is() {
      for (String other :
          List.of(
              "{}",
              "true",
              "{'type':'object'}",
              "{'type':'object','additionalProperties':false}",
              "{'type':'object','patternProperties':{'^a':{}}}",
              "{'type':'array'}",
              "{'type':'array','prefixItems':[{'type':'string'}]}",
              "{'type':['string','integer']}",
              "{'type':'null'}",
              "{'anyOf':[{'type':'string'},{'type':'integer'}]}",
              "{'type':'string','anyOf':[{'pattern':'^a'},{'pattern':'^b'}]}",
              "{'allOf':[{'type':'string'},{'type':'integer'}]}",
              "false")) {
        assertThat(field(other).widget()).as(other).isEqualTo(Widget.JSON);
      }
    }

    @Test
    void is_that_of_the_type_beside_null() {
      for (String nullable :
          List.of(
              "{'type':['integer','null']}",
              "{'anyOf':[{'type':'integer'},{'type':'null'}]}",
              "{'oneOf':[{'type':'null'},{'type':'integer'}]}")) {
        assertThat(field(nullable))
            .as(nullable)
            .extracting(FormField::widget, FormField::nullable)
            .containsExactly(Widget.NUMBER, true);
      }
      assertThat(field("{'type':'integer'}").nullable()).isFalse();
    }

    @Test
    void offers_null_only_where_it_fits() {
      assertThat(field("{'type':['string','null'],'enum':['a','b']}").nullable()).isFalse();
      assertThat(field("{'type':['string','null'],'enum':['a',null]}").nullable()).isTrue();
      assertThat(field("{'enum':['a',null]}").nullable()).isTrue();
      assertThat(field("{'type':['string','null'],'not':{'type':'null'}}").nullable()).isFalse();
    }

    @Test
    void offers_only_choices_of_an_allowed_type() {
      assertThat(field("{'type':'integer','enum':[1,2.0,2.5,'3',null]}").choices())
          .extracting(choice -> choice.value().toText())
          .containsExactly("1", "2.0");
    }

    @Test
    void is_json_where_an_alternative_to_an_object_is_none() {
      var field = field("{'oneOf':[{'type':'string'},{'type':'object','properties':{'name':{}}}]}");

      assertThat(field.widget()).isEqualTo(Widget.JSON);
    }

    @Test
    void merges_a_reference_and_a_single_allOf() {
      var plan =
          plan(
              """
              {'$defs':{'port':{'type':'integer','minimum':1,'title':'A port'}},
               'properties':{'a':{'$ref':'#/$defs/port','maximum':9},
                             'b':{'allOf':[{'$ref':'#/$defs/port'}],'title':'B'}}}
              """);

      assertThat(plan.fields())
          .extracting(FormField::widget, FormField::label, f -> f.constraints().toText())
          .containsExactly(
              tuple(Widget.NUMBER, "A port", "{\"minimum\":1,\"maximum\":9}"),
              tuple(Widget.NUMBER, "B", "{\"minimum\":1}"));
    }

    @Test
    void is_the_author_s_where_it_fits_and_else_a_warning() {
      var plan =
          plan(
              """
              {'properties':{
                'a':{'type':'integer','x-ui':{'widget':'slider'}},
                'b':{'type':'string','x-ui':{'widget':'textarea'}},
                'c':{'type':'string','x-ui':{'widget':'password'}},
                'd':{'enum':[1,2],'x-ui':{'widget':'select'}},
                'e':{'type':'boolean','x-ui':{'widget':'slider'}},
                'f':{'type':'string','x-ui':{'widget':'colour'}}}}
              """);

      assertThat(plan.fields())
          .extracting(FormField::widget)
          .containsExactly(
              Widget.SLIDER,
              Widget.TEXTAREA,
              Widget.PASSWORD,
              Widget.SELECT,
              Widget.CHECKBOX,
              Widget.TEXT);
      assertThat(plan.warnings()).extracting(FormWarning::pointer).containsExactly("/e", "/f");
    }

    @Test
    void warns_of_alternatives_that_no_whole_number_fits() {
      var plan = plan("{'properties':{'a':{'oneOf':[{'type':'integer'},{'type':'number'}]}}}");

      assertThat(plan.fields().getFirst().widget()).isEqualTo(Widget.JSON);
      assertThat(plan.warnings())
          .singleElement()
          .satisfies(warning -> assertThat(warning.message()).startsWith("no whole number fits"));
    }
  }

  @Nested
  class The_order {

    @Test
    void is_by_number_and_then_as_written() {
      var plan =
          plan(
              """
              {'properties':{'d':{},'c':{'x-ui':{'order':2}},'b':{'x-ui':{'order':1.5}},
                             'a':{},'e':{'x-ui':{'order':'first'}}}}
              """);

      assertThat(plan.fields())
          .extracting(FormField::name)
          .containsExactly("b", "c", "d", "a", "e");
      assertThat(plan.warnings()).extracting(FormWarning::pointer).containsExactly("/e");
    }

    @Test
    void puts_what_has_no_group_first_and_groups_by_their_first_field() {
      var plan =
          plan(
              """
              {'properties':{'a':{'x-ui':{'group':'Two','order':2}},'b':{'x-ui':{'group':'One'}},
                             'c':{},'d':{'x-ui':{'group':'Two'}}}}
              """);

      assertThat(plan.groups())
          .extracting(
              FormPlan.Group::title, group -> group.fields().stream().map(FormField::name).toList())
          .containsExactly(
              tuple(Optional.empty(), List.of("c")),
              tuple(Optional.of("Two"), List.of("a", "d")),
              tuple(Optional.of("One"), List.of("b")));
    }
  }

  @Nested
  class A_label {

    @Test
    void is_the_title_or_the_name_in_words() {
      var plan =
          plan(
              """
              {'properties':{'dbHost':{},'HTTPPort':{},'max_size-of it':{},'x':{'title':'The X'},
                             'replicas2Max':{},'URL':{},'ünderÄrger':{},'__':{}}}
              """);

      assertThat(plan.fields())
          .extracting(FormField::label)
          .containsExactly(
              "Db host",
              "Http port",
              "Max size of it",
              "The X",
              "Replicas2 max",
              "Url",
              "Ünder ärger",
              "__");
    }
  }

  @Nested
  class Requiredness {

    @Test
    void is_honest_about_defaults() {
      var plan =
          plan(
              """
              {'properties':{'a':{'type':'string'},'b':{'type':'string','default':'x'},
                             'c':{'type':'string','default':7},'d':{}},
               'required':['a','b','c','undeclared']}
              """);

      assertThat(plan.fields())
          .extracting(FormField::name, FormField::required, FormField::initial)
          .containsExactly(
              tuple("a", true, Optional.empty()),
              tuple("b", false, Optional.of(Json.string("x"))),
              tuple("c", true, Optional.empty()),
              tuple("d", false, Optional.empty()),
              tuple("undeclared", true, Optional.empty()));
      assertThat(field(plan, "/undeclared").widget()).isEqualTo(Widget.JSON);
      assertThat(plan.warnings()).extracting(FormWarning::pointer).containsExactly("/c");
    }

    @Test
    void looks_for_a_default_in_every_declaration() {
      var plan =
          plan(
              """
              {'allOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'a':{'default':'x'}}}],
               'required':['a']}
              """);

      assertThat(field(plan, "/a"))
          .extracting(FormField::required, FormField::initial)
          .containsExactly(false, Optional.of(Json.string("x")));
    }

    @Test
    void is_not_claimed_of_items_for_which_only_the_server_can_tell() {
      var plan =
          plan(
              """
              {'properties':{'l':{'type':'array','items':{
                 'properties':{'n':{'type':'integer'},'m':{'type':'string'}},
                 'if':{'properties':{'n':{'minimum':5}}},'then':{'required':['m']}}}}}
              """);

      assertThat(field(plan, "/l/-/m"))
          .extracting(FormField::required, FormField::dynamic)
          .containsExactly(false, true);
    }

    @Test
    void of_what_is_forbidden_is_a_warning() {
      var plan = plan("{'properties':{'a':{}},'required':['b'],'additionalProperties':false}");

      assertThat(plan.warnings())
          .containsExactly(
              new FormWarning(
                  "/b",
                  "the schema asks for this and allows nothing of this name, so no value is"
                      + " right"));
    }

    @Test
    void of_one_or_another_is_a_warning() {
      var plan =
          plan(
              """
              {'properties':{'s':{'type':'object','properties':{'a':{},'b':{},'c':{}},
                 'oneOf':[{'required':['a']},{'required':['b','c']}]}}}
              """);

      assertThat(plan.warnings())
          .containsExactly(
              new FormWarning("/s", "exactly one of these must be filled in: a; b and c"));
    }

    @Test
    void of_alternatives_that_a_member_tells_apart_is_no_warning() {
      var plan =
          plan(
              """
              {'properties':{'type':{'enum':['git','http']}},
               'oneOf':[{'properties':{'type':{'const':'git'},'repo':{}},'required':['repo']},
                        {'properties':{'type':{'const':'http'},'url':{}},'required':['url']}]}
              """);

      assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void depends_on_another_member_where_the_schema_says_so() {
      var plan =
          plan(
              """
              {'properties':{'tls':{'type':'boolean'},'key':{'type':'string'}},
               'dependentRequired':{'tls':['key']}}
              """);

      assertThat(field(plan, "/key").required()).isFalse();
      assertThat(field(plan, "/key").requiredWhen())
          .containsExactly(new FieldCondition.Present("/tls"));
    }
  }

  @Nested
  class A_conditional_field {

    private static final String TLS =
        """
        {'properties':{'mode':{'enum':['off','own','auto'],'default':'off'}},
         'if':{'properties':{'mode':{'const':'own'}},'required':['mode']},
         'then':{'properties':{'cert':{'type':'string'}},'required':['cert']},
         'else':{'properties':{'mail':{'type':'string'}}}}
        """;

    @Test
    void says_when_it_is_asked_for_and_when_it_must_be_answered() {
      var plan = plan(TLS);

      assertThat(plan.fields())
          .extracting(
              FormField::name,
              FormField::required,
              FormField::dynamic,
              FormField::when,
              FormField::requiredWhen)
          .containsExactly(
              tuple("mode", false, false, List.of(), List.of()),
              tuple(
                  "cert",
                  false,
                  false,
                  List.of(in("/mode", "'own'")),
                  List.of(in("/mode", "'own'"))),
              tuple("mail", false, false, List.of(in("/mode", "'off'", "'auto'")), List.of()));
    }

    @Test
    void is_told_without_required_where_a_default_brings_the_member() {
      var plan =
          plan(
              """
              {'properties':{'tls':{'type':'boolean','default':false}},
               'if':{'properties':{'tls':{'const':true}}},
               'then':{'properties':{'cert':{}}},'else':{'properties':{'port':{}}}}
              """);

      assertThat(plan.fields())
          .extracting(FormField::name, FormField::dynamic, FormField::when)
          .containsExactly(
              tuple("tls", false, List.of()),
              tuple("cert", false, List.of(in("/tls", "true"))),
              tuple("port", false, List.of(in("/tls", "false"))));
    }

    @Test
    void is_told_of_a_member_deeper_down_where_defaults_bring_it() {
      var schema =
          """
          {'properties':{'disk':{'type':'object','default':{},'properties':{
             'on':{'type':'boolean','default':true}}}},
           'if':{'properties':{'disk':{'properties':{'on':{'const':true}}}}},
           'then':{'required':['size'],'properties':{'size':{'type':'string'}}}}
          """;

      assertThat(field(plan(schema), "/size"))
          .extracting(FormField::dynamic, FormField::when, FormField::requiredWhen)
          .containsExactly(false, List.of(in("/disk/on", "true")), List.of(in("/disk/on", "true")));
      assertThat(field(plan(schema.replace("'default':{},", "")), "/size").dynamic()).isTrue();
    }

    @Test
    void is_dynamic_where_the_member_may_be_absent_because_the_condition_holds_then() {
      var schema =
          """
          {'properties':{'mode':{'enum':['a','b']},'x':{'type':'string'}},
           'if':{'properties':{'mode':{'const':'a'}}},'then':{'required':['x']}}
          """;

      assertThat(field(plan(schema), "/x"))
          .extracting(FormField::dynamic, FormField::required)
          .containsExactly(true, true);
      assertThat(field(resolve(schema, "{'mode':'b'}").plan(), "/x"))
          .extracting(FormField::dynamic, FormField::required)
          .containsExactly(true, false);
    }

    @Test
    void is_dynamic_where_looking_does_not_tell() {
      var schema =
          """
          {'properties':{'n':{'type':'integer','default':1}},
           'if':{'properties':{'n':{'minimum':5}}},
           'then':{'properties':{'big':{'type':'string'}},'required':['big']},
           'else':{'properties':{'small':{'type':'string'}}}}
          """;

      var small = plan(schema);
      var big = resolve(schema, "{'n':6}").plan();

      assertThat(field(small, "/small"))
          .extracting(FormField::dynamic, FormField::when)
          .containsExactly(true, List.of());
      assertThat(field(small, "/big"))
          .extracting(FormField::dynamic, FormField::when, FormField::required)
          .containsExactly(true, List.of(in("/big")), false);
      assertThat(field(big, "/big"))
          .extracting(FormField::dynamic, FormField::when, FormField::required)
          .containsExactly(true, List.of(), true);
    }

    @Test
    void of_alternatives_that_a_member_tells_apart_appears_once() {
      var plan =
          plan(
              """
              {'oneOf':[
                {'properties':{'kind':{'const':'s3'},'bucket':{'type':'string'},'size':{}},
                 'required':['kind','bucket']},
                {'properties':{'kind':{'const':'disk'},'path':{'type':'string'},'size':{}},
                 'required':['kind']}]}
              """);

      assertThat(plan.fields())
          .extracting(FormField::name, FormField::when, FormField::requiredWhen)
          .containsExactly(
              tuple("kind", List.of(), List.of()),
              tuple("bucket", List.of(in("/kind", "'s3'")), List.of(in("/kind", "'s3'"))),
              tuple("size", List.of(in("/kind", "'s3'", "'disk'")), List.of()),
              tuple("path", List.of(in("/kind", "'disk'")), List.of()));
      assertThat(field(plan, "/kind"))
          .extracting(FormField::widget, FormField::required)
          .containsExactly(Widget.SELECT, true);
      assertThat(field(plan, "/kind").choices())
          .extracting(FormField.Choice::title)
          .containsExactly("s3", "disk");
    }

    @Test
    void of_two_conditions_that_no_list_joins_is_one_and_dynamic() {
      var schema =
          """
          {'properties':{'a':{'type':'boolean','default':false},'b':{'enum':['x','y'],'default':'x'}},
           'allOf':[
             {'if':{'properties':{'a':{'const':true}}},
              'then':{'properties':{'c':{'type':'string'}},'required':['c']}},
             {'if':{'properties':{'b':{'const':'y'}}},
              'then':{'properties':{'c':{'type':'string'}},'required':['c']}}]}
          """;

      assertThat(plan(schema).fields())
          .extracting(FormField::name, FormField::dynamic, FormField::when)
          .containsExactly(
              tuple("a", false, List.of()),
              tuple("b", false, List.of()),
              tuple("c", true, List.of(in("/c"))));
      assertThat(field(resolve(schema, "{'b':'y'}").plan(), "/c"))
          .extracting(FormField::required, FormField::when)
          .containsExactly(true, List.of());
    }

    @Test
    void of_alternatives_with_titles_is_chosen_by_them() {
      var plan =
          plan(
              """
              {'oneOf':[
                {'title':'Object store','description':'Elsewhere','properties':{'kind':{'const':'s3'}}},
                {'title':'Disk','properties':{'kind':{'enum':['ssd','hdd']}}}]}
              """);

      assertThat(field(plan, "/kind").choices())
          .containsExactly(
              new FormField.Choice(Json.string("s3"), "Object store", Optional.of("Elsewhere")),
              new FormField.Choice(Json.string("ssd"), "ssd", Optional.empty()),
              new FormField.Choice(Json.string("hdd"), "hdd", Optional.empty()));
    }

    @Test
    void of_alternatives_that_nothing_tells_apart_is_json() {
      var plan =
          plan(
              """
              {'properties':{'a':{'type':'string'}},
               'anyOf':[{'required':['a']},{'properties':{'b':{'type':'string'}}}]}
              """);

      assertThat(plan.fields())
          .extracting(FormField::name, FormField::widget)
          .containsExactly(tuple("a", Widget.TEXT), tuple("b", Widget.JSON));
    }

    @Test
    void of_dependent_schemas_is_dynamic() {
      var schema =
          """
          {'properties':{'a':{'type':'string'}},
           'dependentSchemas':{'a':{'properties':{'b':{'type':'integer'}}}}}
          """;

      assertThat(field(plan(schema), "/b"))
          .extracting(FormField::dynamic, FormField::when)
          .containsExactly(true, List.of(in("/b")));
      assertThat(field(resolve(schema, "{'a':'x'}").plan(), "/b"))
          .extracting(FormField::dynamic, FormField::when)
          .containsExactly(true, List.of());
    }

    @Test
    void splits_the_dependencies_of_draft_7() {
      var plan =
          plan(
              """
              {'$schema':'http://json-schema.org/draft-07/schema#',
               'properties':{'a':{},'b':{}},
               'dependencies':{'a':['b'],'b':{'properties':{'c':{'type':'string'}}}}}
              """);

      assertThat(plan.dialect()).isEqualTo("draft-07");
      assertThat(field(plan, "/b").requiredWhen())
          .containsExactly(new FieldCondition.Present("/a"));
      assertThat(field(plan, "/c").dynamic()).isTrue();
    }
  }

  @Nested
  class Nesting {

    @Test
    void gives_items_and_values_pointers_of_their_own() {
      var plan =
          plan(
              """
              {'properties':{'l':{'type':'array','items':{'properties':{'x':{'type':'string'}}}},
                             'm':{'type':'object','additionalProperties':{'type':'integer'}},
                             'a/b':{'properties':{'c~d':{'type':'string'}}}}}
              """);

      assertThat(all(plan.fields().stream()))
          .extracting(FormField::pointer)
          .containsExactly("/l", "/l/-", "/l/-/x", "/m", "/m/*", "/a~1b", "/a~1b/c~0d");
    }

    @Test
    void ends_in_json_where_a_reference_is_open_already() {
      var plan =
          plan(
              """
              {'$defs':{'node':{'type':'object','properties':{
                  'name':{'type':'string'},
                  'children':{'type':'array','items':{'$ref':'#/$defs/node'}}}}},
               'properties':{'tree':{'$ref':'#/$defs/node'}}}
              """);

      assertThat(field(plan, "/tree/children/-").widget()).isEqualTo(Widget.JSON);
    }

    @Test
    void ends_in_json_with_a_warning_where_it_is_too_deep() {
      var schema = new StringBuilder("{'type':'string'}");
      for (int i = 0; i < 20; i++) {
        schema.insert(0, "{'properties':{'a':").append("}}");
      }

      var plan = plan(schema.toString());

      assertThat(all(plan.fields().stream())).hasSize(16);
      assertThat(field(plan, "/a".repeat(16)).widget()).isEqualTo(Widget.JSON);
      assertThat(plan.warnings()).hasSize(1);
    }
  }

  @Nested
  class Values_of_any_name {

    @Test
    void are_one_field_for_all() {
      var plan =
          plan(
              "{'additionalProperties':{'properties':{'url':{'type':'string'}}},'minProperties':1}");

      assertThat(all(plan.fields().stream()))
          .extracting(FormField::pointer, FormField::widget, FormField::label)
          .containsExactly(
              tuple("", Widget.MAP, "Values"),
              tuple("/*", Widget.OBJECT, "Value"),
              tuple("/*/url", Widget.TEXT, "Url"));
    }

    @Test
    void are_json_where_expressions_name_them() {
      var plan = plan("{'patternProperties':{'^[a-z]+$':{'type':'string'}}}");

      assertThat(plan.fields())
          .extracting(FormField::pointer, FormField::widget)
          .containsExactly(tuple("", Widget.JSON));
    }

    @Test
    void are_no_field_where_nothing_is_said_of_them() {
      for (String open : List.of("{}", "{'type':'object'}", "{'additionalProperties':true}")) {
        assertThat(plan(open).groups()).isEmpty();
      }
    }
  }

  @Nested
  class A_sensitive_value {

    private static final String SECRET =
        """
        {'properties':{
           'password':{'type':'string','writeOnly':true,'default':'hunter2'},
           'token':{'type':'string','x-ui':{'sensitive':true},'enum':['t0ken','other']},
           'db':{'type':'object','properties':{'key':{'type':'string','format':'password'}},
                 'default':{'key':'k3y'}}}}
        """;

    @Test
    void is_never_told() {
      var resolution = resolve(SECRET, "{'token':'wr0ng'}");

      assertThat(resolution.plan().toString()).doesNotContain("hunter2", "k3y");
      assertThat(resolution.effective())
          .isEqualTo(json("{'password':'********','token':'********','db':{'key':'********'}}"));
      assertThat(resolution.errors())
          .containsExactly(
              new FormError(
                  "/token", "enum", Json.string("********"), "Must be one of the allowed values."));
    }

    @Test
    void hides_the_limit_of_alternatives_only_where_they_list_values() {
      var schema =
          """
          {'properties':{'k':{'writeOnly':true},'l':{}},
           'oneOf':[{'required':['k']},{'required':['l']}],
           'anyOf':[{'properties':{'k':{'const':'hunter2'}}},{'properties':{'k':{'const':'x'}}}]}
          """;

      var errors = resolve(schema, "{'k':'y','l':1}").errors();

      assertThat(errors)
          .extracting(FormError::keyword, FormError::limit)
          .contains(
              tuple("oneOf", json("[{'required':['k']},{'required':['l']}]")),
              tuple("anyOf", Json.string("********")));
      assertThat(errors.toString()).doesNotContain("hunter2");
    }

    @Test
    void is_filled_in_with_a_password() {
      assertThat(field(plan(SECRET), "/db/key"))
          .extracting(FormField::widget, FormField::sensitive, FormField::initial)
          .containsExactly(Widget.PASSWORD, true, Optional.empty());
    }

    @Test
    void is_found_through_expressions_alternatives_and_undeclared_members() {
      var schema =
          """
          {'patternProperties':{'^p':{'writeOnly':true}},
           'additionalProperties':{'properties':{'x':{'x-ui':{'widget':'password'}}}},
           'properties':{'one':{'oneOf':[
              {'properties':{'k':{'const':'secret'},'v':{'x-ui':{'sensitive':true}}}},
              {'properties':{'k':{'const':'open'},'v':{}}}]}}}
          """;

      assertThat(
              resolve(schema, "{'pa':1,'other':{'x':2,'y':3},'one':{'k':'secret','v':4}}")
                  .effective())
          .isEqualTo(
              json(
                  "{'pa':'********','other':{'x':'********','y':3},'one':{'k':'secret','v':'********'}}"));
      assertThat(resolve(schema, "{'one':{'k':'open','v':4}}").effective())
          .isEqualTo(json("{'one':{'k':'open','v':4}}"));
    }
  }

  @Nested
  class Effective_values {

    @Test
    void have_the_defaults_of_what_is_absent_outermost_first() {
      var schema =
          """
          {'properties':{
             'a':{'default':1},
             'o':{'default':{'x':1},'properties':{'x':{'default':2},'y':{'default':3}}},
             'p':{'properties':{'x':{'default':2}}},
             'l':{'items':{'properties':{'x':{'default':4}}}},
             'n':{'default':null}}}
          """;

      assertThat(resolve(schema, "{'l':[{},{'x':5}]}").effective())
          .isEqualTo(json("{'l':[{'x':4},{'x':5}],'a':1,'o':{'x':1,'y':3},'n':null}"));
      assertThat(resolve(schema, "{'a':9,'p':{}}").effective())
          .isEqualTo(json("{'a':9,'p':{'x':2},'o':{'x':1,'y':3},'n':null}"));
    }

    @Test
    void have_those_of_arms_that_apply_after_the_object_s_own() {
      var schema =
          """
          {'properties':{'mode':{'default':'b'}},
           'if':{'properties':{'mode':{'const':'b'}},'required':['mode']},
           'then':{'properties':{'x':{'default':1}}},
           'else':{'properties':{'x':{'default':2}}}}
          """;

      assertThat(resolve(schema, "{}").effective()).isEqualTo(json("{'mode':'b','x':1}"));
      assertThat(resolve(schema, "{'mode':'a'}").effective()).isEqualTo(json("{'mode':'a','x':2}"));
    }

    @Test
    void never_have_a_default_that_fails_its_own_schema() {
      assertThat(resolve("{'properties':{'a':{'type':'string','default':1}}}", "{}").effective())
          .isEqualTo(json("{}"));
    }

    @Test
    void end_where_a_default_is_inside_itself() {
      assertThat(resolve("{'properties':{'a':{'$ref':'#','default':{}}}}", "{}").effective())
          .isEqualTo(json("{'a':{}}"));
    }
  }

  @Nested
  class An_error {

    private static List<FormError> errors(String schema, String values) {
      return resolve(schema, values).errors();
    }

    @Test
    void points_at_the_member_and_tells_the_limit() {
      assertThat(
              errors(
                  """
                  {'properties':{'a':{'minLength':3},'b':{'type':'integer'},'c':false},
                   'required':['d'],'additionalProperties':false}
                  """,
                  "{'a':'x','b':'y','c':1,'e':2}"))
          .extracting(FormError::pointer, FormError::keyword, FormError::limit)
          .containsExactly(
              tuple("/a", "minLength", Json.number(3)),
              tuple("/b", "type", Json.string("integer")),
              tuple("/c", "false", Json.nothing()),
              tuple("/e", "additionalProperties", Json.bool(false)),
              tuple("/d", "required", Json.nothing()));
    }

    @Test
    void is_that_of_the_alternative_that_was_meant() {
      var schema =
          """
          {'oneOf':[
             {'properties':{'k':{'const':'a'},'n':{'type':'integer'}},'required':['n','m']},
             {'properties':{'k':{'const':'b'}},'required':['x']}]}
          """;

      assertThat(errors(schema, "{'k':'a','n':'s'}"))
          .extracting(FormError::pointer, FormError::keyword)
          .containsExactly(tuple("", "oneOf"), tuple("/n", "type"), tuple("/m", "required"));
      assertThat(errors(schema, "{'k':'a','n':'s'}").getFirst().limit())
          .isInstanceOf(Json.JsonArray.class);
      assertThat(errors(schema, "{'k':'b'}"))
          .extracting(FormError::pointer, FormError::keyword)
          .containsExactly(tuple("", "oneOf"), tuple("/x", "required"));
    }

    @Test
    void of_anyOf_names_the_keyword_and_the_nearest_alternative() {
      assertThat(
              errors(
                  "{'properties':{'l':{'items':{'anyOf':[{'type':'integer','minimum':4},{'type':'string','minLength':9,'pattern':'^z'}]}}}}",
                  "{'l':[2,'x',5]}"))
          .extracting(FormError::pointer, FormError::keyword)
          .containsExactly(
              tuple("/l/0", "anyOf"),
              tuple("/l/0", "minimum"),
              tuple("/l/1", "anyOf"),
              tuple("/l/1", "type"));
    }

    @Test
    void is_a_sentence_without_the_words_of_schemas() {
      var schema =
          """
          {'properties':{'a':{'type':['integer','null']},'b':{'enum':['x','',2]},'c':{'maxLength':1},
             'd':{'anyOf':[{'type':'integer'},{'type':'string'}]},'e':{'maximum':1e2},
             'f':{'not':{'required':['g']}},'h':{'type':'array','minItems':2},
             'i':{'const':true}}}
          """;

      assertThat(
              errors(
                  schema,
                  "{'a':'x','b':'y','c':'xx','d':true,'e':101,'f':{'g':1},'h':[],'i':false}"))
          .filteredOn(error -> !error.pointer().equals("/d") || error.keyword().equals("anyOf"))
          .extracting(FormError::message)
          .containsExactly(
              "Must be a whole number or null.",
              "Must be one of these: x, \"\", 2.",
              "Must have at most 1 character.",
              "Must be a whole number or text.",
              "Must be at most 100.",
              "g must not be filled in here.",
              "Must have at least 2 items.",
              "Must be exactly this: true.");
    }

    @Test
    void of_what_another_member_needs_points_at_what_is_missing() {
      assertThat(errors("{'dependentRequired':{'a':['b','c']}}", "{'a':1,'c':1}"))
          .extracting(FormError::pointer, FormError::keyword)
          .containsExactly(tuple("/b", "dependentRequired"));
    }

    @Test
    void is_told_with_at_most_99_others() {
      var resolution = resolve("{'items':{}, 'additionalProperties':{'type':'string'}}", many(150));

      assertThat(resolution.errors()).hasSize(100);
      assertThat(resolution.truncated()).isTrue();
    }

    private static String many(int count) {
      var values = new StringBuilder("{'a':1");
      for (int i = 1; i < count; i++) {
        values.append(",'b").append(i).append("':1");
      }
      return values.append('}').toString();
    }
  }

  @Test
  void a_member_that_the_schema_does_not_know_is_a_warning() {
    var resolution =
        resolve(
            "{'properties':{'host':{},'db':{'properties':{'x':{}}}}}", "{'hots':1,'db':{'y':1}}");

    assertThat(resolution.valid()).isTrue();
    assertThat(resolution.warnings())
        .extracting(FormWarning::pointer)
        .containsExactly("/hots", "/db/y");
  }

  @Test
  void a_number_has_the_range_of_its_bounds_and_hints() {
    assertThat(
            field("{'type':'integer','exclusiveMinimum':0,'x-ui':{'min':-5,'max':9,'step':2}}")
                .range())
        .contains(
            new FormField.Range(
                Optional.of(BigDecimal.ONE),
                Optional.of(BigDecimal.valueOf(9)),
                Optional.of(BigDecimal.TWO)));
    assertThat(field("{'type':'integer'}").range()).isEmpty();
    assertThat(field("{'type':'integer','minimum':0.5,'maximum':2.5}").range())
        .contains(
            new FormField.Range(
                Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.TWO), Optional.empty()));
    assertThat(
            field("{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1,'multipleOf':0.5}")
                .range())
        .contains(
            new FormField.Range(
                Optional.of(new BigDecimal("0.5")),
                Optional.of(new BigDecimal("0.5")),
                Optional.of(new BigDecimal("0.5"))));
  }

  @Test
  void a_schema_that_takes_too_much_work_is_one_field_of_json() {
    var schema = new StringBuilder("{'$defs':{'d0':{'properties':{'x':{'default':{}}}}");
    for (int i = 1; i <= 40; i++) {
      schema.append(
          ",'d%d':{'properties':{'a':{'$ref':'#/$defs/d%d','default':{}},'b':{'$ref':'#/$defs/d%d','default':{}}}}"
              .formatted(i, i - 1, i - 1));
    }
    schema.append("},'$ref':'#/$defs/d40'}");

    var plan = InstallForm.plan(schema(schema.toString()));

    assertThat(plan.fields())
        .extracting(FormField::pointer, FormField::widget)
        .containsExactly(tuple("", Widget.JSON));
  }
}

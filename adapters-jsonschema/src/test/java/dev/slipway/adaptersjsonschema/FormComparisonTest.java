package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.domain.installform.FormChange;
import dev.slipway.domain.installform.FormChange.Impact;
import dev.slipway.domain.installform.FormChange.Kind;
import dev.slipway.domain.installform.FormComparison;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of two versions, as section 8 of the contract's packages page says. */
class FormComparisonTest {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  private static SchemaChecks.CompiledSchema schema(String text) {
    var json = CHECKS.read(text.replace('\'', '"')).orElseThrow(() -> new AssertionError(text));
    return switch (CHECKS.compile((Json.JsonObject) json)) {
      case Compiled.Sound(var compiled) -> compiled;
      case Compiled.Unsound(var faults) -> throw new AssertionError(faults);
    };
  }

  private static FormComparison compare(String before, String after) {
    return FormComparison.of(SemVer.of("1.0.0"), schema(before), SemVer.of("2.0.0"), schema(after));
  }

  /** Compares schemas of one property {@code a}. */
  private static FormComparison property(String before, String after) {
    return compare("{'properties':{'a':" + before + "}}", "{'properties':{'a':" + after + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string'}              | {'type':'integer'}              | RETYPED | BREAKING",
        "{'type':['string','null']}     | {'type':'string'}               | RETYPED | BREAKING",
        "{}                             | {'type':'string'}               | RETYPED | BREAKING",
        "{'type':'integer'}             | {'type':'number'}               | LOOSENED | COMPATIBLE",
        "{'type':'string'}              | {'type':['string','null']}      | LOOSENED | COMPATIBLE",
        "{'type':'string'}              | {}                              | LOOSENED | COMPATIBLE",
        "{'enum':[1,2]}                 | {'enum':[1]}                    | TIGHTENED | BREAKING",
        "{'enum':[1,2]}                 | {'enum':[1,3]}                  | TIGHTENED | BREAKING",
        "{'enum':[1]}                   | {'enum':[1,2]}                  | LOOSENED | COMPATIBLE",
        "{'enum':[1]}                   | {'const':1.0}                   | | ",
        "{'enum':[1]}                   | {'const':2}                     | TIGHTENED | BREAKING",
        "{}                             | {'const':2}                     | TIGHTENED | BREAKING",
        "{'const':2}                    | {}                              | LOOSENED | COMPATIBLE",
        "{'oneOf':[{'const':1}]}        | {'enum':[1,2]}                  | LOOSENED | COMPATIBLE",
        "{'minimum':1}                  | {'minimum':2}                   | TIGHTENED | BREAKING",
        "{'minimum':2}                  | {'minimum':1}                   | LOOSENED | COMPATIBLE",
        "{'maxLength':2}                | {'maxLength':1}                 | TIGHTENED | BREAKING",
        "{'maxLength':1}                | {}                              | LOOSENED | COMPATIBLE",
        "{}                             | {'maxItems':1}                  | TIGHTENED | BREAKING",
        "{'default':1}                  | {'default':2}                   | DEFAULT_CHANGED |"
            + " COMPATIBLE",
        "{'default':1}                  | {}                              | DEFAULT_CHANGED |"
            + " COMPATIBLE",
        "{'pattern':'a'}                | {'pattern':'b'}                 | TIGHTENED | BREAKING",
        "{'pattern':'a'}                | {}                              | TIGHTENED | BREAKING",
        "{'title':'a'}                  | {'title':'b','x-ui':{'order':1}} | | ",
        "{'items':{'type':'string'}}    | {'items':{'type':'integer'}}    | RETYPED | BREAKING",
        "{'items':{'minimum':1}}        | {'items':{'minimum':0}}         | LOOSENED | COMPATIBLE",
        "{'properties':{'b':{}}}        | {'properties':{}}               | REMOVED | BREAKING",
        "{'properties':{}}              | {'properties':{'b':{}}}         | ADDED | COMPATIBLE",
      })
  void a_difference_is_judged(String before, String after, Kind kind, Impact impact) {
    var comparison = property(before, after);

    if (kind == null) {
      assertThat(comparison.changes()).isEmpty();
    } else {
      assertThat(comparison.changes())
          .extracting(FormChange::kind, FormChange::impact)
          .containsExactly(tuple(kind, impact));
      assertThat(comparison.impact()).isEqualTo(impact);
    }
  }

  @Test
  void what_must_be_filled_in_needs_input_unless_a_default_does_it() {
    var comparison =
        compare(
            "{'properties':{'a':{},'b':{},'c':{'default':1}},'required':['b','c']}",
            """
            {'properties':{'a':{},'b':{},'c':{},'d':{},'e':{'default':1},'f':{}},
             'required':['a','c','d','e']}
            """);

    assertThat(comparison.changes())
        .extracting(FormChange::pointer, FormChange::kind, FormChange::impact)
        .containsExactly(
            tuple("/a", Kind.NEWLY_REQUIRED, Impact.NEEDS_INPUT),
            tuple("/b", Kind.NO_LONGER_REQUIRED, Impact.COMPATIBLE),
            tuple("/c", Kind.NEWLY_REQUIRED, Impact.NEEDS_INPUT),
            tuple("/d", Kind.ADDED, Impact.NEEDS_INPUT),
            tuple("/e", Kind.ADDED, Impact.COMPATIBLE),
            tuple("/f", Kind.ADDED, Impact.COMPATIBLE));
    assertThat(comparison.impact()).isEqualTo(Impact.NEEDS_INPUT);
  }

  @Test
  void what_a_reference_leads_to_counts_and_not_how_it_is_written() {
    var inline = "{'properties':{'a':{'type':'string','not':{'const':'x'}}}}";
    var referred =
        """
        {'$defs':{'s':{'type':'string','not':{'$ref':'#/$defs/x'}},'x':{'const':'x'}},
         'properties':{'a':{'$ref':'#/$defs/s'}}}
        """;

    assertThat(compare(referred, referred.replace("'const':'x'", "'const':'y'")).changes())
        .extracting(FormChange::pointer, FormChange::kind)
        .containsExactly(tuple("/a", Kind.TIGHTENED));
    assertThat(compare(inline, inline).changes()).isEmpty();
  }

  @Test
  void a_recursive_schema_is_compared_once() {
    var tree =
        "{'$defs':{'n':{'properties':{'v':{'type':'integer'},'c':{'items':{'$ref':'#/$defs/n'}}}}},"
            + "'$ref':'#/$defs/n'}";

    assertThat(compare(tree, tree.replace("integer", "string")).changes())
        .extracting(FormChange::pointer, FormChange::kind)
        .contains(tuple("/v", Kind.RETYPED));
  }

  @Test
  void a_sensitive_default_is_not_told() {
    var comparison =
        property(
            "{'default':'hunter1','writeOnly':true}", "{'default':'hunter2','writeOnly':true}");

    assertThat(comparison.changes())
        .extracting(FormChange::kind)
        .containsExactly(Kind.DEFAULT_CHANGED);
    assertThat(comparison.toString()).doesNotContain("hunter").contains("********");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1.1.0, BREAKING, true",
    "1.0.0, 2.0.0, BREAKING, false",
    "1.0.0, 1.0.1, NEEDS_INPUT, true",
    "1.0.0, 1.1.0, NEEDS_INPUT, false",
    "1.0.0, 1.0.1, COMPATIBLE, false",
    "0.1.0, 0.1.1, BREAKING, true",
    "0.1.0, 0.2.0, BREAKING, false",
    "0.1.0, 0.1.1, NEEDS_INPUT, false",
    "0.1.0-rc.1, 0.1.0, NEEDS_INPUT, true",
    "0.9.0, 1.0.0, BREAKING, false",
    "2.0.0, 1.0.0, BREAKING, false",
    "1.0.0, 1.0.0, BREAKING, false",
  })
  void a_warning_says_when_semver_promises_less_change(
      String from, String to, Impact impact, boolean warned) {
    var before = "{'properties':{'a':{'type':'string'}}}";
    var after =
        switch (impact) {
          case BREAKING -> "{'properties':{'a':{'type':'integer'}}}";
          case NEEDS_INPUT -> "{'properties':{'a':{'type':'string'}},'required':['a']}";
          case COMPATIBLE -> before;
        };

    var comparison =
        FormComparison.of(SemVer.of(from), schema(before), SemVer.of(to), schema(after));

    assertThat(comparison.impact()).isEqualTo(impact);
    assertThat(comparison.warning().isPresent()).isEqualTo(warned);
  }
}

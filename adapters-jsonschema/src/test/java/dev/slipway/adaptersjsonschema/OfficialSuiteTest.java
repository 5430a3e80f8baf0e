package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official test suite of JSON Schema, whole but for the folder of formats (which are
 * annotations here): every required and optional case, through the port. What is refused on purpose
 * is refused for a reason that is named, and counted.
 */
class OfficialSuiteTest {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final Path SUITE = Path.of(System.getProperty("slipway.jsonschema.suite", "."));

  /** Groups that ask for what a form's schema may not do, by what their refusal says. */
  private static final Map<String, String> ON_PURPOSE =
      Map.of(
          "another document", "leads to another document",
          "another dialect", "dialect",
          "an expression without a linear time", "expression",
          "a reference into nothing", "leads to nothing");

  @BeforeAll
  static void the_suite_is_there() {
    boolean there = Files.isDirectory(SUITE.resolve("draft7"));
    if (!there) {
      System.out.println("The official JSON Schema test suite is not on this machine: left out");
    }
    assumeTrue(there, "the official test suite could not be fetched");
  }

  @ParameterizedTest
  @CsvSource({
    "draft2020-12, https://json-schema.org/draft/2020-12/schema",
    "draft2019-09, https://json-schema.org/draft/2019-09/schema",
    "draft7, http://json-schema.org/draft-07/schema#"
  })
  void every_case_is_judged_as_it_should_be(String folder, String dialect) throws IOException {
    var tally = new Tally(dialect);

    for (Path file : files(SUITE.resolve(folder))) {
      for (Json group : ((Json.JsonArray) read(file)).items()) {
        tally.judge(SUITE.relativize(file).toString(), (Json.JsonObject) group);
      }
    }

    System.out.println(folder + ": " + tally.summary());
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.right).isGreaterThan(800);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !folder.relativize(file).startsWith("optional/format"))
          .sorted()
          .toList();
    }
  }

  private static Json read(Path file) throws IOException {
    return JsonNodes.json(MAPPER.readTree(file.toFile()));
  }

  /** Counts what is right, what is refused on purpose, and what is wrong. */
  private static final class Tally {
    private final String dialect;
    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int right;

    Tally(String dialect) {
      this.dialect = dialect;
    }

    void judge(String file, Json.JsonObject group) {
      var name = file + ": " + text(group, "description");
      var tests = ((Json.JsonArray) group.get("tests").orElseThrow()).items();
      switch (CHECKS.compile(schema(group.get("schema").orElseThrow()))) {
        case Compiled.Sound(var schema) ->
            tests.forEach(test -> judge(name, schema, (Json.JsonObject) test));
        case Compiled.Unsound(var faults) -> {
          var purpose = purpose(faults);
          if (purpose.isPresent()) {
            refused.merge(purpose.get(), tests.size(), Integer::sum);
          } else {
            wrong.add(name + " is refused: " + faults);
          }
        }
      }
    }

    private void judge(String name, SchemaChecks.CompiledSchema schema, Json.JsonObject test) {
      boolean expected = test.get("valid").orElseThrow().equals(Json.bool(true));
      var faults = schema.judge(test.get("data").orElseThrow());
      boolean form = schema.judging().errors(test.get("data").orElseThrow()).isEmpty();
      if (faults.isEmpty() == expected && form == expected) {
        right++;
      } else {
        wrong.add(name + ", " + text(test, "description") + ": " + faults);
      }
    }

    /** The schema with its dialect named; a boolean one is the only part of one that is not. */
    private Json.JsonObject schema(Json schema) {
      var object =
          schema instanceof Json.JsonObject members
              ? members
              : Json.object().put("allOf", Json.array(schema)).build();
      return object.has("$schema") ? object : object.with("$schema", Json.string(dialect));
    }

    private static Optional<String> purpose(List<SchemaChecks.Fault> faults) {
      return ON_PURPOSE.entrySet().stream()
          .filter(
              reason ->
                  faults.stream().anyMatch(fault -> fault.message().contains(reason.getValue())))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    String summary() {
      return right + " cases right, refused on purpose " + refused;
    }
  }

  private static String text(Json.JsonObject object, String member) {
    return object.get(member).orElse(Json.nothing()) instanceof Json.JsonString text
        ? text.value()
        : "";
  }
}

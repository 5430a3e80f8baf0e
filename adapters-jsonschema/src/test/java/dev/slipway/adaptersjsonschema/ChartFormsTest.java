package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installform.FormField;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.installform.Widget;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Forms of schemas as charts bring them: how much of them is more than a box of JSON. */
class ChartFormsTest {

  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  static final List<String> CHARTS =
      List.of(
          "autoscaler",
          "blog",
          "cache",
          "certificates",
          "dashboards",
          "everything-optional",
          "gateway",
          "git-server",
          "identity",
          "ingress",
          "job",
          "mail",
          "metrics",
          "postgres",
          "queue",
          "search",
          "storage",
          "vpn",
          "web-service",
          "workflow");

  @Test
  void most_fields_of_charts_are_more_than_boxes_of_json() throws IOException {
    var all = new EnumMap<Widget, Integer>(Widget.class);
    for (String chart : CHARTS) {
      var widgets = new EnumMap<Widget, Integer>(Widget.class);
      fields(plan(chart).fields().stream())
          .forEach(field -> widgets.merge(field.widget(), 1, Integer::sum));
      System.out.println(chart + ": " + widgets);
      widgets.forEach((widget, count) -> all.merge(widget, count, Integer::sum));
    }

    int boxes = all.getOrDefault(Widget.JSON, 0);
    int fields = all.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(
        CHARTS.size() + " charts: " + (fields - boxes) + " widgets, " + boxes + " boxes of JSON");
    assertThat(boxes * 8).isLessThan(fields);
  }

  @Test
  void every_chart_is_judged_as_it_comes() throws IOException {
    for (String chart : CHARTS) {
      var outcome = InstallForm.resolve(schema(chart), Json.JsonObject.empty());

      assertThat(outcome).as(chart).isInstanceOf(InstallForm.Outcome.Resolved.class);
    }
  }

  private static Stream<FormField> fields(Stream<FormField> fields) {
    return fields.flatMap(
        field ->
            Stream.concat(
                Stream.of(field),
                fields(Stream.concat(field.fields().stream(), field.items().stream()))));
  }

  private static FormPlan plan(String chart) throws IOException {
    return InstallForm.plan(schema(chart));
  }

  private static SchemaChecks.CompiledSchema schema(String chart) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            ChartFormsTest.class.getResourceAsStream("charts/" + chart + ".json"))) {
      var json = CHECKS.read(new String(text.readAllBytes(), StandardCharsets.UTF_8)).orElseThrow();
      return switch (CHECKS.compile((Json.JsonObject) json)) {
        case Compiled.Sound(var compiled) -> compiled;
        case Compiled.Unsound(var faults) ->
            throw new AssertionError(Map.of(chart, faults).toString());
      };
    }
  }
}

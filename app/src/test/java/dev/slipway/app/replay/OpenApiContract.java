package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.server.HttpServer;
import dev.slipway.adaptershttp.server.HttpSettings;
import dev.slipway.domain.json.Json;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driving.Platform;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The OpenAPI document of one root: what it says, and that it says what is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenApiContract {

  private static final long DEADLINE_SECONDS = 60;

  private final Slipway platform = Slipway.builder().build();
  private final List<Endpoint> endpoints = endpoints(platform);
  private final JsonNode document = parsed(document(endpoints));

  /** What the root serves over a platform. */
  abstract List<Endpoint> endpoints(Platform served);

  /** The document of endpoints. */
  abstract Json document(List<Endpoint> described);

  /** What the root's paths begin with, and the document's do not. */
  abstract String prefix();

  /** The word of the root for what is not served. */
  abstract String nothingThere();

  /** What an id of an operation looks like. */
  abstract String idPattern();

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void has_an_operation_for_every_endpoint_and_an_endpoint_for_every_operation() {
    var served = new TreeSet<String>();
    endpoints.forEach(
        endpoint ->
            served.add(
                endpoint.method().name().toLowerCase(Locale.ROOT)
                    + " "
                    + endpoint.path().text().substring(prefix().length())));

    assertThat(operations().stream().map(Operation::name))
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void is_what_the_router_of_a_server_knows() throws IOException, TimeoutException {
    var vertx = Vertx.vertx();
    try (var server =
        HttpServer.start(
            vertx,
            HttpSettings.onLoopback(),
            platform,
            Map.of(),
            new SimpleMeterRegistry(),
            () -> "")) {
      for (var operation : operations()) {
        var path = prefix() + operation.path().replaceAll("\\{[a-z_]+}", "x");
        var method = operation.method().toUpperCase(Locale.ROOT);

        var answer = Http.ask(server.address(), method, path, List.of(), new byte[0]);

        assertThat(answer.status()).as(operation.name()).isNotEqualTo(405);
        assertThat(answer.body()).as(operation.name()).doesNotContain(nothingThere());
      }
    } finally {
      vertx.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void names_each_operation_once() {
    assertThat(operations().stream().map(one -> one.node().get("operationId").textValue()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches(idPattern()));
  }

  @Test
  void refers_to_nothing_that_is_not_there_and_has_nothing_that_nobody_refers_to() {
    var referred = new HashSet<String>();
    references(document, referred);

    var there = new HashSet<String>();
    for (var kind : List.of("schemas", "parameters")) {
      document
          .get("components")
          .get(kind)
          .fieldNames()
          .forEachRemaining(name -> there.add("#/components/" + kind + "/" + name));
    }
    assertThat(referred).isEqualTo(there);
  }

  @Test
  void declares_the_variables_of_each_path() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              var declared = new ArrayList<String>();
              for (var parameter : operation.node().path("parameters")) {
                var name = parameter.get("$ref").textValue().replaceAll(".*/", "");
                var component = document.get("components").get("parameters").get(name);
                if (component.get("in").textValue().equals("path")) {
                  declared.add(component.get("name").textValue());
                }
              }
              assertThat(declared).isEqualTo(operation.variables());
              assertThat(
                      Set.of("prefix", "name", "version", "other", "id", "version_id", "other_id"))
                  .containsAll(declared);
            });
  }

  @Test
  void has_schemas_that_are_sound() {
    var metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(document.get("components").get("schemas").properties())
        .allSatisfy(
            schema ->
                assertThat(metaSchema.validate(schema.getValue())).as(schema.getKey()).isEmpty());
  }

  @Test
  void says_of_every_operation_who_may_ask_and_what_may_go_wrong() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              var statuses = new HashSet<String>();
              operation.node().get("responses").fieldNames().forEachRemaining(statuses::add);
              assertThat(statuses).contains("401", "500", "503");
              assertThat(operation.node().get("security").isEmpty()).isFalse();
              if (operation.node().has("requestBody")) {
                assertThat(statuses).contains("408", "413", "415", "422");
              }
            });
  }

  @Test
  void names_itself() {
    assertThat(document.get("info").get("title").textValue()).isEqualTo("Slipway");
    assertThat(document.get("openapi").textValue()).isEqualTo("3.1.0");
  }

  /** The document, for tests of one root. */
  final JsonNode document() {
    return document;
  }

  /** One operation of the document. */
  private record Operation(String method, String path, JsonNode node) {
    String name() {
      return method + " " + path;
    }

    List<String> variables() {
      var names = new ArrayList<String>();
      var matcher = Pattern.compile("\\{([a-z_]+)}").matcher(path);
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
      return names;
    }
  }

  private List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operations.add(new Operation(operation.getKey(), path.getKey(), operation.getValue()));
      }
    }
    return operations;
  }

  private static void references(JsonNode node, Set<String> into) {
    if (node.isObject() && node.path("$ref").isTextual()) {
      into.add(node.get("$ref").textValue());
    }
    node.forEach(inner -> references(inner, into));
  }

  private static JsonNode parsed(Json json) {
    try {
      return new ObjectMapper().readTree(json.toText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

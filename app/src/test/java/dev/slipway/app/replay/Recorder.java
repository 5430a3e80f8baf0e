package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds every answer against the OpenAPI documents that the server serves, one for each root: the
 * operation must be in it, the status must be one that the operation says it can answer, and the
 * body must fit the schema. Thread-safe.
 */
final class Recorder {

  /** What the paths of the second root begin with. */
  private static final String PACKAGES = "/v1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Described plain;
  private final Described packages;

  /**
   * @param plain the document of {@code /}
   * @param packages the document of {@code /v1}
   */
  Recorder(JsonNode plain, JsonNode packages) {
    this.plain = new Described(plain, "Problem");
    this.packages = new Described(packages, "Error");
  }

  void record(String method, String path, Http.Answer answer) {
    if (method.equals("OPTIONS")) {
      return;
    }
    var asked = pathOf(path);
    if (asked.equals(PACKAGES) || asked.startsWith(PACKAGES + "/")) {
      packages.record(
          method, asked.substring(PACKAGES.length()).replaceAll("(?i)%3a", ":"), answer);
    } else {
      plain.record(method, asked, answer);
    }
  }

  /**
   * What the documents promise and nobody was answered: {@code operationId status}. Without what
   * takes a broken server or a slow client, which is shown where the server itself is tested.
   */
  Set<String> unseen() {
    var unseen = new TreeSet<>(plain.unseen());
    unseen.addAll(packages.unseen());
    return unseen;
  }

  private static String pathOf(String target) {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** What one document describes, and what of it was seen. Thread-safe. */
  private static final class Described {

    /** What is said about a request line before any operation is found. */
    private static final Set<Integer> BEFORE_ROUTING = Set.of(400, 404, 405, 414, 431);

    /** What takes a broken or full server, or a client that misbehaves. */
    private static final Set<String> UNUSUAL = Set.of("408", "413", "500", "503");

    /** Building and failed versions come with source builds. */
    private static final Set<String> LATER =
        Set.of("yankProviderVersion 409", "unyankProviderVersion 409");

    private final JsonNode document;
    private final String problem;
    private final JsonNode definitions;
    private final SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Described(JsonNode document, String problem) {
      this.document = document;
      this.problem = problem;
      this.definitions = definitions(document);
    }

    /** The document's schemas as JSON Schema has them, which knows no components. */
    private static JsonNode definitions(JsonNode document) {
      var text = document.get("components").get("schemas").toString();
      try {
        return MAPPER.readTree(text.replace("#/components/schemas/", "#/$defs/"));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("The schemas are no JSON", e);
      }
    }

    void record(String method, String path, Http.Answer answer) {
      var operation = operation(method.equals("HEAD") ? "GET" : method, path);
      if (operation.isEmpty()) {
        assertThat(BEFORE_ROUTING).as("%s %s", method, path).contains(answer.status());
        check(problem, answer, method + " " + path);
        return;
      }
      var id = operation.get().path("operationId").textValue();
      var response = operation.get().path("responses").path(Integer.toString(answer.status()));
      assertThat(response.isMissingNode())
          .as("%s says nothing of %d: %s", id, answer.status(), answer.body())
          .isFalse();
      seen.add(id + " " + answer.status());
      var content = response.path("content").path("application/json").path("schema").path("$ref");
      if (content.isTextual() && !method.equals("HEAD")) {
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/json");
        var reference = content.textValue();
        check(reference.substring(reference.lastIndexOf('/') + 1), answer, id);
      }
    }

    Set<String> unseen() {
      var unseen = new TreeSet<String>();
      for (var operations : document.get("paths")) {
        for (var operation : operations) {
          operation
              .get("responses")
              .fieldNames()
              .forEachRemaining(
                  status -> unseen.add(operation.get("operationId").textValue() + " " + status));
        }
      }
      unseen.removeAll(seen);
      unseen.removeAll(LATER);
      unseen.removeIf(answer -> UNUSUAL.contains(answer.substring(answer.length() - 3)));
      return unseen;
    }

    private void check(String schema, Http.Answer answer, String subject) {
      if (answer.body().isEmpty()) {
        return;
      }
      try {
        assertThat(schema(schema).validate(MAPPER.readTree(answer.body())))
            .as("%s answered %d %s", subject, answer.status(), answer.body())
            .isEmpty();
      } catch (JsonProcessingException e) {
        throw new AssertionError(subject + " answered what is no JSON: " + answer.body(), e);
      }
    }

    private Schema schema(String name) {
      return schemas.computeIfAbsent(
          name,
          key -> {
            var schema = MAPPER.createObjectNode();
            schema.put("$ref", "#/$defs/" + name);
            schema.set("$defs", definitions);
            return registry.getSchema(schema);
          });
    }

    /** As a generator of clients would read the document, and not as the server's router does. */
    private Optional<JsonNode> operation(String method, String path) {
      JsonNode best = null;
      int variables = Integer.MAX_VALUE;
      for (var entry : document.get("paths").properties()) {
        var template = entry.getKey();
        var pattern =
            template.replaceAll("\\{[a-z_]+}", "[^/]+") + (template.endsWith("/") ? "" : "/?");
        var operation = entry.getValue().get(method.toLowerCase(Locale.ROOT));
        int count =
            (int) template.chars().filter(c -> c == '{').count() * 2
                + (template.endsWith("/") ? 0 : 1);
        if (operation != null && Pattern.matches(pattern, path) && count < variables) {
          best = operation;
          variables = count;
        }
      }
      return Optional.ofNullable(best);
    }
  }
}

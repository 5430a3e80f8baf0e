package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.adaptershttp.openapi.OpenApi;
import dev.slipway.adaptershttp.packages.PackageRoot;
import dev.slipway.kit.Slipway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The document of {@code /v1} beside what is published of the API: each difference is printed with
 * its reason, and there is none without one, and no reason without one.
 */
class PublishedApiTest {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedApiTest.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What restricts a value. */
  private static final List<String> KEYWORDS =
      List.of(
          "minLength", "maxLength", "pattern", "enum", "format", "minimum", "maximum", "default");

  /** Why ours differs, by what the difference looks like. */
  private static final Map<String, String> REASONS = reasons();

  private final JsonNode published = published();
  private final JsonNode ours = ours();
  private final List<String> differences = new ArrayList<>();

  private static Map<String, String> reasons() {
    var reasons = new LinkedHashMap<String, String>();
    reasons.put(
        "operation getOpenApi is ours", "the document describes the operation that serves it too");
    reasons.put(
        "operation packages[.]checkVersionCompatibility is ours",
        "whether a version fits is told before it is installed");
    reasons.put(
        "operation packages[.](getVersionForm|validateVersionInputs|compareVersions) is ours",
        "what a version asks for is drawn, judged and compared before anything is installed");
    reasons.put(
        ".* may also refuse with (400|422)",
        "malformed JSON and contexts, and whatever else is wrong, are told wherever they can be");
    reasons.put(
        ".* may also refuse with (406|408|413|415)", "HTTP's own refusals are described too");
    reasons.put(".* may also refuse with (500|503)", "trouble of ours is described too");
    reasons.put(
        "packages[.](createVersion|importPublished) may also refuse with (502|504)",
        "the registry's trouble is told apart from the caller's");
    reasons.put(
        "[a-zA-Z.]+ 20[01].* is closed|error.* is closed",
        "answers have no members that are not described");
    reasons.put(
        "[a-zA-Z.]+ 20[01].* (minLength|maxLength|pattern) is .*, not null",
        "answers keep the bounds of what was asked");
    reasons.put(".*[.]etag is always there", "whatever has an etag tells it");
    reasons.put(
        "packages[.](listVersions|createVersion|getVersion) 20[01].*[.](compatibility|verification)"
            + " is ours",
        "the full view of a version tells what was said and verified");
    reasons.put("packages[.]getVersion reads query view", "so that the full view can be asked for");
    reasons.put(
        ".* body.*[.]compatibility[.].* (minLength|maxLength|pattern) is .*, not null",
        "an empty or endless word would mean nothing, and bounds are versions");
    reasons.put(
        "workspaces[.]create body[.]slug pattern is .*, not null", "slugs are parts of names");
    reasons.put("apiTokens[.].*[.]scopes is ours", "a token may hold less than its maker");
    reasons.put(
        "registry[.]createCredential body[.]credentials([.].* is not there| is closed)",
        "credentials of oauth are refused, so nobody is asked for them");
    reasons.put(
        "registry[.]createCredential 201 has a body", "the connection is told, without its secret");
    reasons.put(
        "error[.]errors..[.](message minLength is 1, not null|metadata.* is (always there|ours))",
        "every error has a sentence, and a reason for programs");
    return reasons;
  }

  @Test
  void differs_only_for_a_reason() {
    compareAll();

    var unused = new TreeSet<>(REASONS.keySet());
    var without = new ArrayList<String>();
    for (var difference : differences) {
      var reason =
          REASONS.keySet().stream()
              .filter(pattern -> Pattern.compile(pattern).matcher(difference).matches())
              .findFirst();
      if (reason.isEmpty()) {
        without.add(difference);
      } else {
        unused.remove(reason.get());
        LOG.info("{}: {}", difference, REASONS.get(reason.get()));
      }
    }
    assertThat(without).as("differences without a reason").isEmpty();
    assertThat(unused).as("reasons without a difference").isEmpty();
  }

  private void compareAll() {
    var operations = new LinkedHashMap<String, JsonNode>();
    for (var path : ours.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var described = operation.getValue();
        operations.put(described.get("operationId").textValue(), described);
        var known = published.get("operations").get(described.get("operationId").textValue());
        if (known == null) {
          differences.add("operation " + described.get("operationId").textValue() + " is ours");
        } else if (!known.get("path").textValue().equals(path.getKey())
            || !known.get("method").textValue().equalsIgnoreCase(operation.getKey())) {
          differences.add(
              described.get("operationId").textValue()
                  + " is at "
                  + operation.getKey()
                  + " "
                  + path.getKey());
        }
      }
    }
    for (var known : published.get("operations").properties()) {
      var described = operations.get(known.getKey());
      if (described == null) {
        differences.add("operation " + known.getKey() + " is not served");
      } else {
        compare(known.getKey(), known.getValue(), described);
      }
    }
    schema("error", published.get("error"), ours.get("components").get("schemas").get("Error"));
  }

  private void compare(String id, JsonNode known, JsonNode described) {
    parameters(id, known.path("parameters"), described.path("parameters"));
    if (known.has("body")) {
      schema(
          id + " body",
          known.get("body"),
          described.at("/requestBody/content/application~1json/schema"));
    } else if (described.has("requestBody")) {
      differences.add(id + " takes a body");
    }
    var statuses = new TreeSet<String>();
    described.get("responses").fieldNames().forEachRemaining(statuses::add);
    for (var answer : known.get("answers").properties()) {
      var content =
          described.get("responses").path(answer.getKey()).at("/content/application~1json/schema");
      if (!statuses.remove(answer.getKey())) {
        differences.add(id + " does not answer " + answer.getKey());
      } else if (answer.getValue().isNull()) {
        if (!content.isMissingNode()) {
          differences.add(id + " " + answer.getKey() + " has a body");
        }
      } else {
        schema(id + " " + answer.getKey(), answer.getValue(), content);
      }
    }
    for (var status : known.get("errors")) {
      if (!statuses.remove(status.textValue())) {
        differences.add(id + " does not refuse with " + status.textValue());
      }
    }
    statuses.forEach(status -> differences.add(id + " may also refuse with " + status));
  }

  private void parameters(String id, JsonNode known, JsonNode described) {
    var left = new LinkedHashMap<String, JsonNode>();
    for (var reference : described) {
      var parameter = resolved(reference);
      left.put(
          parameter.get("in").textValue() + " " + parameter.get("name").textValue(), parameter);
    }
    for (var parameter : known) {
      var name = parameter.get("in").textValue() + " " + parameter.get("name").textValue();
      var there = left.remove(name);
      if (there == null) {
        differences.add(id + " does not read " + name);
        continue;
      }
      if (parameter.get("required").booleanValue() != there.get("required").booleanValue()) {
        differences.add(id + " " + name + " is required differently");
      }
      schema(id + " " + name, parameter, there.get("schema"));
    }
    left.keySet().forEach(name -> differences.add(id + " reads " + name));
  }

  private void schema(String place, JsonNode known, JsonNode unresolved) {
    var described = resolved(unresolved);
    if (!types(known).equals(types(described))) {
      differences.add(place + " is " + types(described) + ", not " + types(known));
    }
    for (var keyword : KEYWORDS) {
      if (!Objects.equals(known.get(keyword), described.get(keyword))) {
        differences.add(
            "%s %s is %s, not %s"
                .formatted(place, keyword, described.get(keyword), known.get(keyword)));
      }
    }
    boolean closed = described.path("additionalProperties").isBoolean();
    boolean knownClosed = known.path("additionalProperties").isBoolean();
    if (closed != knownClosed) {
      differences.add(place + (closed ? " is closed" : " is open"));
    }
    properties(place, known, described);
    if (known.has("items") && described.has("items")) {
      schema(place + "[]", known.get("items"), described.get("items"));
    }
    for (var choice : List.of("oneOf", "anyOf")) {
      for (int i = 0; i < known.path(choice).size(); i++) {
        schema(place + "|" + i, known.get(choice).get(i), described.path(choice).path(i));
      }
    }
  }

  private void properties(String place, JsonNode known, JsonNode described) {
    var left = new LinkedHashMap<String, JsonNode>();
    described
        .path("properties")
        .properties()
        .forEach(one -> left.put(one.getKey(), one.getValue()));
    for (var property : known.path("properties").properties()) {
      var there = left.remove(property.getKey());
      var inner = place + "." + property.getKey();
      if (there == null) {
        differences.add(inner + " is not there");
        continue;
      }
      if (requires(known, property.getKey()) != requires(described, property.getKey())) {
        differences.add(
            inner + (requires(described, property.getKey()) ? " is always there" : " is optional"));
      }
      schema(inner, property.getValue(), there);
    }
    left.keySet().forEach(name -> differences.add(place + "." + name + " is ours"));
  }

  private static boolean requires(JsonNode schema, String name) {
    for (var required : schema.path("required")) {
      if (required.textValue().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Of a choice with nothing the types of both. */
  private static Set<String> types(JsonNode schema) {
    var types = new TreeSet<String>();
    var type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.textValue());
    }
    type.forEach(one -> types.add(one.textValue()));
    return types;
  }

  private JsonNode resolved(JsonNode node) {
    return node.path("$ref").isTextual()
        ? resolved(ours.at(node.get("$ref").textValue().substring(1)))
        : node;
  }

  private static JsonNode published() {
    try (var file =
        Objects.requireNonNull(PublishedApiTest.class.getResourceAsStream("published.json"))) {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode ours() {
    try (var platform = Slipway.builder().build()) {
      var root = PackageRoot.of(platform, () -> URI.create("http://127.0.0.1"), OpenApi::packages);
      return MAPPER.readTree(OpenApi.packages(root.endpoints()).toText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.slipway.adaptershttp.openapi;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoint.Input;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Need;
import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The OpenAPI 3.1 documents of tables of endpoints, one for each root. */
public final class OpenApi {

  private static final String TITLE = "Slipway";

  private final String prefix;
  private final JsonObject info;
  private final JsonObject components;

  /**
   * @param prefix what all paths begin with; the document says it as its server
   * @param description what is served, in a sentence
   * @param components the name of the file beside this class that has what endpoints refer to
   */
  private OpenApi(String prefix, String description, String components) {
    this.prefix = prefix;
    this.info =
        Json.object()
            .put("title", TITLE)
            .put("version", "0.1.0")
            .put("description", description)
            .build();
    this.components = read(components);
  }

  /** The document of what is served at {@code /}. */
  public static Json document(List<Endpoint> endpoints) {
    return new OpenApi(
            "",
            "A registry of providers, and an installer that keeps tenants at the version they asked"
                + " for.",
            "components.json")
        .of(endpoints);
  }

  /** The document of what is served at {@code /v1}. */
  public static Json packages(List<Endpoint> endpoints) {
    return new OpenApi(
            "/v1",
            "Packages whose immutable versions are checked against the registry that holds them.",
            "packages.json")
        .of(endpoints);
  }

  /** One operation an endpoint, and the components that they name. */
  private Json of(List<Endpoint> endpoints) {
    var paths = new LinkedHashMap<String, JsonObject.Builder>();
    for (Endpoint endpoint : endpoints) {
      paths
          .computeIfAbsent(endpoint.path().text().substring(prefix.length()), path -> Json.object())
          .put(endpoint.method().name().toLowerCase(Locale.ROOT), operation(endpoint));
    }
    var described = Json.object();
    paths.forEach((path, operations) -> described.put(path, operations.build()));
    var document = Json.object().put("openapi", "3.1.0").put("info", info);
    if (!prefix.isEmpty()) {
      document.put("servers", Json.array(Json.object().put("url", prefix).build()));
    }
    return document.put("paths", described.build()).put("components", components).build();
  }

  private JsonObject operation(Endpoint endpoint) {
    var operation =
        Json.object()
            .put("operationId", endpoint.id())
            .put("summary", endpoint.summary())
            .put("security", security(endpoint.handling()));
    var parameters = new ArrayList<Json>();
    endpoint
        .path()
        .variables()
        .forEach(name -> parameters.add(reference("parameters", variable(endpoint, name))));
    endpoint.parameters().forEach(name -> parameters.add(reference("parameters", name)));
    if (!parameters.isEmpty()) {
      operation.put("parameters", Json.array(parameters));
    }
    if (endpoint.input() instanceof Input.Body(var schema, var mayBeEmpty)) {
      operation.put(
          "requestBody",
          Json.object()
              .put("required", !mayBeEmpty)
              .put("content", content("application/json", schema))
              .build());
    }
    return operation.put("responses", responses(endpoint.answers())).build();
  }

  /**
   * The parameter that stands for a variable. Below a prefix what a variable is depends on the kind
   * of thing that the path is about, whose name comes first: {@code packages.id}.
   */
  private String variable(Endpoint endpoint, String name) {
    if (prefix.isEmpty()) {
      return name;
    }
    var below = endpoint.path().text().substring(prefix.length() + 1);
    return below.substring(0, below.indexOf('/')) + "." + name;
  }

  private static JsonObject responses(Map<Integer, String> answers) {
    var responses = Json.object();
    answers.forEach(
        (status, schema) -> responses.put(Integer.toString(status), response(status, schema)));
    return responses.build();
  }

  private static JsonObject response(int status, String schema) {
    var response = Json.object().put("description", Statuses.meaning(status));
    if (!schema.isEmpty()) {
      response.put(
          "content", content(schema.equals("Metrics") ? "text/plain" : "application/json", schema));
    }
    return response.build();
  }

  private static JsonObject content(String type, String schema) {
    return Json.object()
        .put(type, Json.object().put("schema", reference("schemas", schema)).build())
        .build();
  }

  private static JsonObject reference(String kind, String name) {
    return Json.object().put("$ref", "#/components/" + kind + "/" + name).build();
  }

  /** An empty requirement beside another says that the token may be left out. */
  private static Json security(Handling handling) {
    return switch (handling) {
      case Handling.Probes probes -> Json.array(JsonObject.empty(), needs("token"));
      case Handling.Everybody everybody -> Json.array(JsonObject.empty(), needs("token"));
      case Handling.Members(var need, var closed) ->
          Json.array(
              switch (need) {
                case Need.Membership membership -> needs("token");
                case Need.Granted granted -> needs("token", Json.string(granted.word()));
              });
      case Handling.Visitors(var permission, var visited) ->
          Json.array(
              permission.isEmpty() ? needs("token") : needs("token", Json.string(permission)));
      case Handling.Runtimes runtimes -> Json.array(needs("runtimeToken"));
    };
  }

  /** The rights stand where the document has the roles that a token must have. */
  private static JsonObject needs(String scheme, Json... rights) {
    return Json.object().put(scheme, Json.array(rights)).build();
  }

  private static JsonObject read(String components) {
    try (var file = Objects.requireNonNull(OpenApi.class.getResourceAsStream(components))) {
      return switch (JsonReader.read(file.readAllBytes())) {
        case JsonReader.Outcome.Value(JsonObject json) -> json;
        case JsonReader.Outcome.Value(var other) ->
            throw new IllegalStateException(components + " is no object");
        case JsonReader.Outcome.Unreadable(var offset, var message) ->
            throw new IllegalStateException(
                components + " is no JSON at character " + offset + ": " + message);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + components, e);
    }
  }
}

package dev.slipway.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.adaptershttp.server.HttpServer;
import dev.slipway.adaptershttp.server.HttpSettings;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.adaptersinmemory.wheels.InMemoryWheels;
import dev.slipway.adaptersjsonschema.NetworkntSchemaChecks;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.delivery.Backoff;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.version.SemVer;
import dev.slipway.kit.Settings;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driving.Platform;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RuntimeVersionRegistration;
import dev.slipway.ports.driving.tenancy.ManageTokens.CreateToken;
import dev.slipway.ports.driving.tenancy.ManageTokens.Creation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The servers against which scenarios are played, over stores of one kind: the usual one, one in
 * development mode on the same store, and an empty one on a store of its own. Thread-safe.
 */
final class Stage {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long CLOSE_SECONDS = 60;

  /** A wheel that can be fetched: its bytes. */
  private static final byte[] WHEEL = "wheel".getBytes(StandardCharsets.UTF_8);

  private static final String WHEEL_URL = "https://wheels.example/x-1.0.0-py3-none-any.whl";

  private static final Caller OPERATOR = Caller.everything("operator", Instant.EPOCH);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger scenarios = new AtomicInteger();
  private final Deque<Runnable> open = new ArrayDeque<>();
  private final InMemoryWheels web = InMemoryWheels.create();
  private final Registries registries = new Registries();
  private final String digest;
  private final Platform platform;
  private final Map<String, RunningServer> servers;
  private final Recorder recorder;

  /**
   * @param stores makes an empty store of the kind that is played against, whose owner closes it
   */
  Stage(Supplier<Store> stores) {
    digest = web.put(WheelUrl.of(WHEEL_URL), WHEEL).hex();
    var store = stores.get();
    var usual = slipway(store, false).start();
    platform = usual;
    registerRuntimeVersion();
    servers =
        Map.of(
            "usual", serve(usual),
            "dev", serve(slipway(store, true)),
            "empty", serve(slipway(stores.get(), true)));
    recorder = new Recorder(document("/openapi.json"), document("/v1/openapi.json"));
  }

  private Slipway slipway(Store store, boolean development) {
    var settings =
        // What scripts look at while it lasts lasts for seconds, so that a busy machine is in time.
        Settings.defaults()
            .withHeartbeatInterval(Duration.ofSeconds(1))
            .withRegistrationDeadline(Duration.ofSeconds(10))
            .withAttempts(3, new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)))
            .withDevelopment(development);
    var slipway =
        Slipway.builder()
            .store(store)
            .wheels(web)
            .artifacts(registries.artifacts())
            .settings(settings)
            .schemas(NetworkntSchemaChecks.create())
            .build();
    open.push(slipway::close);
    return slipway;
  }

  private void registerRuntimeVersion() {
    var command =
        new RegisterCommand(
            SemVer.of("0.0.0"), "registry.example/runtime:0", Optional.empty(), Idempotency.none());
    if (!(platform.runtimeVersions().register(OPERATOR, command)
        instanceof RuntimeVersionRegistration.Created)) {
      throw new IllegalStateException("The store is not empty");
    }
  }

  private RunningServer serve(Platform served) {
    var server =
        HttpServer.start(
            vertx,
            HttpSettings.onLoopback(),
            served,
            Map.of("database", () -> true),
            new SimpleMeterRegistry(),
            () -> "slipway_up 1\n");
    open.push(server::close);
    return server;
  }

  private JsonNode document(String path) {
    try {
      var answer = Http.ask(server("usual"), "GET", path, List.of(), new byte[0]);
      return MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The OpenAPI document is no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI server(String name) {
    return Objects.requireNonNull(servers.get(name), name).address();
  }

  Recorder recorder() {
    return recorder;
  }

  /** A number that no other scenario has. */
  String nextNumber() {
    return Integer.toString(scenarios.incrementAndGet());
  }

  /** An organization that nobody else is. */
  Organization nextOrganization() {
    return new Organization("crowd-" + nextNumber());
  }

  String wheelUrl() {
    return WHEEL_URL;
  }

  /** Somebody who asks with a token of its own. */
  final class Organization {
    private final String name;
    private final String token;

    private Organization(String name) {
      this.name = name;
      this.token = token(name, List.of("*"));
    }

    String name() {
      return name;
    }

    Asking post(String path) {
      return new Asking(path, List.of("Authorization: Bearer " + token), "");
    }

    /** Imports a package, and asks to register a version of it. */
    Asking registration(String semver, String word) throws IOException {
      var imported = post("/v1/packages:import").carrying(importation()).ask();
      if (imported.status() != 201) {
        throw new IllegalStateException("Not imported: " + imported);
      }
      var id = imported.body().replaceAll("^.\"id\":\"([^\"]+)\".*", "$1");
      return post("/v1/packages/" + id + "/versions")
          .carrying(
              "{'semver': '%s', 'ref': '%s', 'input_schema': {}}"
                  .formatted(semver, things().get(word)));
    }

    void publish(String version) throws IOException {
      var body = "{'name': 'x', 'version': '%s', 'wheel_url': '%s'}".formatted(version, WHEEL_URL);
      var answer = post("/provider-versions").carrying(body).ask();
      if (answer.status() != 201) {
        throw new IllegalStateException("Not published: " + answer);
      }
    }
  }

  /** A request that may be sent any number of times. Single quotes in its body are double ones. */
  final class Asking {
    private final String path;
    private final List<String> headers;
    private final String body;

    private Asking(String path, List<String> headers, String body) {
      this.path = path;
      this.headers = headers;
      this.body = body;
    }

    Asking with(String header) {
      return new Asking(path, Stream.concat(headers.stream(), Stream.of(header)).toList(), body);
    }

    Asking carrying(String json) {
      return new Asking(path, headers, json.replace('\'', '"'));
    }

    Http.Answer ask() throws IOException {
      var answer =
          Http.ask(server("usual"), "POST", path, headers, body.getBytes(StandardCharsets.UTF_8));
      recorder.record("POST", path, answer);
      return answer;
    }
  }

  /** The body that imports a package. */
  String importation() {
    return "{'name': 'App', 'oci_ref': '%s', 'version': {'semver': '1.0.0', 'ref': '%s', 'input_schema': {}}}"
        .formatted(things().get("repo"), things().get("one"));
  }

  /** Words about the one wheel that can be fetched, and about the artifacts of registries. */
  Map<String, String> things() {
    var things = new HashMap<>(registries.words());
    things.put("wheel", WHEEL_URL);
    things.put("digest", digest);
    return things;
  }

  /** A token of an organization whose id and slug are one word. */
  String token(String organization, List<String> scopes) {
    var command =
        new CreateToken(
            new OrganizationId(organization),
            Optional.empty(),
            "replay",
            scopes.stream().map(scope -> Scope.parse(scope).orElseThrow()).toList(),
            Optional.empty());
    return switch (platform.tokens().create(OPERATOR, command)) {
      case Creation.Created(var token, var secret) -> secret;
      case Creation refused -> throw new IllegalStateException(refused.toString());
    };
  }

  /** Lets the workers work. */
  void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  /** Stops the servers and closes the platforms; the stores are their makers'. */
  void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
    try {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The event loops did not stop", e);
    }
  }
}

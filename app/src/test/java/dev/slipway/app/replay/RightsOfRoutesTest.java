package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoints;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Need;
import dev.slipway.adaptershttp.openapi.OpenApi;
import dev.slipway.adaptershttp.server.HttpServer;
import dev.slipway.adaptershttp.server.HttpSettings;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driving.tenancy.ManageTokens.CreateToken;
import dev.slipway.ports.driving.tenancy.ManageTokens.Creation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route states the right that it needs, and needs the right that it states. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsOfRoutesTest {

  private static final Slipway PLATFORM = Slipway.builder().build();
  private static final Caller OPERATOR = Caller.everything("operator", Instant.EPOCH);
  private static final long DEADLINE_SECONDS = 60;

  /** A body of good form for each schema that asks for something. */
  private static final Map<String, String> BODIES =
      Map.of(
          "PublishProviderVersion",
          "{'name': 'acme/x', 'version': '1.0.0',"
              + " 'wheel_url': 'https://w.example/x-1.0.0-py3-none-any.whl'}",
          "InstallProvider",
          "{'provider_name': 'acme/x'}",
          "DowngradeInstallation",
          "{'target_version': '1.0.0'}",
          "RegisterRuntimeVersion",
          "{'version': '1.0.0', 'image_url': 'example/runtime:1'}",
          "CreateToken",
          "{'organization_id': 'somebody'}");

  private final Vertx vertx = Vertx.vertx();
  private RunningServer server;

  @BeforeAll
  void serve() {
    server =
        HttpServer.start(
            vertx,
            HttpSettings.onLoopback(),
            PLATFORM,
            Map.of(),
            new SimpleMeterRegistry(),
            () -> "");
  }

  @AfterAll
  void close() throws TimeoutException {
    server.close();
    vertx.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    PLATFORM.close();
  }

  /**
   * A route for members that needs more than to be one.
   *
   * @param right the right that it states
   */
  record Route(Endpoint endpoint, Need.Granted right) {

    /** The stated right, about one thing. */
    String granted() {
      return right
          .word()
          .replace("{prefix}", "acme")
          .replace("{name}", "x")
          .replace("**", "acme/x");
    }

    @Override
    public String toString() {
      return endpoint.id() + " needs " + right.word();
    }
  }

  static Stream<Route> routes() {
    return Endpoints.of(PLATFORM, Map.of(), () -> "", OpenApi::document).stream()
        .flatMap(
            endpoint ->
                endpoint.handling() instanceof Handling.Members(var need, var closed)
                        && need instanceof Need.Granted right
                    ? Stream.of(new Route(endpoint, right))
                    : Stream.empty());
  }

  @Test
  void routes_that_need_a_right_are_all_but_the_public_ones_and_who_am_i() {
    assertThat(routes().map(route -> route.endpoint().id()))
        .hasSizeGreaterThan(15)
        .contains("installProvider", "configureInstallation", "publishProviderVersion");
    assertThat(
            Endpoints.of(PLATFORM, Map.of(), () -> "", OpenApi::document).stream()
                .filter(
                    endpoint ->
                        endpoint.handling() instanceof Handling.Members(var need, var closed)
                            && need instanceof Need.Membership)
                .map(Endpoint::id))
        .containsExactlyInAnyOrder(
            "whoAmI", "getOwnOrganization", "getOwnOrganizationStatus", "getOrganization");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void without_the_right_a_route_refuses_and_names_it(Route route) throws IOException {
    var others =
        switch (route.right().right()) {
          case READ -> List.of("console", "write:projects/acme", "write:providers/**");
          case WRITE -> List.of("read", "write:*/acme/y", "write:*/beta/x", "write:projects/**");
          case CONSOLE -> List.of("*", "write:**");
        };

    var answer = ask(route, others);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("Missing right: " + named(route));
  }

  /** A listing needs the right over any thing, and so its refusal names none. */
  private static String named(Route route) {
    return route.right().over().contains("**")
        ? route.right().right().word() + "\""
        : route.granted() + "\"";
  }

  @ParameterizedTest
  @MethodSource("routes")
  void with_this_right_alone_a_route_answers(Route route) throws IOException {
    var answer = ask(route, List.of(route.granted()));

    assertThat(answer.status()).isNotIn(401, 403, 405, 422, 500);
  }

  private Http.Answer ask(Route route, List<String> scopes) throws IOException {
    var endpoint = route.endpoint();
    var path =
        endpoint
            .path()
            .text()
            .replace("{prefix}", "acme")
            .replace("{name}", "x")
            .replace("{version}", "1.0.0")
            .replace("{id}", "tok_none");
    var body =
        endpoint.input() instanceof Endpoint.Input.Body(var schema, var mayBeEmpty)
            ? body(endpoint, schema)
            : "";
    return Http.ask(
        server.address(),
        endpoint.method().name(),
        path,
        List.of("Authorization: Bearer " + token(scopes)),
        body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String body(Endpoint endpoint, String schema) {
    if (endpoint.id().equals("publishPlatformProviderVersion")) {
      return "{'name': 'platform/x', 'version': '1.0.0',"
          + " 'metadata': {'display_name': 'X', 'description': 'x'},"
          + " 'wheel_url': 'https://w.example/x-1.0.0-py3-none-any.whl'}";
    }
    return BODIES.entrySet().stream()
        .filter(one -> schema.equals(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("{}");
  }

  private static String token(List<String> scopes) {
    var command =
        new CreateToken(
            new OrganizationId("acme"),
            Optional.empty(),
            "rights",
            scopes.stream().map(scope -> Scope.parse(scope).orElseThrow()).toList(),
            Optional.empty());
    return ((Creation.Created) PLATFORM.tokens().create(OPERATOR, command)).secret();
  }
}

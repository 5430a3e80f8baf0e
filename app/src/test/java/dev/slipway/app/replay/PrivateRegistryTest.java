package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.adaptershttp.fetch.FetchSettings;
import dev.slipway.adaptershttp.localregistry.LocalRegistry;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.adaptershttp.registry.HttpOciArtifacts;
import dev.slipway.adaptershttp.registry.RegistrySettings;
import dev.slipway.adaptershttp.server.HttpServer;
import dev.slipway.adaptershttp.server.HttpSettings;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.kit.Settings;
import dev.slipway.kit.Slipway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packages of a registry on a socket, which lets in whoever knows a password. */
class PrivateRegistryTest {

  private static final long DEADLINE_SECONDS = 60;
  private static final String REPOSITORY = "acme/app";
  private static final String SCHEMA = "{\"type\":\"object\",\"title\":\"App\"}";

  private final Vertx vertx = Vertx.vertx();
  private LocalRegistry registry;
  private Slipway platform;
  private RunningServer server;

  @BeforeEach
  void serve() throws IOException {
    registry = LocalRegistry.open();
    var fetching =
        FetchSettings.defaults()
            .withAllowedHosts(List.of(AllowedHost.parse(registry.allowHosts()).orElseThrow()));
    platform =
        Slipway.builder()
            .artifacts(HttpOciArtifacts.create(vertx, RegistrySettings.of(fetching)))
            .settings(Settings.defaults().withDevelopment(true))
            .build();
    server =
        HttpServer.start(
            vertx,
            HttpSettings.onLoopback(),
            platform,
            Map.of(),
            new SimpleMeterRegistry(),
            () -> "");
  }

  @AfterEach
  void close() throws TimeoutException {
    server.close();
    platform.close();
    registry.close();
    vertx.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void an_artifact_is_what_the_request_says() throws IOException {
    var imported = bringIn("1.0.0", SCHEMA);

    assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    assertThat(registry.seen()).extracting(LocalRegistry.Seen::authorization).containsOnly("");
  }

  @Test
  void an_artifact_with_another_schema_is_refused() throws IOException {
    var refused = bringIn("1.0.0", "{\"type\":\"object\"}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("\"SCHEMA_MISMATCH\"", "\"version\",\"input_schema\"");
  }

  @Test
  void a_private_one_wants_the_workspaces_own_credential() throws IOException {
    registry.requirePassword("me", "secret-password");

    var before = bringIn("1.0.0", SCHEMA);
    var wrong = connect("wrong-password");
    var denied = bringIn("1.0.0", SCHEMA);
    ask("DELETE", "/v1/registry_connections/" + id(wrong), "");
    connect("secret-password");
    var imported = bringIn("1.0.0", SCHEMA);

    assertThat(before.body()).contains("\"REGISTRY_DENIED\"");
    assertThat(denied.body()).contains("\"REGISTRY_DENIED\"").doesNotContain("wrong-password");
    assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    assertThat(ask("GET", "/v1/registry_connections", "").body())
        .containsPattern("\"last_used_at\":[0-9]+");
  }

  @Test
  void a_host_that_is_not_allowed_is_not_asked() throws IOException {
    var refused =
        ask(
            "POST",
            "/v1/packages:import",
            body("oci://127.0.0.1:1/acme/app", "sha256:" + "0".repeat(64), "1.0.0", SCHEMA));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("\"ADDRESS_REFUSED\"", "[\"body\",\"oci_ref\"]");
  }

  @Test
  void one_that_is_gone_is_tried_again_later() throws IOException {
    var digest = registry.push(REPOSITORY, PackageArtifact.of("1.0.0", SCHEMA));
    var repository = registry.repository(REPOSITORY).toString();
    registry.close();

    var refused =
        ask("POST", "/v1/packages:import", body(repository, digest.toString(), "1.0.0", SCHEMA));

    assertThat(refused.status()).as(refused.body()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("Retry-After", "5");
    assertThat(ask("GET", "/v1/packages", "").body()).contains("\"data\":[]");
  }

  private Http.Answer connect(String password) throws IOException {
    var body =
        "{'name':'x','registry_url':'%s','type':'basic','credentials':{'username':'me','password':'%s'}}"
            .formatted(registry.authority(), password);
    return ask("POST", "/v1/registry_connections", body.replace('\'', '"'));
  }

  private static String id(Http.Answer made) {
    return made.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
  }

  private Http.Answer bringIn(String version, String schema) throws IOException {
    var digest = registry.push(REPOSITORY, PackageArtifact.of(version, SCHEMA));
    var repository = registry.repository(REPOSITORY).toString();
    return ask("POST", "/v1/packages:import", body(repository, digest.toString(), version, schema));
  }

  private static String body(String repository, String digest, String version, String schema) {
    return ("{'name':'App','oci_ref':'%s','version':"
            + "{'semver':'%s','ref':'%s','input_schema':%s}}")
        .formatted(repository, version, digest, schema)
        .replace('\'', '"');
  }

  private Http.Answer ask(String method, String path, String body) throws IOException {
    return Http.ask(
        server.address(), method, path, List.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}

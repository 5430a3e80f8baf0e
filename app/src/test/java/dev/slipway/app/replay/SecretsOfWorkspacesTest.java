package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.adaptershttp.server.HttpServer;
import dev.slipway.adaptershttp.server.HttpSettings;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.kit.Settings;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What nobody is told again: credentials of registries, secrets of tokens. */
class SecretsOfWorkspacesTest {

  private static final long DEADLINE_SECONDS = 60;
  private static final String PASSWORD = "hunter2-is-no-password";

  private final Vertx vertx = Vertx.vertx();
  private final Store store = InMemoryStore.create(InstantSource.system());
  private final Slipway platform =
      Slipway.builder().store(store).settings(Settings.defaults().withDevelopment(true)).build();
  private final RunningServer server =
      HttpServer.start(
          vertx,
          HttpSettings.onLoopback(),
          platform,
          Map.of(),
          new SimpleMeterRegistry(),
          () -> "");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Http.Answer> answers = new ArrayList<>();
  private Level before;

  @BeforeEach
  void listen_to_everything_that_is_logged() {
    before = logger().getLevel();
    logger().setLevel(Level.TRACE);
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void close() throws TimeoutException {
    logger().detachAppender(log);
    logger().setLevel(before);
    server.close();
    platform.close();
    store.close();
    vertx.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.slipway");
  }

  @Test
  void a_password_is_in_no_answer_no_kept_answer_and_no_log() throws IOException {
    var good =
        "{\"name\":\"x\",\"registry_url\":\"r.example\",\"type\":\"basic\","
            + "\"credentials\":{\"username\":\"me\",\"password\":\""
            + PASSWORD
            + "\"}}";

    ask("POST", "/v1/registry_connections", good, "Idempotency-Key: once");
    ask("POST", "/v1/registry_connections", good, "Idempotency-Key: once");
    ask("POST", "/v1/registry_connections", good);
    ask("POST", "/v1/registry_connections", good.replace("basic", "token"));
    ask("POST", "/v1/registry_connections", good.replace("basic", "oauth"));
    ask("POST", "/v1/registry_connections", good.replace("}}", "},\"more\":1}"));
    ask("POST", "/v1/registry_connections", good.replace("}}", ""));
    ask("POST", "/v1/registry_connections?password=" + PASSWORD, good);
    ask("POST", "/v1/registry_connections", good, "Content-Type: text/plain");
    ask("POST", "/v1/workspaces", good);
    ask("GET", "/v1/registry_connections", "");

    assertThat(answers.stream().map(Http.Answer::status))
        .containsExactly(201, 201, 409, 422, 422, 422, 400, 422, 415, 422, 200);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).doesNotContain(PASSWORD));
    var key =
        new IdempotencyKey(new OrganizationId("dev"), "POST /v1/registry_connections", "once");
    assertThat(store.answers().find(key, Instant.now())).isPresent();
    assertThat(store.answers().find(key, Instant.now()).toString()).doesNotContain(PASSWORD);
    assertThat(logged()).noneMatch(line -> line.contains(PASSWORD));
  }

  @Test
  void a_token_is_shown_once_and_never_kept_or_logged() throws IOException {
    var made = ask("POST", "/v1/api_tokens", "{\"name\":\"ci\"}", "Idempotency-Key: once").body();
    var secret = made.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");

    var again = ask("POST", "/v1/api_tokens", "{\"name\":\"ci\"}", "Idempotency-Key: once");
    var listed = ask("GET", "/v1/api_tokens", "");
    ask("GET", "/v1/packages", "", "Authorization: Bearer " + secret);
    ask("GET", "/v1/packages", "", "Authorization: Bearer " + secret + "x");

    assertThat(secret).startsWith("slp_");
    assertThat(again.headers()).doesNotContainKey("Idempotency-Replayed");
    assertThat(again.body()).doesNotContain(secret);
    assertThat(listed.body()).doesNotContain(secret).contains("\"prefix\":\"slp_");
    var key = new IdempotencyKey(new OrganizationId("dev"), "POST /v1/api_tokens", "once");
    assertThat(store.answers().find(key, Instant.now())).isEmpty();
    assertThat(logged()).noneMatch(line -> line.contains(secret));
  }

  private Http.Answer ask(String method, String path, String body, String... headers)
      throws IOException {
    var answer =
        Http.ask(
            server.address(),
            method,
            path,
            List.of(headers),
            body.getBytes(StandardCharsets.UTF_8));
    answers.add(answer);
    return answer;
  }

  private List<String> logged() {
    return List.copyOf(log.list).stream()
        .flatMap(
            event ->
                Stream.concat(
                    Stream.of(event.getFormattedMessage()),
                    Stream.ofNullable(event.getThrowableProxy()).map(Object::toString)))
        .toList();
  }
}

package dev.slipway.adaptershttp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Dialect;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoint.Input;
import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Need;
import dev.slipway.adaptershttp.endpoint.PathTemplate;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.adaptershttp.endpoint.Root;
import dev.slipway.adaptershttp.endpoint.Sent;
import dev.slipway.adaptershttp.endpoint.Unread;
import dev.slipway.adaptershttp.envelope.EnvelopeDialect;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the server itself refuses below {@code /v1} is said in the envelope, and beside it in the
 * other root's words: over real sockets, with endpoints made for the test.
 */
class EnvelopeRootTest {

  private static final long DEADLINE_SECONDS = 60;
  private static final int KIB = 1024;
  private static final String AUTHORIZED = "Authorization: Bearer " + TestPlatform.TOKEN;
  private static final Vertx VERTX = Vertx.vertx();

  private final TestPlatform platform = new TestPlatform();
  private final List<RawClient> clients = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private @Nullable RunningServer running;

  @AfterAll
  static void stop_event_loops() throws Exception {
    VERTX.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @AfterEach
  void close_everything() {
    release.countDown();
    clients.forEach(RawClient::close);
    if (running != null) {
      running.close();
    }
  }

  @Nested
  class A_path {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/v1",
          "/v1/",
          "/v1/nowhere",
          "/v1//things",
          "/v1/%zz",
          "/v1/things%00",
          "/%76%31/x",
          "/v1/../v1/things",
          "http://elsewhere/v1/nowhere",
          "/v1?x=/"
        })
    void that_is_not_served_below_v1_is_404_in_the_envelope(String path) throws IOException {
      var reply = get(path);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      assertError(reply, 7002, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1x", "/V1/things", "/x/v1", "//v1/things", "/v1%2Fthings"})
    void that_is_not_below_v1_is_404_as_ever(String path) throws IOException {
      assertThat(get(path).body()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/things:take", "/v1/things%3Atake", "/v1/things%3atake/"})
    void means_the_same_with_an_escaped_colon(String path) throws IOException {
      var reply = client().send(head("POST " + path, List.of(AUTHORIZED))).reply();

      assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void that_is_too_long_is_refused_by_its_root() throws IOException {
      var here = get("/v1/things?x=" + "y".repeat(5_000));
      var there = get("/things?x=" + "y".repeat(5_000));

      assertThat(here.status()).isEqualTo(414);
      assertError(here, 7001, "URI_TOO_LONG");
      assertThat(there.status()).isEqualTo(414);
      assertThat(there.body()).startsWith("{\"detail\":");
    }
  }

  @Nested
  class A_method {

    @Test
    void that_a_path_does_not_have_is_405_and_says_which_there_are() throws IOException {
      var reply = client().send(head("PUT /v1/things", List.of())).reply();

      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
      assertError(reply, 7005, "METHOD_NOT_ALLOWED");
    }

    @Test
    void options_says_which_there_are() throws IOException {
      var reply = client().send(head("OPTIONS /v1/things", List.of())).reply();

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }
  }

  @Nested
  class A_token {

    @Test
    void that_is_missing_or_bad_is_401_in_the_same_bytes() throws IOException {
      var none = get("/v1/things");
      var bad = get("/v1/things", "Authorization: Bearer nonsense");
      var basic = get("/v1/things", "Authorization: Basic YTpi");

      assertThat(List.of(none, bad, basic))
          .allSatisfy(
              reply -> {
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.body()).isEqualTo(none.body());
              });
      assertError(none, 7003, "UNAUTHENTICATED");
      assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void that_is_bad_is_refused_where_none_is_needed() throws IOException {
      var reply = get("/v1/document", "Authorization: Bearer nonsense");

      assertThat(get("/v1/document").status()).isEqualTo(200);
      assertError(reply, 7003, "UNAUTHENTICATED");
    }

    @Test
    void comes_before_whatever_is_wrong_with_the_body() throws IOException {
      assertThat(post("/v1/things", "{", "Content-Type: text/plain").status()).isEqualTo(401);
    }
  }

  @Nested
  class A_body {

    @Test
    void is_looked_at_when_the_endpoint_says_so() throws IOException {
      assertThat(post("/v1/unseen", "{", AUTHORIZED).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{",
          "{\"a\":1,\"a\":2}",
          "{\"a\":NaN}",
          "{\"a\":1}//",
          "/**/{}",
          "\u00ef\u00bb\u00bf{}",
          "{\"a\":'1'}",
          "\u00ff",
          " ",
          "{\"a\":1e99999}"
        })
    void that_is_no_json_is_400(String body) throws IOException {
      var reply = post("/v1/things", body, AUTHORIZED);

      assertThat(reply.status()).isEqualTo(400);
      assertError(reply, 7001, "MALFORMED_JSON");
      assertThat(reply.body()).contains("\"path\":[\"body\"]");
    }

    @ParameterizedTest
    @CsvSource({"[1], [1]", "null, null", "'', nothing", "{}, {}"})
    void of_any_kind_is_brought_to_the_endpoint(String body, String brought) throws IOException {
      assertThat(post("/v1/things", body, AUTHORIZED).body()).isEqualTo("\"" + brought + "\"");
    }

    @Test
    void of_another_type_is_415() throws IOException {
      var reply = post("/v1/things", "{}", AUTHORIZED, "Content-Type: text/plain");

      assertThat(reply.status()).isEqualTo(415);
      assertError(reply, 7001, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void that_is_too_large_is_413() throws IOException {
      serve(settings().bounded(KIB, 8, 8));

      var reply = post("/v1/things", "x".repeat(KIB + 1), AUTHORIZED);

      assertThat(reply.status()).isEqualTo(413);
      assertError(reply, 7001, "BODY_TOO_LARGE");
      assertThat(reply.body()).contains("larger than 1024 bytes");
    }

    @Test
    void that_does_not_arrive_in_time_is_408() throws IOException {
      serve(
          settings().patient(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMinutes(1)));

      var reply =
          client()
              .send(head("POST /v1/things", List.of(AUTHORIZED, "Content-Length: 10")) + "{")
              .reply();

      assertThat(reply.status()).isEqualTo(408);
      assertError(reply, 7001, "TIMEOUT");
    }
  }

  @Nested
  class Trouble {

    @Test
    void of_ones_own_is_500_with_names_and_without_a_trace() throws IOException {
      var reply = get("/v1/boom", AUTHORIZED, "X-Request-Id: mine-1");

      assertThat(reply.status()).isEqualTo(500);
      assertError(reply, 7009, "INTERNAL");
      assertThat(reply.body())
          .contains("\"request_id\":\"mine-1\"", "\"incident_id\":\"inc_")
          .doesNotContain("secret", "Exception", "dev.slipway");
      assertThat(reply.header("X-Request-Id")).isEqualTo("mine-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/unavailable", "/v1/unknown"})
    void of_the_store_is_503_to_be_tried_again(String path) throws IOException {
      var reply = get(path, AUTHORIZED);

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertError(reply, 7011, "STORE_UNAVAILABLE");
    }

    @Test
    void of_the_store_while_a_token_is_looked_up_is_503_too() throws IOException {
      platform.loseStore();

      assertError(get("/v1/things", AUTHORIZED), 7011, "STORE_UNAVAILABLE");
    }

    @Test
    void of_too_many_requests_is_503() throws Exception {
      serve(settings().bounded(KIB, 1, 8));
      var working = client().send(head("GET /v1/wait", List.of(AUTHORIZED)));
      assertThat(begun.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

      var refused = get("/v1/things", AUTHORIZED);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertError(refused, 7011, "OVERLOADED");
      release.countDown();
      assertThat(working.reply().status()).isEqualTo(200);
    }

    @Test
    void with_headers_beyond_the_bound_is_431() throws IOException {
      var reply = get("/v1/things", "X-Long: " + "y".repeat(9_000));

      assertThat(reply.status()).isEqualTo(431);
      assertError(reply, 7001, "HEADER_TOO_LARGE");
    }
  }

  @Test
  void one_root_and_no_other_takes_what_is_nobodys() {
    var plain = new Root("", Dialect.plain(), List.of());
    var other = new Root("v1", new EnvelopeDialect(), List.of());

    assertThatThrownBy(() -> new Roots(List.of(plain, other)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Roots(List.of(plain, plain)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Roots(List.of(other)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertError(RawClient.Reply reply, int number, String reason) {
    assertThat(reply.body())
        .startsWith("{\"success\":false,\"errors\":[{\"code\":" + number + ",\"message\":\"")
        .contains("\"metadata\":{\"reason\":\"" + reason + "\"")
        .endsWith("}],\"result\":{}}");
  }

  private List<Root> roots() {
    return List.of(
        new Root("v1", new EnvelopeDialect(), endpoints()),
        new Root(
            "",
            Dialect.plain(),
            List.of(
                endpoint(
                    Method.GET,
                    "/things",
                    new Input.None(),
                    new Handling.Members(
                        Need.MEMBERSHIP, (caller, request) -> Answer.json(200, request.body()))))));
  }

  private List<Endpoint> endpoints() {
    var none = new Input.None();
    var body = new Input.Body("Any", false);
    return List.of(
        visited(Method.GET, "/v1/things", none, EnvelopeRootTest::brought),
        visited(Method.POST, "/v1/things", body, EnvelopeRootTest::brought),
        visited(Method.POST, "/v1/things:take", none, EnvelopeRootTest::brought),
        visited(Method.POST, "/v1/unseen", body, (claimant, request) -> ok()),
        visited(
            Method.GET,
            "/v1/boom",
            none,
            (claimant, request) -> {
              throw new IllegalStateException("a secret detail");
            }),
        visited(
            Method.GET,
            "/v1/unavailable",
            none,
            (claimant, request) -> {
              throw new StorageUnavailable("Reading in this test");
            }),
        visited(
            Method.GET,
            "/v1/unknown",
            none,
            (claimant, request) -> {
              throw new OutcomeUnknown("Writing in this test");
            }),
        visited(Method.GET, "/v1/wait", none, (claimant, request) -> await()),
        endpoint(
            Method.GET, "/v1/document", none, new Handling.Probes(EnvelopeRootTest::ok, false)));
  }

  private static Answer brought(Claimant claimant, Unread request) {
    if (claimant instanceof Claimant.Nobody) {
      return new EnvelopeDialect().says(new Refusal.NotAuthenticated(false));
    }
    return switch (request.body().get()) {
      case Sent.Nothing nothing -> Answer.json(200, Json.string("nothing"));
      case Sent.Value(var json) -> Answer.json(200, Json.string(json.toText()));
      case Sent.Refused(var refusal) -> new EnvelopeDialect().says(refusal);
    };
  }

  private static Answer ok() {
    return Answer.json(200, Json.object().build());
  }

  private Answer await() {
    begun.countDown();
    try {
      if (!release.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody released the request");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ok();
  }

  private static Endpoint visited(
      Method method, String path, Input input, Handling.Visited visited) {
    return endpoint(method, path, input, new Handling.Visitors("things.do", visited));
  }

  private static Endpoint endpoint(Method method, String path, Input input, Handling handling) {
    return new Endpoint(
        method, PathTemplate.of(path), path, path, input, List.of(), Map.of(), handling);
  }

  private static HttpSettings settings() {
    return HttpSettings.onLoopback();
  }

  private RunningServer serve(HttpSettings settings) {
    var dispatcher = new Dispatcher(platform, platform);
    var server = HttpServer.start(VERTX, settings, dispatcher, roots(), new SimpleMeterRegistry());
    running = server;
    return server;
  }

  private RawClient client() throws IOException {
    var server = running == null ? serve(settings()) : running;
    var client = new RawClient(server.address());
    clients.add(client);
    return client;
  }

  private RawClient.Reply get(String path, String... headers) throws IOException {
    return client().send(head("GET " + path, List.of(headers))).reply();
  }

  private RawClient.Reply post(String path, String body, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + body.length());
    return client().send(head("POST " + path, all) + body).reply();
  }

  private static String head(String line, List<String> headers) {
    var head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: x\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    return head.append("\r\n").toString();
  }
}

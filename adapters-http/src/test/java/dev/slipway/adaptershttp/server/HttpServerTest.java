package dev.slipway.adaptershttp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Dialect;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoint.Input;
import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Need;
import dev.slipway.adaptershttp.endpoint.PathTemplate;
import dev.slipway.adaptershttp.endpoint.Root;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What holds for every request, whatever it asks (contract/foundation.md section 1): over real
 * sockets, with endpoints made for the test.
 */
class HttpServerTest {

  private static final long DEADLINE_SECONDS = 60;
  private static final int KIB = 1024;

  /** More than sockets hold for a client that does not read. */
  private static final int LARGE = 16 * KIB * KIB;

  private static final Vertx VERTX = Vertx.vertx();

  private final TestPlatform platform = new TestPlatform();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<RawClient> clients = new ArrayList<>();
  private @Nullable RunningServer running;

  /** Requests to /wait that have begun, and their release. */
  private final Semaphore begun = new Semaphore(0);

  private final CountDownLatch release = new CountDownLatch(1);

  @AfterAll
  static void stop_event_loops() throws Exception {
    VERTX.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @BeforeEach
  void listen_to_the_log() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void close_everything() {
    release.countDown();
    clients.forEach(RawClient::close);
    if (running != null) {
      running.close();
    }
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.slipway");
  }

  @Nested
  class A_path {

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/", "/%65cho", "http://somewhere/echo", "/echo?x=%41"})
    void is_served_with_and_without_a_slash_and_however_it_is_escaped(String path)
        throws IOException {
      var reply = get(path);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/",
          "/Echo",
          "//echo",
          "/echo//",
          "/./echo",
          "/x/../echo",
          "/echo%2F",
          "/echo%00",
          "/%zz",
          "/%",
          "/%C3%28",
          "/%ED%A0%80",
          "*",
          "/echo;x=1",
          "/echo%20"
        })
    void that_is_not_served_is_404(String path) throws IOException {
      var reply = get(path);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.body()).isEqualTo("{\"detail\":\"Not Found\"}");
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void keeps_an_escaped_slash_inside_its_segment() throws IOException {
      assertThat(get("/named/a%2Fb").body()).isEqualTo("{\"name\":\"a/b\"}");
      assertThat(get("/named/a+b").body()).isEqualTo("{\"name\":\"a+b\"}");
      assertThat(get("/named/%252F").body()).isEqualTo("{\"name\":\"%2F\"}");
    }

    @Test
    void prefers_a_fixed_segment_to_a_variable_one() throws IOException {
      assertThat(get("/named/fixed").body()).isEqualTo("{\"fixed\":true}");
    }

    @Test
    void may_mean_something_else_with_its_slash() throws IOException {
      assertThat(get("/slash").body()).isEqualTo("{\"slash\":false}");
      assertThat(get("/slash/").body()).isEqualTo("{\"slash\":true}");
    }
  }

  @Nested
  class A_method {

    @ParameterizedTest
    @CsvSource({
      "PUT, /echo, 'GET, HEAD, OPTIONS, POST'",
      "DELETE, /echo/, 'GET, HEAD, OPTIONS, POST'",
      "POST, /slash/, 'GET, HEAD, OPTIONS'",
      "BREW, /members, 'GET, HEAD, OPTIONS'",
    })
    void that_a_path_does_not_have_is_405(String method, String path, String allow)
        throws IOException {
      var reply = client().send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").reply();

      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo(allow);
      assertThat(reply.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }

    @Test
    void options_says_which_there_are() throws IOException {
      var client = client();

      var reply = client.send("OPTIONS /echo HTTP/1.1\r\nHost: x\r\n\r\n").reply();

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
      assertThat(reply.headers()).doesNotContainKeys("content-length", "content-type");
      assertThat(request(client, "GET /echo").status()).isEqualTo(200);
    }

    @Test
    void head_is_get_without_a_body() throws IOException {
      var client = client();
      client.send("HEAD /echo HTTP/1.1\r\nHost: x\r\n\r\n");

      var reply = client.replyToHead();

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Content-Length")).isEqualTo("2");
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      assertThat(request(client, "GET /echo").body()).isEqualTo("{}");
    }
  }

  @Nested
  class A_token {

    @Test
    void that_is_missing_bad_or_no_token_is_401_in_the_same_bytes() throws IOException {
      var none = get("/members");
      var bad = get("/members", "Authorization: Bearer nonsense");
      var basic = get("/members", "Authorization: Basic YTpi");
      var empty = get("/members", "Authorization: Bearer ");
      var two =
          get(
              "/members",
              "Authorization: Bearer " + TestPlatform.TOKEN,
              "Authorization: Bearer " + TestPlatform.TOKEN);

      assertThat(List.of(none, bad, basic, empty, two))
          .allSatisfy(
              reply -> {
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.body()).isEqualTo("{\"detail\":\"Not authenticated\"}");
              });
      assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(List.of(bad, basic, empty, two))
          .allSatisfy(
              reply ->
                  assertThat(reply.header("WWW-Authenticate"))
                      .isEqualTo("Bearer error=\"invalid_token\""));
    }

    @Test
    void that_is_good_is_let_in() throws IOException {
      assertThat(get("/members", "authorization: bearer " + TestPlatform.TOKEN).status())
          .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/probe"})
    void that_is_bad_is_refused_where_none_is_needed(String path) throws IOException {
      assertThat(get(path).status()).isEqualTo(200);
      assertThat(get(path, "Authorization: Bearer nonsense").status()).isEqualTo(401);
      assertThat(get(path, "Authorization: Bearer " + TestPlatform.TOKEN).status()).isEqualTo(200);
    }

    @Test
    void of_another_kind_is_403_for_runtimes() throws IOException {
      assertThat(post("/runtime", "{}").status()).isEqualTo(401);
      assertThat(post("/runtime", "{}", "Authorization: Bearer nonsense").status()).isEqualTo(401);
      assertThat(post("/runtime", "{}", "Authorization: Bearer " + TestPlatform.TOKEN).status())
          .isEqualTo(403);
      assertThat(
              post("/runtime", "{}", "Authorization: Bearer " + TestPlatform.RUNTIME_TOKEN)
                  .status())
          .isEqualTo(200);
    }

    @Test
    void comes_before_the_body() throws IOException {
      assertThat(post("/members/body", "{", "Content-Type: text/plain").status()).isEqualTo(401);
      assertThat(
              client()
                  .send(
                      "POST /members/body HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
                  .reply()
                  .status())
          .isEqualTo(401);
    }

    @Test
    void never_reaches_a_log() throws IOException {
      get("/members?token=in-a-query", "Authorization: Bearer nonsense");
      get("/members", "Authorization: Bearer " + TestPlatform.TOKEN);

      assertThat(logged())
          .noneMatch(line -> line.contains("nonsense"))
          .noneMatch(line -> line.contains("in-a-query"))
          .noneMatch(line -> line.contains(TestPlatform.TOKEN))
          .anyMatch(line -> line.contains("no such token"));
    }
  }

  @Nested
  class A_body {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json",
          "application/json; charset=utf-8",
          "Application/JSON",
          "application/problem+json",
          "application/vnd.acme.v1+json;x=y"
        })
    void of_json_is_read(String type) throws IOException {
      assertThat(post("/echo", "{\"a\":1}", "Content-Type: " + type).body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void without_a_type_counts_as_json() throws IOException {
      assertThat(post("/echo", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "text/plain",
          "application/x-www-form-urlencoded",
          "application/jsonp",
          "json",
          "text/json",
          "multipart/form-data; boundary=x",
          "+json",
          "application/json, text/plain"
        })
    void of_another_type_is_415(String type) throws IOException {
      var reply = post("/echo", "{\"a\":1}", "Content-Type: " + type);

      assertThat(reply.status()).isEqualTo(415);
      assertThat(reply.body()).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"a\":}  | {\"loc\":[\"body\",5],\"msg\":\"The text is not"
              + " JSON\",\"type\":\"json_invalid\"}",
          "{\"a\":1,\"a\":2} | {\"loc\":[\"body\",10],\"msg\":\"A key occurs twice in one"
              + " object\",\"type\":\"json_invalid\"}",
          "[] | {\"loc\":[\"body\"],\"msg\":\"Must be an object\",\"type\":\"dict_type\"}",
          "null | {\"loc\":[\"body\"],\"msg\":\"Must be an object\",\"type\":\"dict_type\"}",
          "'' | {\"loc\":[\"body\",0],\"msg\":\"The text is empty\",\"type\":\"json_invalid\"}",
        })
    void that_holds_no_object_is_422(String body, String entry) throws IOException {
      var reply = post("/echo", body);

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.body()).isEqualTo("{\"detail\":[" + entry + "]}");
    }

    @Test
    void may_be_empty_where_every_field_is_optional() throws IOException {
      assertThat(post("/optional", "").body()).isEqualTo("{}");
      assertThat(post("/optional", "[]").status()).isEqualTo(422);
    }

    @Test
    void may_come_in_chunks() throws IOException {
      var reply =
          client()
              .send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
              .send("3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n")
              .reply();

      assertThat(reply.body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void is_waited_for_when_the_client_asks_first() throws IOException {
      var client = client();
      client.send(
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(100);
      assertThat(client.send("{}").reply().status()).isEqualTo(200);
    }

    @Test
    void of_exactly_the_limit_is_read() throws IOException {
      serve(settings().bounded(KIB, 8, 8));
      var body = "{\"a\":\"" + "x".repeat(KIB - 8) + "\"}";

      assertThat(post("/echo", body).status()).isEqualTo(200);
      assertThat(post("/echo", body + " ").status()).isEqualTo(413);
    }

    @Test
    void that_is_said_to_be_too_large_is_413_before_it_is_sent() throws IOException {
      serve(settings().bounded(KIB, 8, 8));
      var client = client();
      client.send(
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\nExpect: 100-continue\r\n\r\n");

      var reply = client.reply();

      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.body()).isEqualTo("{\"detail\":\"Request body is larger than 1024 bytes\"}");
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void that_turns_out_too_large_is_413_and_its_sender_sees_it() throws IOException {
      serve(settings().bounded(KIB, 8, 8));
      var client = client();
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      var piece = "1000\r\n" + "x".repeat(4 * KIB) + "\r\n";

      boolean sent = client.sendAll(piece, 200);

      assertThat(sent).isTrue();
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void that_never_ends_is_not_read_for_ever() throws IOException {
      serve(settings().bounded(KIB, 8, 8));
      var client = client();
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      var piece = "10000\r\n" + "x".repeat(64 * KIB) + "\r\n";

      boolean sent = client.sendAll(piece, 10_000);

      assertThat(sent).isFalse();
    }

    @Test
    void is_bounded_on_paths_that_are_not_served_too() throws IOException {
      serve(settings().bounded(KIB, 8, 8));
      var client = client();
      client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(404);
      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void that_does_not_arrive_in_time_is_408() throws IOException {
      serve(settings().patient(seconds(60), Duration.ofMillis(300), seconds(60)));
      var client = client();
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");

      var reply = client.reply();

      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void is_ignored_where_none_is_taken() throws IOException {
      var client = client();
      client.send("GET /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n<xml>");

      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(request(client, "GET /echo").status()).isEqualTo(200);
    }
  }

  @Nested
  class A_request_id {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c:d-9", "0123456789"})
    void is_echoed_and_logged(String id) throws IOException {
      var reply = get("/echo", "X-Request-Id: " + id);

      assertThat(reply.header("X-Request-Id")).isEqualTo(id);
      assertThat(logged()).anyMatch(line -> line.contains("id=" + id + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "é", "{}"})
    void that_is_malformed_is_replaced(String id) throws IOException {
      var reply = get("/echo", "X-Request-Id: " + id);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("X-Request-Id")).startsWith("req_").isNotEqualTo(id);
    }

    @Test
    void has_at_most_128_characters() throws IOException {
      var longest = "x".repeat(128);

      assertThat(get("/echo", "X-Request-Id: " + longest).header("X-Request-Id"))
          .isEqualTo(longest);
      assertThat(get("/echo", "X-Request-Id: " + longest + "x").header("X-Request-Id"))
          .startsWith("req_");
    }

    @Test
    void is_on_every_answer() throws IOException {
      assertThat(get("/nowhere").header("X-Request-Id")).startsWith("req_");
      assertThat(get("/members").header("X-Request-Id")).startsWith("req_");
      assertThat(get("/boom").header("X-Request-Id")).startsWith("req_");
      assertThat(client().send("garbage\r\n\r\n").reply().header("X-Request-Id"))
          .startsWith("req_");
    }
  }

  @Nested
  class A_failure {

    @Test
    void is_500_with_an_incident_that_is_in_the_log_with_its_stack() throws IOException {
      var reply = get("/boom");

      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body())
          .matches(
              "\\{\"detail\":\\{\"message\":\"Internal"
                  + " error\",\"incident_id\":\"inc_[0-9a-f]+\"}}");
      var incident = reply.body().replaceAll(".*(inc_[0-9a-f]+).*", "$1");
      assertThat(log.list)
          .anySatisfy(
              event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getFormattedMessage()).contains(incident);
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("a secret detail");
              });
      assertThat(reply.body()).doesNotContain("secret");
    }

    @Test
    void of_an_error_of_the_machine_is_500_too() throws IOException {
      assertThat(get("/overflow").status()).isEqualTo(500);
      assertThat(get("/echo").status()).isEqualTo(200);
    }

    @Test
    void of_the_store_is_503_to_be_tried_again() throws IOException {
      var reply = get("/unavailable");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.body()).isEqualTo("{\"detail\":\"The store is not available; try again\"}");
    }

    @Test
    void that_nobody_can_judge_says_so() throws IOException {
      var reply = get("/unknown");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.body()).contains("not known").contains("read again");
    }

    @Test
    void of_the_runtimes_is_503() throws IOException {
      assertThat(get("/unseen").status()).isEqualTo(503);
    }

    @Test
    void of_the_store_does_not_touch_probes_even_with_a_token() throws IOException {
      platform.loseStore();

      assertThat(get("/probe", "Authorization: Bearer " + TestPlatform.TOKEN).status())
          .isEqualTo(200);
      assertThat(get("/members", "Authorization: Bearer " + TestPlatform.TOKEN).status())
          .isEqualTo(503);
    }
  }

  @Nested
  class A_full_server {

    @Test
    void answers_503_but_probes() throws Exception {
      serve(settings().bounded(KIB, 1, 8));
      var working = client().send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
      awaitBegun(1);

      var refused = get("/echo");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.body()).isEqualTo("{\"detail\":\"The server is full; try again\"}");
      assertThat(get("/probe").status()).isEqualTo(200);
      release.countDown();
      assertThat(working.reply().status()).isEqualTo(200);
      assertThat(get("/echo").status()).isEqualTo(200);
    }

    @Test
    void gets_its_permits_back_from_failures() throws IOException {
      serve(settings().bounded(KIB, 1, 50));

      for (int i = 0; i < 5; i++) {
        assertThat(get("/boom").status()).isEqualTo(500);
        assertThat(get("/overflow").status()).isEqualTo(500);
      }

      assertThat(get("/echo").status()).isEqualTo(200);
    }

    @Test
    void hangs_up_on_connections_beyond_its_bound() throws IOException {
      serve(settings().bounded(KIB, 8, 2));
      var first = client();
      assertThat(request(first, "GET /echo").status()).isEqualTo(200);
      var second = client();
      assertThat(request(second, "GET /echo").status()).isEqualTo(200);

      assertThat(client().isHungUp()).isTrue();

      assertThat(request(first, "GET /echo").status()).isEqualTo(200);
    }
  }

  @Nested
  class A_slow_client {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** Short, but whoever connects has sent a request by then, however busy the machine is. */
    private static final Duration SENT = Duration.ofSeconds(3);

    @Test
    void that_sends_nothing_is_hung_up_on() throws IOException {
      serve(settings().patient(SHORT, seconds(60), seconds(60)));

      assertThat(client().isHungUp()).isTrue();
    }

    @Test
    void that_sends_headers_drop_by_drop_is_hung_up_on_without_an_answer() throws IOException {
      serve(settings().patient(SHORT, seconds(60), seconds(60)));
      var client = client();

      client.sendAll("GET /echo HTTP/1.1\r\nHost: x\r\nX-", 1);

      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void may_be_idle_between_requests_for_longer() throws IOException {
      serve(settings().patient(SENT, seconds(9), SENT.plus(SHORT)));
      var client = client();
      assertThat(request(client, "GET /echo").status()).isEqualTo(200);
      long from = System.nanoTime();

      assertThat(client.isHungUp()).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(SENT);
    }

    @Test
    void has_the_short_time_again_once_another_request_begins() throws IOException {
      serve(settings().patient(SENT, seconds(9), seconds(600)));
      var client = client();
      assertThat(request(client, "GET /echo").status()).isEqualTo(200);

      client.send("GET /echo HTTP/1.1\r\nHo");

      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void that_does_not_take_its_answer_is_hung_up_on() throws Exception {
      serve(settings().patient(seconds(60), seconds(60), SHORT));
      // Sent together with a small one, whose answer tells that the connection has been counted.
      var both = head("GET /echo", List.of()) + head("GET /large", List.of());
      var client = client().send(both);
      assertThat(client.reply().status()).isEqualTo(200);

      awaitConnections(0);

      assertThatThrownBy(client::readAll).isInstanceOf(IOException.class);
    }

    @Test
    void is_not_a_client_that_waits_for_long_work() throws Exception {
      serve(settings().patient(SENT, SHORT, SHORT));
      var client = client().send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
      awaitBegun(1);
      // Time passes: another client is hung up on for being idle.
      assertThat(client().isHungUp()).isTrue();
      assertThat(client().isHungUp()).isTrue();

      release.countDown();

      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Nested
  class What_is_no_http {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "garbage\r\n\r\n",
          "GET /echo HTTP/1.1\r\nHost x\r\n\r\n",
          "GET /echo HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        })
    void is_answered_in_json_and_hung_up_on(String text) throws IOException {
      var client = client().send(text);

      var reply = client.reply();

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      assertThat(reply.body()).startsWith("{\"detail\":\"");
      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void is_never_two_requests_in_one() throws IOException {
      var client =
          client()
              .send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n")
              .send("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /echo HTTP/1.1\r\n\r\n");

      assertThat(client.reply().status()).isIn(400, 422);
    }

    @Test
    void is_a_url_beyond_the_bound() throws IOException {
      var reply = get("/echo?x=" + "y".repeat(5_000));

      assertThat(reply.status()).isEqualTo(414);
      assertThat(reply.body()).isEqualTo("{\"detail\":\"The URL is too long\"}");
    }

    @Test
    void is_headers_beyond_the_bound() throws IOException {
      var reply = get("/echo", "X-Long: " + "y".repeat(9_000));

      assertThat(reply.status()).isEqualTo(431);
      assertThat(reply.body()).isEqualTo("{\"detail\":\"The headers are too long\"}");
    }
  }

  @Nested
  class One_connection {

    @Test
    void carries_requests_that_were_sent_at_once() throws IOException {
      var client =
          client()
              .send(
                  "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
                      + "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n"
                      + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.reply().body()).isEqualTo("{\"a\":1}");
      assertThat(client.reply().body()).isEqualTo("{}");
      assertThat(client.reply().status()).isEqualTo(404);
    }

    @Test
    void ends_after_one_request_when_the_client_says_so() throws IOException {
      var client = client().send("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.isHungUp()).isTrue();
    }

    @Test
    void may_speak_http_1_0() throws IOException {
      var client = client().send("GET /echo HTTP/1.0\r\n\r\n");

      assertThat(client.reply().body()).isEqualTo("{}");
      assertThat(client.isHungUp()).isTrue();
    }
  }

  @Nested
  class Stopping {

    @Test
    void lets_requests_in_work_end_and_accepts_no_more() throws Exception {
      var server = serve(settings());
      var working = client().send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
      var idle = client();
      assertThat(request(idle, "GET /echo").status()).isEqualTo(200);
      awaitBegun(1);

      var stopped = CompletableFuture.runAsync(server::close);

      assertThat(idle.isHungUp()).isTrue();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      release.countDown();
      assertThat(working.reply().status()).isEqualTo(200);
      assertThat(working.isHungUp()).isTrue();
      stopped.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void does_not_wait_longer_than_the_drain_time() throws Exception {
      var server = serve(settings().draining(Duration.ofMillis(300)));
      var working = client().send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
      awaitBegun(1);

      server.close();

      assertThat(working.isHungUp()).isTrue();
    }

    @Test
    void twice_is_stopping_once() throws IOException {
      var server = serve(settings());

      server.close();
      server.close();

      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    /** The listening socket may take a moment to be gone. */
    private void connect() throws IOException {
      for (int i = 0; i < 1_000; i++) {
        try (var client = new RawClient(address())) {
          assertThat(client.isHungUp()).isTrue();
        }
      }
    }
  }

  @Nested
  class Starting {

    @Test
    void where_the_port_is_taken_says_so() {
      var taken = serve(settings()).address().getPort();

      assertThatThrownBy(() -> serve(settings().listeningOn("127.0.0.1", taken)))
          .isInstanceOf(HttpServer.ListeningFailed.class)
          .hasMessageContaining("127.0.0.1:" + taken);
    }

    @Test
    void on_an_ipv6_address_brackets_it() {
      assertThat(serve(settings().listeningOn("::1", 0)).address().toString())
          .startsWith("http://[::1]:");
    }
  }

  @Nested
  class The_books {

    @Test
    void hold_one_line_a_request() throws IOException {
      get("/echo?secret=1", "X-Request-Id: line-1");
      get("/members", "X-Request-Id: line-2", "Authorization: Bearer " + TestPlatform.TOKEN);

      assertThat(access())
          .hasSize(2)
          .anySatisfy(
              line -> assertThat(line).matches("GET /echo 200 [0-9.]+ms id=line-1 organization=-"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches("GET /members 200 [0-9.]+ms id=line-2 organization=acme"));
    }

    @Test
    void hold_no_control_characters_of_strangers() throws IOException {
      get("/a\u001b[31m\u0007");

      assertThat(access()).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }

    @Test
    void count_by_route_and_status() throws IOException {
      get("/named/a");
      get("/named/b");
      get("/nowhere/c");

      awaitRequests("/named/{name}", 2);
      awaitRequests("-", 1);
    }

    @Test
    void are_even_when_all_is_done() throws IOException {
      for (int i = 0; i < 10; i++) {
        post("/echo", "{}");
        get("/boom");
      }
      clients.forEach(RawClient::close);
      serverOf().close();

      assertThat(registry.get("slipway.http.in.flight").gauge().value()).isZero();
      awaitConnections(0);
    }
  }

  // The server of a test, and its endpoints.

  private static HttpSettings settings() {
    return HttpSettings.onLoopback();
  }

  private RunningServer serve(HttpSettings settings) {
    var dispatcher = new Dispatcher(platform, platform);
    var server = HttpServer.start(VERTX, settings, dispatcher, roots(), registry);
    if (running == null) {
      running = server;
    }
    return server;
  }

  private RunningServer serverOf() {
    return running == null ? serve(settings()) : running;
  }

  private URI address() {
    return serverOf().address();
  }

  private List<Root> roots() {
    return List.of(new Root("", Dialect.plain(), endpoints()));
  }

  private List<Endpoint> endpoints() {
    var none = new Input.None();
    var body = new Input.Body("Any", false);
    return List.of(
        endpoint(Method.GET, "/echo", none, everybody(Json.object().build())),
        endpoint(
            Method.POST,
            "/echo",
            body,
            new Handling.Everybody((caller, request) -> Answer.json(200, request.body()))),
        endpoint(
            Method.POST,
            "/optional",
            new Input.Body("Any", true),
            new Handling.Everybody((caller, request) -> Answer.json(200, request.body()))),
        endpoint(
            Method.GET,
            "/named/{name}",
            none,
            new Handling.Everybody(
                (caller, request) ->
                    Answer.json(200, Json.object().put("name", request.segment("name")).build()))),
        endpoint(
            Method.GET, "/named/fixed", none, everybody(Json.object().put("fixed", true).build())),
        endpoint(Method.GET, "/slash", none, everybody(Json.object().put("slash", false).build())),
        endpoint(Method.GET, "/slash/", none, everybody(Json.object().put("slash", true).build())),
        endpoint(
            Method.GET,
            "/probe",
            none,
            new Handling.Probes(() -> Answer.json(200, Json.object().build()), true)),
        endpoint(Method.GET, "/large", none, everybody(Json.string("x".repeat(LARGE)))),
        endpoint(
            Method.GET,
            "/members",
            none,
            new Handling.Members(
                Need.MEMBERSHIP, (caller, request) -> Answer.json(200, request.body()))),
        endpoint(
            Method.POST,
            "/members/body",
            body,
            new Handling.Members(
                Need.MEMBERSHIP, (caller, request) -> Answer.json(200, request.body()))),
        endpoint(
            Method.POST,
            "/runtime",
            body,
            new Handling.Runtimes((runtime, request) -> Answer.json(200, request.body()))),
        endpoint(Method.GET, "/wait", none, new Handling.Everybody((c, r) -> await())),
        failing("/boom", new IllegalStateException("a secret detail")),
        failing("/overflow", new StackOverflowError()),
        failing("/unavailable", new StorageUnavailable("Reading in this test")),
        failing("/unknown", new OutcomeUnknown("Writing in this test")),
        failing("/unseen", new RuntimeUnavailable("Looking in this test", new IOException())));
  }

  private static Handling everybody(Json body) {
    return new Handling.Everybody((caller, request) -> Answer.json(200, body));
  }

  private static Endpoint failing(String path, Throwable failure) {
    return endpoint(
        Method.GET,
        path,
        new Input.None(),
        new Handling.Everybody(
            (caller, request) -> {
              switch (failure) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                default -> throw new IllegalArgumentException(failure);
              }
            }));
  }

  private static Endpoint endpoint(Method method, String path, Input input, Handling handling) {
    return new Endpoint(
        method, PathTemplate.of(path), path, path, input, List.of(), Map.of(), handling);
  }

  private Answer await() {
    begun.release();
    try {
      if (!release.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody released the request");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.json(200, Json.object().build());
  }

  private void awaitBegun(int requests) throws InterruptedException {
    assertThat(begun.tryAcquire(requests, DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** A request is counted when its answer was written, which is after its client has it. */
  private void awaitRequests(String route, long number) {
    await(
        number + " requests of " + route,
        () ->
            registry.find("slipway.http.requests").tag("route", route).timers().stream()
                    .mapToLong(Timer::count)
                    .sum()
                == number);
  }

  private void awaitConnections(int number) {
    await(
        number + " connections",
        () -> registry.get("slipway.http.connections").gauge().value() == number);
  }

  private static void await(String what, BooleanSupplier reached) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("%s, in time", what).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private RawClient client() throws IOException {
    var client = new RawClient(address());
    clients.add(client);
    return client;
  }

  private RawClient.Reply get(String path, String... headers) throws IOException {
    return request(client(), "GET " + path, headers);
  }

  private RawClient.Reply post(String path, String body, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + body.length());
    return client().send(head("POST " + path, all) + body).reply();
  }

  private static RawClient.Reply request(RawClient client, String line, String... headers)
      throws IOException {
    return client.send(head(line, List.of(headers))).reply();
  }

  private static String head(String line, List<String> headers) {
    var head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: x\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** An answer may reach the client a moment before its line reaches the log. */
  private List<String> logged() {
    serverOf().close();
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private List<String> access() {
    serverOf().close();
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLoggerName().equals("dev.slipway.access"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}

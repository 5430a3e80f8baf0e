package dev.slipway.adaptershttp.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpWheelsTest {
  private static final String NAME = "/demo-1.0-py3-none-any.whl";
  private static final byte[] WHEEL = "a wheel".getBytes(StandardCharsets.UTF_8);
  private static final Fetched THE_WHEEL = new Fetched.Read(Sha256.of(WHEEL), WHEEL.length);

  private static final Vertx VERTX = Vertx.vertx();
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  private final TestServer server =
      TestServer.at("127.0.0.1", 0, AUTHORITY.serverOf("wheels.test", "127.0.0.1"));
  private final Map<String, List<String>> names =
      new ConcurrentHashMap<>(Map.of("wheels.test", List.of("127.0.0.1")));

  @AfterEach
  void close() {
    server.close();
  }

  @AfterAll
  static void closeVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** What may be reached in these tests unless they say otherwise: the host {@code wheels.test}. */
  private FetchSettings settings() {
    return FetchSettings.defaults()
        .withAllowedHosts(List.of(AllowedHost.parse("wheels.test").orElseThrow()))
        .withTrustedCertificates(List.of(AUTHORITY.certificate()))
        .withLookup(this::lookUp);
  }

  private List<InetAddress> lookUp(String name) throws UnknownHostException {
    List<String> addresses = names.get(name);
    if (addresses == null) {
      throw new UnknownHostException(name);
    }
    return addresses.stream().map(HttpWheelsTest::address).toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Wheels wheels() {
    return HttpWheels.create(VERTX, settings());
  }

  private WheelUrl url(String pathAndQuery) {
    return WheelUrl.of("https://wheels.test:" + server.port() + pathAndQuery);
  }

  @Nested
  class A_wheel_on_a_good_server {

    @Test
    void is_read_to_its_end_and_digested() {
      server.on(NAME, exchange -> exchange.answer("200 OK", WHEEL));

      Fetched fetched = wheels().digest(url(NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void is_downloaded_whole(@TempDir Path folder) throws IOException {
      server.on(NAME, exchange -> exchange.answer("200 OK", WHEEL));
      Path target = folder.resolve("demo.whl");

      Fetched fetched = wheels().download(url(NAME), target);

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(Files.readAllBytes(target)).isEqualTo(WHEEL);
      assertThat(filesIn(folder)).containsExactly(target);
    }

    @Test
    void is_asked_for_byte_for_byte_by_its_name_and_without_any_credential() {
      String target = "/a%2Fb/%7e//../demo-1.0-py3-none-any.whl?token=%2f+%20&&x";
      server.on(target, exchange -> exchange.answer("200 OK", WHEEL, "Set-Cookie: a=b"));
      Wheels wheels = wheels();
      assertThat(wheels.digest(url(target))).isEqualTo(THE_WHEEL);

      Fetched again = wheels.digest(url(target));

      assertThat(again).isEqualTo(THE_WHEEL);
      TestServer.Exchange request = server.requests().getLast();
      assertThat(request.serverNames()).containsExactly("wheels.test");
      assertThat(request.headers())
          .containsOnly(
              Map.entry("host", "wheels.test:" + server.port()),
              Map.entry("accept", "*/*"),
              Map.entry("accept-encoding", "identity"),
              Map.entry("user-agent", "slipway"));
    }

    @Test
    void is_hashed_as_it_is_sent_also_where_the_server_calls_it_compressed() {
      server.on(NAME, exchange -> exchange.answer("200 OK", WHEEL, "Content-Encoding: gzip"));

      Fetched fetched = wheels().digest(url(NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void may_be_sent_in_chunks() {
      server.on(
          NAME,
          exchange ->
              exchange.lines(
                  "HTTP/1.1 200 OK",
                  "Transfer-Encoding: chunked",
                  "",
                  "2",
                  "a ",
                  "5",
                  "wheel",
                  "0",
                  ""));

      Fetched fetched = wheels().digest(url(NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return Arrays.asList(files.toArray(Path[]::new));
    }
  }
}

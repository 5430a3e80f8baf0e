package dev.slipway.adaptershttp.fetch;

import static dev.slipway.adaptershttp.fetch.FetchWorld.NAME;
import static dev.slipway.adaptershttp.fetch.FetchWorld.WHEEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileServersTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  private final FetchWorld world = new FetchWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Sends chunks of 64 KiB until nobody takes them. */
  static void endlessChunks(TestServer.Exchange exchange) throws IOException {
    exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    while (true) {
      exchange.write(chunk);
    }
  }

  private Fetched digest() {
    return world.wheels().digest(world.url());
  }

  private Fetched digestWithin(Duration limit) {
    return HttpWheels.create(FetchWorld.VERTX, world.settings().withTimeLimit(limit))
        .digest(world.url());
  }

  private Fetched digestUpTo(long bytes) {
    return HttpWheels.create(FetchWorld.VERTX, world.settings().withMaxBytes(bytes))
        .digest(world.url());
  }

  private static void failed(Fetched fetched, String reason) {
    assertThat(fetched).isEqualTo(new Fetched.Unreachable(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "404 Not Found",
    "500 Oops",
    "206 Partial Content",
    "204 No Content",
    "201 Created",
    "401 No"
  })
  void every_answer_but_200_is_told_by_its_code(String status) {
    world
        .server()
        .on(NAME, exchange -> exchange.lines("HTTP/1.1 " + status, "Content-Length: 0", ""));

    failed(digest(), "HTTP " + status.substring(0, 3));
  }

  @Nested
  class A_slow_server {

    @Test
    void that_never_answers_is_given_up() {
      world.server().on(NAME, exchange -> exchange.wait(30, TimeUnit.SECONDS));

      failed(digestWithin(SHORT), "timeout");
    }

    @Test
    void that_drips_its_headers_is_given_up() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\n");
                while (true) {
                  exchange.write("X-Filler: a\r\n");
                  exchange.wait(20, TimeUnit.MILLISECONDS);
                }
              });

      failed(digestWithin(SHORT), "timeout");
    }

    @Test
    void that_announces_without_end_is_given_up() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                while (true) {
                  exchange.write("HTTP/1.1 100 Continue\r\n\r\n");
                  exchange.wait(5, TimeUnit.MILLISECONDS);
                }
              });

      failed(digestWithin(SHORT), "timeout");
    }

    @Test
    void that_drips_its_body_is_given_up_although_it_is_never_silent() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                while (true) {
                  exchange.write("x");
                  exchange.wait(20, TimeUnit.MILLISECONDS);
                }
              });

      failed(digestWithin(SHORT), "timeout");
    }

    @Test
    void that_redirects_slowly_has_one_time_limit_for_all_hops() {
      for (String hop : new String[] {NAME, "/1", "/2"}) {
        world
            .server()
            .on(
                hop,
                exchange -> {
                  exchange.wait(300, TimeUnit.MILLISECONDS);
                  exchange.answer(
                      "302 Found",
                      new byte[0],
                      "Location: " + (hop.equals(NAME) ? "/1" : hop.equals("/1") ? "/2" : "/3"));
                });
      }
      world.server().on("/3", exchange -> exchange.answer("200 OK", WHEEL));

      failed(digestWithin(Duration.ofMillis(700)), "timeout");
    }
  }

  @Nested
  class A_large_body {

    @Test
    void is_refused_by_its_announced_length_before_it_is_read() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
                exchange.wait(30, TimeUnit.SECONDS);
              });

      Fetched fetched = digestUpTo(1_000);

      assertThat(fetched).isEqualTo(new Fetched.TooLarge(1_000));
    }

    @Test
    void is_refused_as_soon_as_it_is_seen_to_be_larger_and_the_server_is_left_alone()
        throws Exception {
      var left = new CountDownLatch(1);
      world
          .server()
          .on(
              NAME,
              exchange -> {
                try {
                  endlessChunks(exchange);
                } finally {
                  left.countDown();
                }
              });

      Fetched fetched = digestUpTo(1_000_000);

      assertThat(fetched).isEqualTo(new Fetched.TooLarge(1_000_000));
      assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void of_exactly_the_limit_is_accepted() {
      world.server().on(NAME, exchange -> exchange.answer("200 OK", new byte[1_000]));

      assertThat(digestUpTo(1_000)).isInstanceOf(Fetched.Read.class);
      assertThat(digestUpTo(999)).isEqualTo(new Fetched.TooLarge(999));
    }
  }

  @Nested
  class A_liar {

    @Test
    void whose_body_is_shorter_than_announced_is_refused() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\na wheel");
                exchange.hangUp();
              });

      failed(digest(), "the connection ended early");
    }

    @Test
    void whose_body_goes_on_after_the_announced_end_is_refused() {
      world
          .server()
          .on(
              NAME,
              exchange ->
                  exchange.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\na wheel and\r\nmore\r\n"));

      failed(digest(), "the answer is not HTTP");
    }

    @Test
    void who_sends_a_second_answer_behind_the_first_is_refused() {
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\na wheel";
      world.server().on(NAME, exchange -> exchange.write(answer + answer));

      failed(digest(), "the answer is not HTTP");
    }

    @Test
    void who_hangs_up_between_two_chunks_is_refused() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "7", "a wheel");
                exchange.hangUp();
              });

      failed(digest(), "the connection ended early");
    }

    @Test
    void who_hangs_up_without_a_word_is_refused() {
      world.server().on(NAME, TestServer.Exchange::hangUp);

      failed(digest(), "the connection ended early");
    }

    @Test
    void who_hangs_up_within_the_headers_is_refused() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\nContent-Le");
                exchange.hangUp();
              });

      failed(digest(), "the answer is not HTTP");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "SSH-2.0-OpenSSH\r\n\r\n",
          "HTTP/1.1 abc OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Length: 8\r\n\r\na wheel!",
          "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\na wheel",
          "HTTP/1.1 200 OK\r\nContent-Length: seven\r\n\r\na wheel",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\na wheel\r\n0\r\n\r\n",
        })
    void who_speaks_no_http_is_refused(String answer) {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write(answer);
                exchange.wait(30, TimeUnit.SECONDS);
              });

      failed(digestWithin(Duration.ofMinutes(1)), "the answer is not HTTP");
    }

    @Test
    void who_sends_headers_without_end_is_refused() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\n");
                while (true) {
                  exchange.write("X-Filler: " + "a".repeat(1_000) + "\r\n");
                }
              });

      failed(digest(), "the answer is not HTTP");
    }

    @Test
    void who_switches_protocols_unasked_is_refused() {
      world
          .server()
          .on(
              NAME,
              exchange ->
                  exchange.lines(
                      "HTTP/1.1 101 Switching Protocols",
                      "Upgrade: h2c",
                      "Connection: upgrade",
                      ""));

      failed(digest(), "HTTP 101");
    }
  }
}

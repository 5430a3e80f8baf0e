package dev.slipway.adaptershttp.fetch;

import static dev.slipway.adaptershttp.fetch.FetchWorld.NAME;
import static dev.slipway.adaptershttp.fetch.FetchWorld.THE_WHEEL;
import static dev.slipway.adaptershttp.fetch.FetchWorld.WHEEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class HttpWheelsTest {
  private final FetchWorld world = new FetchWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Nested
  class A_wheel_on_a_good_server {

    @Test
    void is_read_to_its_end_and_digested() {
      FetchWorld.offering(world.server());

      Fetched fetched = world.wheels().digest(world.url());

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void is_asked_for_byte_for_byte_by_its_name_and_without_any_credential() {
      String target = "/a%2Fb/%7e//../demo-1.0-py3-none-any.whl?token=%2f+%20&&x";
      world
          .server()
          .on(target, exchange -> exchange.answer("200 OK", WHEEL, "Set-Cookie: a=b; Path=/"));
      Wheels wheels = world.wheels();
      assertThat(wheels.digest(world.url(target))).isEqualTo(THE_WHEEL);

      Fetched again = wheels.digest(world.url(target));

      assertThat(again).isEqualTo(THE_WHEEL);
      TestServer.Exchange request = world.server().requests().getLast();
      assertThat(request.serverNames()).containsExactly("wheels.test");
      assertThat(request.headers())
          .containsOnly(
              Map.entry("host", "wheels.test:" + world.server().port()),
              Map.entry("accept", "*/*"),
              Map.entry("accept-encoding", "identity"),
              Map.entry("user-agent", "slipway"));
    }

    @Test
    void keeps_an_empty_question_mark() {
      world.server().on(NAME + "?", exchange -> exchange.answer("200 OK", WHEEL));

      Fetched fetched = world.wheels().digest(world.url(NAME + "?"));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void is_hashed_as_it_is_sent_also_where_the_server_calls_it_compressed() {
      world
          .server()
          .on(NAME, exchange -> exchange.answer("200 OK", WHEEL, "Content-Encoding: gzip"));

      Fetched fetched = world.wheels().digest(world.url());

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void may_be_sent_in_chunks() {
      world
          .server()
          .on(
              NAME,
              exchange ->
                  exchange.lines(
                      "HTTP/1.1 200 OK",
                      "Transfer-Encoding: chunked",
                      "",
                      "2",
                      "a ",
                      "5;x=y",
                      "wheel",
                      "0",
                      "Trailer: z",
                      ""));

      Fetched fetched = world.wheels().digest(world.url());

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void may_end_where_the_connection_ends() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.0 200 OK\r\n\r\na wheel");
                exchange.hangUp();
              });

      Fetched fetched = world.wheels().digest(world.url());

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void may_come_after_other_announcements() {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.lines("HTTP/1.1 103 Early Hints", "Link: </x>", "");
                exchange.answer("200 OK", WHEEL);
              });

      Fetched fetched = world.wheels().digest(world.url());

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void may_be_empty() {
      world.server().on(NAME, exchange -> exchange.answer("200 OK", new byte[0]));

      Fetched fetched = world.wheels().digest(world.url());

      assertThat(fetched).isEqualTo(new Fetched.Read(Sha256.of(new byte[0]), 0));
    }

    @Test
    void is_fetched_on_a_connection_of_its_own() {
      FetchWorld.offering(world.server());
      Wheels wheels = world.wheels();
      assertThat(wheels.digest(world.url())).isEqualTo(THE_WHEEL);

      Fetched again = wheels.digest(world.url());

      assertThat(again).isEqualTo(THE_WHEEL);
      assertThat(world.server().requests())
          .extracting(TestServer.Exchange::connection)
          .containsExactly(1, 2);
    }

    @Test
    void is_fetched_past_the_proxy_of_the_platform() {
      FetchWorld.offering(world.server());
      System.setProperty("https.proxyHost", "127.0.0.1");
      System.setProperty("https.proxyPort", "1");
      try {
        Fetched fetched = world.wheels().digest(world.url());

        assertThat(fetched).isEqualTo(THE_WHEEL);
      } finally {
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
      }
    }
  }

  @Nested
  class A_download {

    private final Path folder;

    A_download(@TempDir Path folder) {
      this.folder = folder;
    }

    @Test
    void is_whole() throws IOException {
      FetchWorld.offering(world.server());
      Path target = folder.resolve("demo.whl");

      Fetched fetched = world.wheels().download(world.url(), target);

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(target).hasBinaryContent(WHEEL);
      assertThat(filesIn(folder)).containsExactly(target);
    }

    @Test
    void replaces_what_was_there() throws IOException {
      FetchWorld.offering(world.server());
      Path target = Files.writeString(folder.resolve("demo.whl"), "an older one");

      Fetched fetched = world.wheels().download(world.url(), target);

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(target).hasBinaryContent(WHEEL);
    }

    @Test
    void that_fails_leaves_everything_as_it_was() throws IOException {
      world
          .server()
          .on(
              NAME,
              exchange -> {
                exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                exchange.hangUp();
              });
      Path target = Files.writeString(folder.resolve("demo.whl"), "an older one");

      Fetched fetched = world.wheels().download(world.url(), target);

      assertThat(fetched).isInstanceOf(Fetched.Unreachable.class);
      assertThat(target).hasContent("an older one");
      assertThat(filesIn(folder)).containsExactly(target);
    }

    @Test
    void that_grows_too_large_leaves_nothing() throws IOException {
      world.server().on(NAME, HostileServersTest::endlessChunks);
      var settings = world.settings().withMaxBytes(1_000_000);

      Fetched fetched =
          HttpWheels.create(FetchWorld.VERTX, settings)
              .download(world.url(), folder.resolve("demo.whl"));

      assertThat(fetched).isEqualTo(new Fetched.TooLarge(1_000_000));
      assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void into_no_folder_is_a_broken_world_that_names_both_ends() {
      FetchWorld.offering(world.server());
      Path target = folder.resolve("none").resolve("demo.whl");

      assertThatThrownBy(() -> world.wheels().download(world.url(NAME + "?secret"), target))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(target.toString())
          .hasMessageContaining(NAME)
          .hasMessageNotContaining("secret");
    }
  }

  @Nested
  class The_log {

    @Test
    void tells_of_every_fetch_and_never_shows_a_query() {
      FetchWorld.offering(world.server());
      world.server().on(NAME + "?sig=s3cret", exchange -> exchange.answer("200 OK", WHEEL));
      world
          .server()
          .on(
              NAME + "?to=s3cret",
              exchange -> exchange.answer("302 Found", WHEEL, "Location: /other?also=s3cret"));
      Logger logger = (Logger) LoggerFactory.getLogger("dev.slipway.adaptershttp.fetch");
      var lines = new ListAppender<ILoggingEvent>();
      lines.start();
      logger.addAppender(lines);
      logger.setLevel(Level.TRACE);
      try {
        assertThat(world.wheels().digest(world.url(NAME + "?sig=s3cret"))).isEqualTo(THE_WHEEL);
        assertThat(world.wheels().digest(world.url(NAME + "?to=s3cret")))
            .isEqualTo(new Fetched.Unreachable("HTTP 404"));
      } finally {
        logger.detachAppender(lines);
      }

      assertThat(lines.list).hasSize(2);
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .allSatisfy(line -> assertThat(line).contains(NAME).doesNotContain("s3cret"));
    }
  }

  @Nested
  class Who_is_told_to_stop {

    @Test
    void stops_waiting() throws Exception {
      world.server().on(NAME, exchange -> exchange.wait(120, TimeUnit.SECONDS));
      var end = new CompletableFuture<Object>();
      Thread fetching =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      end.complete(world.wheels().digest(world.url()));
                    } catch (IllegalStateException e) {
                      end.complete(Thread.currentThread().isInterrupted());
                    }
                  });
      assertThat(world.server().awaitRequest(60, TimeUnit.SECONDS)).isTrue();

      fetching.interrupt();

      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(true);
    }
  }
}

package dev.slipway.adaptershttp.fetch;

import static dev.slipway.adaptershttp.fetch.FetchWorld.NAME;
import static dev.slipway.adaptershttp.fetch.FetchWorld.THE_WHEEL;
import static dev.slipway.adaptershttp.fetch.FetchWorld.WHEEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
  private static final byte[] NOTHING = new byte[0];

  private final FetchWorld world = new FetchWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private void redirect(String from, String to) {
    redirect(world.server(), from, to);
  }

  private static void redirect(TestServer server, String from, String to) {
    server.on(from, exchange -> exchange.answer("302 Found", NOTHING, "Location: " + to));
  }

  private void offer(String target) {
    world.server().on(target, exchange -> exchange.answer("200 OK", WHEEL));
  }

  private Fetched digest() {
    return world.wheels().digest(world.url());
  }

  @Nested
  class A_redirect {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void is_followed(int status) {
      world
          .server()
          .on(NAME, exchange -> exchange.answer(status + " Moved", NOTHING, "Location: /there"));
      offer("/there");

      Fetched fetched = digest();

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 305, 306, 399})
    void is_not_what_has_another_code(int status) {
      world
          .server()
          .on(NAME, exchange -> exchange.answer(status + " Moved", NOTHING, "Location: /there"));
      offer("/there");

      Fetched fetched = digest();

      assertThat(fetched).isEqualTo(new Fetched.Unreachable("HTTP " + status));
    }

    @ParameterizedTest
    @CsvSource({
      "/a/b?c=%2F%7e, /a/b?c=%2F%7e",
      "there, /simple/there",
      "../there, /there",
      "./x/../there?a=/../b, /simple/there?a=/../b",
      "?only=query, /simple/demo-1.0-py3-none-any.whl?only=query",
      "/there#fragment, /there",
      "/%2e%2e/there, /%2e%2e/there",
    })
    void may_be_relative(String location, String target) {
      String first = "/simple" + NAME;
      redirect(first, location);
      offer(target);

      Fetched fetched = world.wheels().digest(world.url(first));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void may_lead_to_another_host_on_a_connection_of_its_own() {
      var other = world.serverAt("127.0.0.1", "files.test");
      other.on("/f", exchange -> exchange.answer("200 OK", WHEEL));
      world.name("files.test", "127.0.0.1");
      redirect(NAME, "https://FILES.test:" + other.port() + "/f");

      Fetched fetched = world.wheels("files.test").digest(world.url());

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(other.requests()).hasSize(1);
      assertThat(other.requests().getFirst().serverNames()).containsExactly("files.test");
      assertThat(other.requests().getFirst().headers())
          .containsEntry("host", "files.test:" + other.port())
          .containsOnlyKeys("host", "accept", "accept-encoding", "user-agent");
    }

    @Test
    void may_leave_the_scheme_to_us() {
      redirect(NAME, "//wheels.test:" + world.server().port() + "/there");
      offer("/there");

      Fetched fetched = digest();

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void opens_a_new_connection_even_to_the_same_host() {
      redirect(NAME, "/there");
      offer("/there");

      Fetched fetched = digest();

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(world.server().requests())
          .extracting(TestServer.Exchange::connection)
          .containsExactly(1, 2);
    }

    @Test
    void carries_no_cookie_of_the_hop_before() {
      world
          .server()
          .on(
              NAME,
              exchange ->
                  exchange.answer(
                      "302 Found", NOTHING, "Location: /there", "Set-Cookie: session=1; Path=/"));
      offer("/there");

      assertThat(digest()).isEqualTo(THE_WHEEL);

      assertThat(world.server().requests().getLast().headers()).doesNotContainKey("cookie");
    }
  }

  @Nested
  class Too_many {

    @Test
    void are_four() {
      redirect(NAME, "/1");
      redirect("/1", "/2");
      redirect("/2", "/3");
      offer("/3");
      assertThat(digest()).as("three").isEqualTo(THE_WHEEL);

      redirect("/3", "/4");
      offer("/4");

      assertThat(digest()).isEqualTo(new Fetched.Unreachable("redirects: more than 3"));
      assertThat(world.server().requests())
          .extracting(TestServer.Exchange::target)
          .doesNotContain("/4");
    }

    @Test
    void are_those_in_a_circle() {
      redirect(NAME, "/1");
      redirect("/1", NAME);

      Fetched fetched = digest();

      assertThat(fetched).isEqualTo(new Fetched.Unreachable("redirects: more than 3"));
      assertThat(world.server().requests()).hasSize(4);
    }
  }

  @Nested
  class A_bad_target {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://wheels.test/there",
          "HTTP://wheels.test/there",
          "ftp://wheels.test/there",
          "file:///etc/passwd",
          "data:text/plain,a",
          "javascript:1",
          "https://user@wheels.test/there",
          "https://user:pw@wheels.test/there",
          "https://",
          "https:///there",
          "https:/there",
          "https://wheels.test:0/there",
          "https://wheels.test:65536/there",
          "https://0x7f.1/there",
          "https://127.1/there",
          "https://2130706433/there",
          "https://wheels%2Etest/there",
          "/a b",
          "/a\\b",
          "/%zz",
          "/\u00e4",
          "",
        })
    void ends_the_fetch(String location) {
      redirect(NAME, location);
      offer("/there");

      Fetched fetched = digest();

      // An empty reference leads to the same place again.
      assertThat(fetched)
          .isInstanceOfSatisfying(
              Fetched.Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).startsWith("redirects: "));
    }

    @Test
    void is_none_at_all_or_more_than_one() {
      world.server().on(NAME, exchange -> exchange.answer("302 Found", NOTHING));
      world
          .server()
          .on(
              "/two" + NAME,
              exchange -> exchange.answer("302 Found", NOTHING, "Location: /a", "Location: /b"));

      assertThat(digest())
          .isEqualTo(new Fetched.Unreachable("redirects: not exactly one Location"));
      assertThat(world.wheels().digest(world.url("/two" + NAME)))
          .isEqualTo(new Fetched.Unreachable("redirects: not exactly one Location"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "10.0.0.1", "0.0.0.0"})
    void is_an_address_that_is_not_public(String host) {
      var inner = world.serverAt("127.0.0.1", "localhost", "127.0.0.1");
      inner.on("/latest", exchange -> exchange.answer("200 OK", WHEEL));
      world.name("localhost", "127.0.0.1");
      redirect(NAME, "https://" + host + ":" + inner.port() + "/latest");

      Fetched fetched = digest();

      assertThat(fetched).isEqualTo(new Fetched.Unreachable("refused address"));
      assertThat(inner.connections()).isZero();
    }
  }
}

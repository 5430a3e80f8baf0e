package dev.slipway.adaptershttp.registry;

import static dev.slipway.adaptershttp.registry.RegistryWorld.ARTIFACT;
import static dev.slipway.adaptershttp.registry.RegistryWorld.NOBODY;
import static dev.slipway.adaptershttp.registry.RegistryWorld.blobPath;
import static dev.slipway.adaptershttp.registry.RegistryWorld.bytes;
import static dev.slipway.adaptershttp.registry.RegistryWorld.manifestPath;
import static dev.slipway.adaptershttp.registry.RegistryWorld.offering;
import static dev.slipway.adaptershttp.registry.RegistryWorld.offeringManifest;
import static dev.slipway.adaptershttp.registry.RegistryWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.fetch.TestServer;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRegistriesTest {
  private static final String MANIFEST_TYPE = "Content-Type: " + PackageArtifact.MANIFEST;

  private final RegistryWorld world = new RegistryWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static RegistrySettings within(Duration limit) {
    var settings = settings();
    return new RegistrySettings(
        settings.fetching().withTimeLimit(limit), settings.maxManifest(), settings.maxArtifact());
  }

  private static void endlessChunks(TestServer.Exchange exchange) throws IOException {
    exchange.lines("HTTP/1.1 200 OK", MANIFEST_TYPE, "Transfer-Encoding: chunked", "");
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    while (true) {
      exchange.write(chunk);
    }
  }

  @Test
  void a_registry_as_it_should_be_is_read_over_tls() {
    offering(world.server(), ARTIFACT);

    assertThat(world.look()).isInstanceOf(Inspected.Read.class);
  }

  @Nested
  class Bytes_that_are_not_those_of_the_digest {

    @Test
    void are_a_mismatch_when_they_are_the_manifest() {
      world
          .server()
          .on(
              manifestPath(ARTIFACT),
              exchange ->
                  exchange.answer("200 OK", PackageArtifact.of("6.6.6").manifest(), MANIFEST_TYPE));

      assertThat(world.look()).isEqualTo(new Inspected.Mismatch());
    }

    @Test
    void are_a_mismatch_whatever_they_call_themselves() {
      world
          .server()
          .on(
              manifestPath(ARTIFACT),
              exchange ->
                  exchange.answer(
                      "200 OK", bytes("<html>Sign in</html>"), "Content-Type: text/html"));

      assertThat(world.look()).isEqualTo(new Inspected.Mismatch());
    }

    @Test
    void are_a_mismatch_when_they_are_the_layer() {
      byte[] other = ARTIFACT.layer();
      other[other.length / 2] ^= 1;
      offeringManifest(world.server(), ARTIFACT)
          .on(blobPath(ARTIFACT), exchange -> exchange.answer("200 OK", other));

      assertThat(world.look()).isEqualTo(new Inspected.Mismatch());
    }

    @Test
    void are_a_mismatch_although_they_are_no_archive_either() {
      byte[] other = new byte[ARTIFACT.layer().length];
      offeringManifest(world.server(), ARTIFACT)
          .on(blobPath(ARTIFACT), exchange -> exchange.answer("200 OK", other));

      assertThat(world.look()).isEqualTo(new Inspected.Mismatch());
    }
  }

  @Nested
  class A_length_that_is_a_lie {

    @Test
    void is_seen_before_a_layer_is_read() {
      offeringManifest(world.server(), ARTIFACT)
          .on(
              blobPath(ARTIFACT),
              exchange -> {
                exchange.lines("HTTP/1.1 200 OK", "Content-Length: 99999999", "");
                exchange.wait(30, TimeUnit.SECONDS);
              });

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void is_seen_when_a_layer_goes_on_without_end() {
      offeringManifest(world.server(), ARTIFACT)
          .on(blobPath(ARTIFACT), HostileRegistriesTest::endlessChunks);

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void is_seen_when_a_layer_is_cut() {
      offeringManifest(world.server(), ARTIFACT)
          .on(
              blobPath(ARTIFACT),
              exchange -> {
                exchange.lines(
                    "HTTP/1.1 200 OK", "Content-Length: " + ARTIFACT.layer().length, "", "half");
                exchange.hangUp();
              });

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void is_seen_when_a_layer_ends_early_and_politely() {
      offeringManifest(world.server(), ARTIFACT)
          .on(
              blobPath(ARTIFACT),
              exchange ->
                  exchange.lines(
                      "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "1", "x", "0", ""));

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void is_seen_when_a_manifest_is_cut() {
      world
          .server()
          .on(
              manifestPath(ARTIFACT),
              exchange -> {
                exchange.lines("HTTP/1.1 200 OK", MANIFEST_TYPE, "Content-Length: 100", "", "{");
                exchange.hangUp();
              });

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }
  }

  @Nested
  class A_manifest_that_is_too_large {

    @Test
    void is_not_read_when_it_says_so() {
      world
          .server()
          .on(
              manifestPath(ARTIFACT),
              exchange -> {
                exchange.lines(
                    "HTTP/1.1 200 OK", MANIFEST_TYPE, "Content-Length: " + 100 * 1024 * 1024, "");
                exchange.wait(30, TimeUnit.SECONDS);
              });

      assertThat(world.look()).isInstanceOf(Inspected.Invalid.class);
    }

    @Test
    void is_given_up_when_it_does_not_say_so() {
      world.server().on(manifestPath(ARTIFACT), HostileRegistriesTest::endlessChunks);

      assertThat(world.look()).isInstanceOf(Inspected.Invalid.class);
    }

    @Test
    void is_judged_by_the_settings() {
      offering(world.server(), ARTIFACT);
      long size = ARTIFACT.manifest().length;

      assertThat(world.look(settings().withMaxManifest(size), NOBODY))
          .isInstanceOf(Inspected.Read.class);
      assertThat(world.look(settings().withMaxManifest(size - 1), NOBODY))
          .isInstanceOf(Inspected.Invalid.class);
    }
  }

  @Test
  void a_layer_that_is_declared_too_large_is_never_asked_for() {
    offering(world.server(), ARTIFACT);
    long size = ARTIFACT.layer().length;

    assertThat(world.look(settings().withMaxArtifact(size), NOBODY))
        .isInstanceOf(Inspected.Read.class);
    assertThat(world.look(settings().withMaxArtifact(size - 1), NOBODY))
        .isInstanceOf(Inspected.Invalid.class);
    assertThat(world.server().requests())
        .filteredOn(request -> request.target().equals(blobPath(ARTIFACT)))
        .hasSize(1);
  }

  @Nested
  class A_redirect {

    @Test
    void is_followed_to_where_it_may_lead() {
      var store = world.serverOf("store.test");
      store.on("/blob", exchange -> exchange.answer("200 OK", ARTIFACT.layer()));
      redirectingBlob("https://store.test:" + store.port() + "/blob");

      assertThat(world.look(settings("store.test"), NOBODY)).isInstanceOf(Inspected.Read.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://127.0.0.1:1/blob",
          "https://[::1]:1/blob",
          "https://169.254.169.254/latest/meta-data",
          "https://store.test:1/blob",
          "//store.test:1/blob",
          "http://registry.test:1/blob",
          "http://store.test/blob",
        })
    void into_a_private_network_or_out_of_tls_is_refused(String location) {
      redirectingBlob(location);

      assertThat(world.look()).isEqualTo(new Inspected.AddressRefused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://store.test/", "https://", ""})
    void to_what_is_no_address_is_an_invalid_answer(String location) {
      redirectingBlob(location);

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void in_a_circle_is_an_invalid_answer() {
      redirectingBlob(blobPath(ARTIFACT));

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
      assertThat(world.server().requests()).hasSize(1 + 4);
    }

    private void redirectingBlob(String location) {
      offeringManifest(world.server(), ARTIFACT)
          .on(
              blobPath(ARTIFACT),
              exchange ->
                  exchange.answer("307 Temporary Redirect", new byte[0], "Location: " + location));
    }
  }

  @Nested
  class A_slow_registry {

    @Test
    void that_never_answers_has_timed_out() {
      world.server().on(manifestPath(ARTIFACT), exchange -> exchange.wait(30, TimeUnit.SECONDS));

      assertThat(world.look(within(Duration.ofMillis(500)), NOBODY))
          .isEqualTo(new Inspected.TimedOut());
    }

    @Test
    void that_drips_a_layer_has_timed_out_although_it_is_never_silent() {
      offeringManifest(world.server(), ARTIFACT)
          .on(
              blobPath(ARTIFACT),
              exchange -> {
                exchange.lines("HTTP/1.1 200 OK", "Content-Length: " + ARTIFACT.layer().length, "");
                for (byte one : ARTIFACT.layer()) {
                  exchange.out().write(one);
                  exchange.out().flush();
                  exchange.wait(50, TimeUnit.MILLISECONDS);
                }
              });

      assertThat(world.look(within(Duration.ofMillis(700)), NOBODY))
          .isEqualTo(new Inspected.TimedOut());
    }

    @Test
    void has_twice_the_time_of_one_exchange_for_all_of_them() {
      // Each of four exchanges stays within the limit of one.
      TestServer.Script slowly = exchange -> exchange.wait(700, TimeUnit.MILLISECONDS);
      String challenge =
          "Bearer realm=\"https://registry.test:" + world.server().port() + "/token\"";
      world
          .server()
          .on(
              manifestPath(ARTIFACT),
              exchange -> {
                slowly.answer(exchange);
                RegistryWorld.behind("Bearer t", challenge, ARTIFACT.manifest(), MANIFEST_TYPE)
                    .answer(exchange);
              })
          .on(
              "/token?scope=repository%3Aacme%2Fshop%3Apull",
              exchange -> {
                slowly.answer(exchange);
                exchange.answer("200 OK", bytes("{\"token\":\"t\"}"));
              })
          .on(
              blobPath(ARTIFACT),
              exchange -> {
                slowly.answer(exchange);
                exchange.answer("200 OK", ARTIFACT.layer());
              });

      assertThat(world.look(within(Duration.ofMillis(1_200)), NOBODY))
          .isEqualTo(new Inspected.TimedOut());
    }
  }

  @Nested
  class What_a_registry_says_in_place_of_an_artifact {

    @ParameterizedTest
    @CsvSource({
      "404 Not Found, NotFound",
      "403 Forbidden, Denied",
      "408 Request Timeout, Unavailable",
      "429 Too Many Requests, Unavailable",
      "500 Oops, Unavailable",
      "502 Bad Gateway, Unavailable",
      "503 Service Unavailable, Unavailable",
      "599 Whatever, Unavailable",
      "400 Bad Request, InvalidAnswer",
      "405 Method Not Allowed, InvalidAnswer",
      "418 I'm a teapot, InvalidAnswer",
      "201 Created, InvalidAnswer",
      "206 Partial Content, InvalidAnswer",
      "300 Multiple Choices, InvalidAnswer",
      "401 Unauthorized, InvalidAnswer",
    })
    void is_told_apart(String status, String outcome) {
      world.server().on(manifestPath(ARTIFACT), exchange -> exchange.answer(status, new byte[0]));

      assertThat(world.look().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void is_told_apart_for_the_layer_too() {
      offeringManifest(world.server(), ARTIFACT);

      assertThat(world.look()).isEqualTo(new Inspected.NotFound());
    }

    @Test
    void is_nothing_when_it_is_not_http() {
      world.server().on(manifestPath(ARTIFACT), exchange -> exchange.write("SSH-2.0-no\r\n\r\n"));

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void is_nothing_when_it_hangs_up() {
      world.server().on(manifestPath(ARTIFACT), TestServer.Exchange::hangUp);

      assertThat(world.look()).isInstanceOf(Inspected.InvalidAnswer.class);
    }
  }

  @Nested
  class A_registry_that_cannot_be_spoken_to {

    @Test
    void is_unavailable_when_its_name_is_unknown() {
      var repository = OciRepository.of("oci://nowhere.example/acme/shop");

      assertThat(RegistryWorld.look(settings(), repository, ARTIFACT, NOBODY))
          .isEqualTo(new Inspected.Unavailable("unknown host"));
    }

    @Test
    void is_unavailable_when_its_certificate_is_for_another() {
      var other = world.serverOf("other.test");

      assertThat(RegistryWorld.look(settings(), RegistryWorld.repository(other), ARTIFACT, NOBODY))
          .isInstanceOf(Inspected.Unavailable.class);
    }

    @Test
    void is_refused_when_it_is_private_and_not_allowed() {
      offering(world.server(), ARTIFACT);

      assertThat(world.look(RegistryWorld.settingsOf(Set.of()), NOBODY))
          .isEqualTo(new Inspected.AddressRefused());
      assertThat(world.server().connections()).isZero();
    }
  }

  @Nested
  class Without_tls {

    @Test
    void a_registry_is_read_where_it_is_allowed_with_its_scheme() {
      var plain = offering(world.plainServer(), ARTIFACT);
      var settings = RegistryWorld.settingsOf(Set.of("http://registry.test:" + plain.port()));

      assertThat(RegistryWorld.look(settings, RegistryWorld.repository(plain), ARTIFACT, NOBODY))
          .isInstanceOf(Inspected.Read.class);
    }

    @Test
    void no_other_registry_is() {
      var plain = offering(world.plainServer(), ARTIFACT);

      assertThat(RegistryWorld.look(settings(), RegistryWorld.repository(plain), ARTIFACT, NOBODY))
          .isNotInstanceOf(Inspected.Read.class);
      assertThat(plain.requests()).isEmpty();
    }
  }
}

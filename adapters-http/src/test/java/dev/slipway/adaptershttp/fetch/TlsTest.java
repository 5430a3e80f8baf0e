package dev.slipway.adaptershttp.fetch;

import static dev.slipway.adaptershttp.fetch.FetchWorld.NAME;
import static dev.slipway.adaptershttp.fetch.FetchWorld.THE_WHEEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsTest {
  private static final Fetched REFUSED = new Fetched.Unreachable("TLS: the certificate is refused");

  private final FetchWorld world = new FetchWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_certificate_of_an_authority_that_is_trusted_beside_the_platforms_is_accepted() {
    FetchWorld.offering(world.server());

    Fetched fetched = world.wheels().digest(world.url());

    assertThat(fetched).isEqualTo(THE_WHEEL);
  }

  @Test
  void several_authorities_may_be_trusted() {
    var other = new TestAuthority("another authority");
    var server =
        FetchWorld.offering(
            world.add(TestServer.at("127.0.0.1", 0, other.serverOf("wheels.test"))));
    var settings =
        world
            .settings()
            .withTrustedCertificates(
                List.of(FetchWorld.AUTHORITY.certificate(), other.certificate()));
    FetchWorld.offering(world.server());
    var wheels = HttpWheels.create(FetchWorld.VERTX, settings);

    assertThat(wheels.digest(world.url())).isEqualTo(THE_WHEEL);
    assertThat(wheels.digest(FetchWorld.url("wheels.test", server, NAME))).isEqualTo(THE_WHEEL);
  }

  @Test
  void a_certificate_of_another_authority_is_refused() {
    FetchWorld.offering(world.server());
    var settings = world.settings().withTrustedCertificates(List.of());

    Fetched fetched = HttpWheels.create(FetchWorld.VERTX, settings).digest(world.url());

    assertThat(fetched).isEqualTo(REFUSED);
    assertThat(world.server().requests()).isEmpty();
  }

  @Test
  void an_authority_of_the_same_name_with_another_key_is_another() {
    FetchWorld.offering(world.server());
    var settings =
        world
            .settings()
            .withTrustedCertificates(List.of(new TestAuthority("test authority").certificate()));

    Fetched fetched = HttpWheels.create(FetchWorld.VERTX, settings).digest(world.url());

    assertThat(fetched).isEqualTo(REFUSED);
  }

  @Test
  void a_certificate_for_another_name_is_refused() {
    var server = FetchWorld.offering(world.serverAt("127.0.0.1", "other.test", "127.0.0.1"));

    Fetched fetched = world.wheels().digest(FetchWorld.url("wheels.test", server, NAME));

    assertThat(fetched).isEqualTo(REFUSED);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_certificate_that_has_expired_is_refused() {
    var server =
        FetchWorld.offering(
            world.add(
                TestServer.at(
                    "127.0.0.1", 0, FetchWorld.AUTHORITY.expiredServerOf("wheels.test"))));

    Fetched fetched = world.wheels().digest(FetchWorld.url("wheels.test", server, NAME));

    assertThat(fetched).isEqualTo(REFUSED);
  }

  @Test
  void a_certificate_for_all_names_of_a_domain_is_one_for_each() {
    var server = FetchWorld.offering(world.serverAt("127.0.0.1", "*.files.test"));
    world.name("a.files.test", "127.0.0.1");
    world.name("a.b.files.test", "127.0.0.1");
    var wheels = world.wheels("a.files.test", "a.b.files.test");

    assertThat(wheels.digest(FetchWorld.url("a.files.test", server, NAME))).isEqualTo(THE_WHEEL);
    assertThat(wheels.digest(FetchWorld.url("a.b.files.test", server, NAME))).isEqualTo(REFUSED);
  }

  @Test
  void an_address_needs_a_certificate_for_the_address() {
    var named = FetchWorld.offering(world.serverAt("127.0.0.1", "wheels.test"));
    var addressed = FetchWorld.offering(world.serverAt("127.0.0.1", "127.0.0.1"));
    var wheels = world.wheels("127.0.0.1");

    assertThat(wheels.digest(FetchWorld.url("127.0.0.1", named, NAME))).isEqualTo(REFUSED);
    assertThat(wheels.digest(FetchWorld.url("127.0.0.1", addressed, NAME))).isEqualTo(THE_WHEEL);
  }

  @Test
  void a_redirect_needs_a_certificate_for_its_own_host() {
    var other = FetchWorld.offering(world.serverAt("127.0.0.1", "wheels.test"));
    world.name("files.test", "127.0.0.1");
    world
        .server()
        .on(
            NAME,
            exchange ->
                exchange.answer(
                    "302 Found",
                    new byte[0],
                    "Location: https://files.test:" + other.port() + NAME));

    Fetched fetched = world.wheels("files.test").digest(world.url());

    assertThat(fetched).isEqualTo(REFUSED);
  }

  @Test
  void a_server_that_speaks_no_tls_is_told_so() {
    var plain = world.add(TestServer.greetingAt("127.0.0.1"));

    Fetched fetched = world.wheels().digest(FetchWorld.url("wheels.test", plain, NAME));

    assertThat(fetched).isEqualTo(new Fetched.Unreachable("TLS"));
  }

  @Test
  void a_handshake_that_is_never_answered_is_given_up() {
    var silent = world.add(TestServer.silentAt("127.0.0.1"));

    Fetched fetched =
        HttpWheels.create(FetchWorld.VERTX, world.settings().withTimeLimit(Duration.ofMillis(300)))
            .digest(FetchWorld.url("wheels.test", silent, NAME));

    assertThat(fetched).isEqualTo(new Fetched.Unreachable("timeout"));
  }
}

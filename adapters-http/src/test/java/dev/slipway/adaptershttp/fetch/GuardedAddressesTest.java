package dev.slipway.adaptershttp.fetch;

import static dev.slipway.adaptershttp.fetch.FetchWorld.NAME;
import static dev.slipway.adaptershttp.fetch.FetchWorld.THE_WHEEL;
import static dev.slipway.adaptershttp.fetch.FetchWorld.WHEEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedAddressesTest {
  private static final Fetched REFUSED = new Fetched.Unreachable("refused address");

  private final FetchWorld world = new FetchWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Treats one loopback address as if it were public, so that a real server can be there. */
  private static boolean isPublic(InetAddress address) {
    return address.getHostAddress().equals("127.0.0.2") || AddressGuard.isPublic(address);
  }

  private Wheels guarded() {
    return world.wheels(world.settings(), GuardedAddressesTest::isPublic);
  }

  @Nested
  class An_address_in_the_url {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "127.0.0.1",
          "0.0.0.0",
          "10.0.0.1",
          "169.254.169.254",
          "[::1]",
          "[::]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[::127.0.0.1]",
          "[64:ff9b::127.0.0.1]",
          "[2002:7f00:1::]",
          "[fe80::1]",
        })
    void is_refused_where_it_is_not_public(String host) {
      Fetched fetched = world.wheels().digest(FetchWorld.url(host, world.server(), NAME));

      assertThat(fetched).isEqualTo(REFUSED);
      assertThat(world.server().connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::ffff:127.0.0.1]"})
    void may_be_allowed_in_its_spelling(String host) {
      var server = FetchWorld.offering(world.serverAt("127.0.0.1", "127.0.0.1"));

      Fetched fetched = world.wheels(host).digest(FetchWorld.url(host, server, NAME));

      assertThat(fetched).isNotEqualTo(REFUSED);
      assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void in_ipv6_is_reached_and_certified() {
      var server = FetchWorld.offering(world.serverAt("::1", "::1"));

      Fetched fetched = world.wheels("[::1]").digest(FetchWorld.url("[::1]", server, NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(server.requests().getFirst().serverNames()).isEmpty();
      assertThat(server.requests().getFirst().headers())
          .containsEntry("host", "[::1]:" + server.port());
    }

    @Test
    void is_allowed_only_as_it_is_written() {
      world.name("wheels.test", "127.0.0.1");
      var literal = FetchWorld.url("127.0.0.1", world.server(), NAME);

      assertThat(world.wheels().digest(literal)).as("its name is allowed").isEqualTo(REFUSED);
      assertThat(world.wheels("[::ffff:127.0.0.1]").digest(literal)).isEqualTo(REFUSED);
      assertThat(world.server().connections()).isZero();
    }
  }

  @Nested
  class A_name {

    @Test
    void is_fetched_from_where_its_address_is_public() {
      var server = FetchWorld.offering(world.serverAt("127.0.0.2", "public.test"));
      world.name("public.test", "127.0.0.2");

      Fetched fetched = guarded().digest(FetchWorld.url("public.test", server, NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void that_leads_to_a_private_address_is_refused() {
      world.name("inner.test", "127.0.0.1");

      Fetched fetched = guarded().digest(FetchWorld.url("inner.test", world.server(), NAME));

      assertThat(fetched).isEqualTo(REFUSED);
      assertThat(world.server().connections()).isZero();
    }

    @Test
    void that_leads_to_public_and_private_addresses_is_refused_whole() {
      var server = FetchWorld.offering(world.serverAt("127.0.0.2", "mixed.test"));
      world.name("mixed.test", "127.0.0.2", "10.0.0.1");

      Fetched fetched = guarded().digest(FetchWorld.url("mixed.test", server, NAME));

      assertThat(fetched).isEqualTo(REFUSED);
      assertThat(server.connections()).isZero();
    }

    @Test
    void that_nobody_knows_is_told() {
      Fetched fetched = world.wheels().digest(WheelUrl.of("https://nowhere.test" + NAME));

      assertThat(fetched).isEqualTo(new Fetched.Unreachable("unknown host"));
    }

    @Test
    void is_looked_up_once_a_hop_so_that_a_second_answer_is_never_used() {
      var first = FetchWorld.offering(world.serverAt("127.0.0.2", "rebinding.test"));
      var second = FetchWorld.offering(world.serverAt("127.0.0.1", first.port(), "rebinding.test"));
      var asked = new AtomicInteger();
      var settings =
          world
              .settings()
              .withLookup(
                  name ->
                      List.of(
                          FetchWorld.address(
                              asked.incrementAndGet() == 1 ? "127.0.0.2" : "127.0.0.1")));

      Fetched fetched =
          world
              .wheels(settings, GuardedAddressesTest::isPublic)
              .digest(FetchWorld.url("rebinding.test", first, NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(asked).hasValue(1);
      assertThat(first.requests()).hasSize(1);
      assertThat(second.connections()).isZero();
    }

    @Test
    void is_judged_anew_at_every_hop() {
      var server = world.serverAt("127.0.0.2", "rebinding.test");
      server.on(NAME, exchange -> exchange.answer("302 Found", WHEEL, "Location: " + NAME));
      var asked = new AtomicInteger();
      var settings =
          world
              .settings()
              .withLookup(
                  name ->
                      List.of(
                          FetchWorld.address(
                              asked.incrementAndGet() == 1 ? "127.0.0.2" : "127.0.0.1")));

      Fetched fetched =
          world
              .wheels(settings, GuardedAddressesTest::isPublic)
              .digest(FetchWorld.url("rebinding.test", server, NAME));

      assertThat(fetched).isEqualTo(REFUSED);
      assertThat(asked).hasValue(2);
      assertThat(server.requests()).hasSize(1);
    }

    @Test
    void is_tried_at_its_next_address_where_the_first_takes_no_connection() {
      var server = FetchWorld.offering(world.serverAt("127.0.0.3", "two.test"));
      world.name("two.test", "127.0.0.2", "127.0.0.3");

      Fetched fetched = world.wheels("two.test").digest(FetchWorld.url("two.test", server, NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }

    @Test
    void where_nobody_listens_is_told() {
      world.name("two.test", "127.0.0.2", "127.0.0.3");

      Fetched fetched =
          world.wheels("two.test").digest(FetchWorld.url("two.test", world.server(), NAME));

      assertThat(fetched).isEqualTo(new Fetched.Unreachable("no connection"));
    }

    @Test
    void whose_look_up_takes_too_long_is_given_up() {
      var never = new CountDownLatch(1);
      var settings =
          world
              .settings()
              .withTimeLimit(Duration.ofMillis(300))
              .withLookup(
                  name -> {
                    try {
                      boolean released = never.await(30, TimeUnit.SECONDS);
                      throw new AssertionError("not interrupted: " + released);
                    } catch (InterruptedException e) {
                      throw new java.net.UnknownHostException(name);
                    }
                  });

      Fetched fetched = HttpWheels.create(FetchWorld.VERTX, settings).digest(world.url());

      assertThat(fetched).isEqualTo(new Fetched.Unreachable("timeout"));
    }

    @Test
    void with_a_last_dot_keeps_it_for_the_server_but_not_for_the_certificate() {
      FetchWorld.offering(world.server());
      world.name("wheels.test.", "127.0.0.1");

      Fetched fetched =
          world.wheels("wheels.test.").digest(FetchWorld.url("wheels.test.", world.server(), NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
      assertThat(world.server().requests().getFirst().serverNames()).containsExactly("wheels.test");
      assertThat(world.server().requests().getFirst().headers())
          .containsEntry("host", "wheels.test.:" + world.server().port());
    }
  }

  @Nested
  class An_allowed_host {

    @Test
    void is_meant_on_every_port_unless_it_has_one() {
      var server = FetchWorld.offering(world.serverAt("127.0.0.1", "inner.test"));
      var url = FetchWorld.url("inner.test", server, NAME);
      world.name("inner.test", "127.0.0.1");

      assertThat(world.wheels("inner.test").digest(url)).isEqualTo(THE_WHEEL);
      assertThat(world.wheels("inner.test:" + server.port()).digest(url)).isEqualTo(THE_WHEEL);
      assertThat(world.wheels("inner.test:443").digest(url)).isEqualTo(REFUSED);
      assertThat(world.wheels("test").digest(url)).isEqualTo(REFUSED);
      assertThat(world.wheels("inner.test.").digest(url)).isEqualTo(REFUSED);
    }

    @Test
    void of_registries_without_tls_is_one_for_wheels_with_tls() {
      var server = FetchWorld.offering(world.serverAt("127.0.0.1", "inner.test"));
      world.name("inner.test", "127.0.0.1");

      Fetched fetched =
          world.wheels("http://inner.test").digest(FetchWorld.url("inner.test", server, NAME));

      assertThat(fetched).isEqualTo(THE_WHEEL);
    }
  }
}

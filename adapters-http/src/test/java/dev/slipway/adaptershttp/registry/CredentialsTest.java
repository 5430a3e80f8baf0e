package dev.slipway.adaptershttp.registry;

import static dev.slipway.adaptershttp.registry.RegistryWorld.ARTIFACT;
import static dev.slipway.adaptershttp.registry.RegistryWorld.NOBODY;
import static dev.slipway.adaptershttp.registry.RegistryWorld.ROBOT;
import static dev.slipway.adaptershttp.registry.RegistryWorld.ROBOT_SHOWS;
import static dev.slipway.adaptershttp.registry.RegistryWorld.behind;
import static dev.slipway.adaptershttp.registry.RegistryWorld.blobPath;
import static dev.slipway.adaptershttp.registry.RegistryWorld.bytes;
import static dev.slipway.adaptershttp.registry.RegistryWorld.manifestPath;
import static dev.slipway.adaptershttp.registry.RegistryWorld.offeringBehind;
import static dev.slipway.adaptershttp.registry.RegistryWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.adaptershttp.fetch.TestServer;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is shown what, and who is not. */
class CredentialsTest {
  private static final String SCOPE = "scope=repository%3Aacme%2Fshop%3Apull";

  private final RegistryWorld world = new RegistryWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static List<String> shown(TestServer server) {
    return server.requests().stream()
        .map(request -> request.headers().getOrDefault("authorization", ""))
        .toList();
  }

  private String own(String path) {
    return "https://registry.test:" + world.server().port() + path;
  }

  /** The registry wants a token of the realm at {@code realm}. */
  private void wantTokenOf(String realm) {
    offeringBehind(
        world.server(),
        ARTIFACT,
        "Bearer t0ken",
        "Bearer realm=\"" + realm + "\",service=\"the service\",scope=\"repository:other:push\"");
  }

  private static TestServer givingToken(TestServer realm) {
    return realm.on(
        "/token?service=the+service&" + SCOPE,
        behind(ROBOT_SHOWS, "Basic", bytes("{\"token\":\"t0ken\",\"expires_in\":60}")));
  }

  @Nested
  class A_realm_of_tokens {

    @Test
    void at_the_registry_itself_is_shown_the_credential() {
      wantTokenOf(own("/token"));
      givingToken(world.server());

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.Read.class);
      assertThat(shown(world.server()))
          .containsExactly("", ROBOT_SHOWS, "Bearer t0ken", "Bearer t0ken");
    }

    @Test
    void on_another_host_that_is_allowed_is_shown_the_credential() {
      var realm = givingToken(world.serverOf("auth.test"));
      wantTokenOf("https://auth.test:" + realm.port() + "/token");

      assertThat(world.look(settings("auth.test"), ROBOT)).isInstanceOf(Inspected.Read.class);
      assertThat(shown(realm)).containsExactly(ROBOT_SHOWS);
      assertThat(shown(world.server())).doesNotContain(ROBOT_SHOWS);
    }

    @Test
    void on_another_private_host_is_refused() {
      var realm = givingToken(world.serverOf("auth.test"));
      wantTokenOf("https://auth.test:" + realm.port() + "/token");

      assertThat(world.look(settings(), ROBOT)).isEqualTo(new Inspected.AddressRefused());
      assertThat(realm.connections()).isZero();
    }

    @Test
    void on_another_port_of_the_registrys_host_is_refused() {
      var realm = givingToken(world.serverOf("registry.test"));
      wantTokenOf("https://registry.test:" + realm.port() + "/token");
      var settings = RegistryWorld.settingsOf(Set.of("registry.test:" + world.server().port()));

      assertThat(world.look(settings, ROBOT)).isEqualTo(new Inspected.AddressRefused());
      assertThat(realm.connections()).isZero();
    }

    @Test
    void without_tls_is_refused() {
      var realm = givingToken(world.plainServer());
      wantTokenOf("http://registry.test:" + realm.port() + "/token");

      assertThat(world.look(settings(), ROBOT)).isEqualTo(new Inspected.AddressRefused());
      assertThat(realm.connections()).isZero();
    }

    @Test
    void that_redirects_elsewhere_takes_no_credential_along() {
      var elsewhere = world.serverOf("elsewhere.test");
      elsewhere.on("/", exchange -> exchange.answer("200 OK", bytes("{\"token\":\"t0ken\"}")));
      wantTokenOf(own("/token"));
      world
          .server()
          .on(
              "/token?service=the+service&" + SCOPE,
              exchange ->
                  exchange.answer(
                      "302 Found",
                      new byte[0],
                      "Location: https://elsewhere.test:" + elsewhere.port() + "/"));

      assertThat(world.look(settings("elsewhere.test"), ROBOT)).isInstanceOf(Inspected.Read.class);
      assertThat(shown(elsewhere)).containsExactly("");
    }

    @Test
    void gives_a_token_to_nobody_without_being_shown_anything() {
      wantTokenOf(own("/token"));
      world
          .server()
          .on(
              "/token?service=the+service&" + SCOPE,
              exchange -> exchange.answer("200 OK", bytes("{\"access_token\":\"t0ken\"}")));

      assertThat(world.look()).isInstanceOf(Inspected.Read.class);
      assertThat(shown(world.server())).containsExactly("", "", "Bearer t0ken", "Bearer t0ken");
    }

    @Test
    void that_refuses_the_credential_denies_and_nothing_else_is_tried() {
      wantTokenOf(own("/token"));
      givingToken(world.server());

      assertThat(world.look(settings(), new RegistryCredential.Basic("robot", "wrong")))
          .isEqualTo(new Inspected.Denied());
      assertThat(world.server().requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{}",
          "[]",
          "no json",
          "{\"token\":\"\"}",
          "{\"token\":7}",
          "{\"token\":\"a b\"}",
          "{\"token\":\"a\\r\\nX-Injected: b\"}",
          "{\"token\":\"\u00fc\"}",
        })
    void that_gives_no_token_is_an_invalid_answer(String answer) {
      wantTokenOf(own("/token"));
      world
          .server()
          .on(
              "/token?service=the+service&" + SCOPE,
              exchange -> exchange.answer("200 OK", bytes(answer)));

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void that_answers_without_end_is_given_up() {
      wantTokenOf(own("/token"));
      world
          .server()
          .on(
              "/token?service=the+service&" + SCOPE,
              exchange -> exchange.answer("200 OK", new byte[1_000_000]));

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Later", "503 Down"})
    void that_is_down_makes_the_registry_unavailable(String status) {
      wantTokenOf(own("/token"));
      world
          .server()
          .on(
              "/token?service=the+service&" + SCOPE,
              exchange -> exchange.answer(status, new byte[0]));

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.Unavailable.class);
    }
  }

  @Nested
  class A_challenge {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "Bearer",
          "Bearer realm=\"not a url\"",
          "Bearer realm=\"/token\"",
          "Bearer realm=\"file:///etc/passwd\"",
          "Bearer realm=\"https://registry.test/token#x\"",
          "Bearer realm=\"unfinished",
          "Digest realm=\"x\", nonce=\"y\"",
          "=",
          "Basic realm=\"x\" garbage",
        })
    void that_nobody_can_answer_is_an_invalid_answer(String challenge) {
      offeringBehind(world.server(), ARTIFACT, "nothing", challenge);

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.InvalidAnswer.class);
    }

    @Test
    void for_a_name_denies_who_has_none() {
      offeringBehind(world.server(), ARTIFACT, ROBOT_SHOWS, "Basic realm=\"x\"");

      assertThat(world.look(settings(), NOBODY)).isEqualTo(new Inspected.Denied());
    }

    @Test
    void after_the_first_one_is_a_denial() {
      offeringBehind(world.server(), ARTIFACT, "nothing", "Basic realm=\"x\"");

      assertThat(world.look(settings(), ROBOT)).isEqualTo(new Inspected.Denied());
      assertThat(shown(world.server())).containsExactly("", ROBOT_SHOWS);
    }

    @Test
    void for_the_layer_alone_is_answered_too() {
      RegistryWorld.offering(world.server(), ARTIFACT)
          .on(blobPath(ARTIFACT), behind(ROBOT_SHOWS, "Basic realm=\"x\"", ARTIFACT.layer()));

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.Read.class);
    }
  }

  @Nested
  class A_redirect {

    @Test
    void to_another_port_takes_no_credential_along() {
      var store = world.serverOf("registry.test");
      store.on("/blob", exchange -> exchange.answer("200 OK", ARTIFACT.layer()));
      offeringBehind(world.server(), ARTIFACT, ROBOT_SHOWS, "Basic realm=\"x\"")
          .on(
              blobPath(ARTIFACT),
              exchange ->
                  exchange.answer(
                      "307 Temporary Redirect",
                      new byte[0],
                      "Location: https://registry.test:" + store.port() + "/blob"));

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.Read.class);
      assertThat(shown(store)).containsExactly("");
    }

    @Test
    void to_a_host_that_asks_for_a_credential_is_denied_it() {
      var store = world.serverOf("store.test");
      store.on("/blob", behind(ROBOT_SHOWS, "Basic realm=\"x\"", ARTIFACT.layer()));
      RegistryWorld.offering(world.server(), ARTIFACT)
          .on(
              blobPath(ARTIFACT),
              exchange ->
                  exchange.answer(
                      "307 Temporary Redirect",
                      new byte[0],
                      "Location: https://store.test:" + store.port() + "/blob"));

      assertThat(world.look(settings("store.test"), ROBOT)).isEqualTo(new Inspected.Denied());
      assertThat(shown(store)).containsExactly("");
    }

    @Test
    void within_the_registry_keeps_the_credential() {
      offeringBehind(world.server(), ARTIFACT, ROBOT_SHOWS, "Basic realm=\"x\"")
          .on(
              blobPath(ARTIFACT),
              exchange -> exchange.answer("307 Temporary Redirect", new byte[0], "Location: /blob"))
          .on("/blob", behind(ROBOT_SHOWS, "Basic realm=\"x\"", ARTIFACT.layer()));

      assertThat(world.look(settings(), ROBOT)).isInstanceOf(Inspected.Read.class);
    }
  }

  @Nested
  class A_bearer_token {

    @Test
    void is_shown_at_once() {
      offeringBehind(world.server(), ARTIFACT, "Bearer mine", "Bearer realm=\"x\"");

      assertThat(world.look(settings(), new RegistryCredential.Bearer("mine")))
          .isInstanceOf(Inspected.Read.class);
      assertThat(shown(world.server())).containsExactly("Bearer mine", "Bearer mine");
    }

    @Test
    void that_is_refused_is_not_tried_otherwise() {
      wantTokenOf(own("/token"));
      givingToken(world.server());

      assertThat(world.look(settings(), new RegistryCredential.Bearer("wrong")))
          .isEqualTo(new Inspected.Denied());
      assertThat(world.server().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Injected: b", "\u00fc"})
    void that_no_header_can_carry_is_denied(String token) {
      assertThat(world.look(settings(), new RegistryCredential.Bearer(token)))
          .isEqualTo(new Inspected.Denied());
      assertThat(world.server().connections()).isZero();
    }
  }

  @Test
  void the_log_never_shows_what_is_shown() {
    wantTokenOf(own("/token"));
    givingToken(world.server());
    Logger logger = (Logger) LoggerFactory.getLogger("dev.slipway.adaptershttp");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.TRACE);
    try {
      world.look(settings(), ROBOT);
      world.look(settings(), new RegistryCredential.Basic("robot", "s3cret2"));
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list).isNotEmpty();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        manifestPath(ARTIFACT)
                            .substring(manifestPath(ARTIFACT).lastIndexOf('/') + 1))
                    .doesNotContain("s3cret", "t0ken", "cm9ib3Q"));
  }
}

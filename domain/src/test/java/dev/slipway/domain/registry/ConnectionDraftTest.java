package dev.slipway.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.registry.RegistryConnection.CredentialType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of section 5 of the contract's page on packages that is about credentials. */
class ConnectionDraftTest {

  private static JsonObject body(String type, JsonObject credentials) {
    return Json.object()
        .put("name", "Registry")
        .put("registry_url", "https://Registry.example.org:5000")
        .put("type", type)
        .put("credentials", credentials)
        .build();
  }

  private static JsonObject basic(String username, String password) {
    return Json.object().put("username", username).put("password", password).build();
  }

  private static List<String> wrong(Json body) {
    return ConnectionDraft.read(body).findings().stream()
        .map(finding -> String.join("/", finding.path()) + " " + finding.reason())
        .toList();
  }

  @Test
  void a_name_and_a_password_are_read() {
    assertThat(ConnectionDraft.read(body("basic", basic("robot", "pass wörd"))))
        .isEqualTo(
            new Read.Valid<>(
                new ConnectionDraft(
                    "Registry",
                    "https://Registry.example.org:5000",
                    new RegistryHost("registry.example.org:5000"),
                    CredentialType.BASIC,
                    new RegistryCredential.Basic("robot", "pass wörd"))));
  }

  @Test
  void a_token_is_read_and_nothing_beside_it() {
    assertThat(wrong(body("token", Json.object().put("token", "t").build()))).isEmpty();
    assertThat(wrong(body("token", Json.object().put("token", "t").put("username", "u").build())))
        .containsExactly("body/credentials/username UNKNOWN_FIELD");
  }

  @Test
  void oauth_and_unknown_types_are_refused_at_the_type() {
    assertThat(wrong(body("oauth", Json.object().put("client_id", "x").build())))
        .containsExactly("body/type INVALID");
    assertThat(wrong(body("password", Json.object().build()))).containsExactly("body/type INVALID");
  }

  @Test
  void lengths_are_bounded() {
    assertThat(wrong(body("basic", basic("u".repeat(200), "p".repeat(500))))).isEmpty();
    assertThat(wrong(body("basic", basic("u".repeat(201), "p".repeat(501)))))
        .containsExactly("body/credentials/username INVALID", "body/credentials/password INVALID");
    assertThat(wrong(body("token", Json.object().put("token", "t".repeat(2_001)).build())))
        .containsExactly("body/credentials/token INVALID");
  }

  @Test
  void what_a_header_cannot_carry_is_refused() {
    assertThat(wrong(body("basic", basic("us:er", "pass\nword"))))
        .containsExactly("body/credentials/username INVALID", "body/credentials/password INVALID");
    assertThat(wrong(body("token", Json.object().put("token", "a\r\nX: y").build())))
        .containsExactly("body/credentials/token INVALID");
  }

  @Test
  void a_registry_is_a_host_and_perhaps_a_port() {
    for (String url :
        List.of("registry.example.org/path", "http://registry.example.org", "", "a b")) {
      assertThat(wrong(body("basic", basic("u", "p")).with("registry_url", Json.string(url))))
          .as(url)
          .containsExactly("body/registry_url INVALID");
    }
  }

  @Test
  void no_text_of_it_holds_the_secret() {
    var read = ConnectionDraft.read(body("basic", basic("robot", "secret")));

    assertThat(read.toString()).contains("robot").doesNotContain("secret");
  }
}

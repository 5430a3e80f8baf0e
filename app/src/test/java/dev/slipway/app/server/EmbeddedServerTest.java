package dev.slipway.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.app.harness.Client;
import dev.slipway.app.harness.Slipway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One data folder, and everything that uses it, one after the other: a start takes seconds. */
class EmbeddedServerTest {

  private final Path temporary;
  private final String data;

  EmbeddedServerTest(@TempDir Path temporary) {
    this.temporary = temporary;
    this.data = temporary.resolve("data").toString();
  }

  private Slipway serve() {
    return Slipway.start(
        temporary, "serve", "--runtimes", "external", "--port", "0", "--data", data);
  }

  @Test
  void without_tokens_it_says_how_to_make_one_and_a_token_made_beside_it_opens_it() {
    try (var server = serve();
        var client = new Client(server.address())) {
      assertThat(server.err()).contains("slipway token create --organization");

      var made =
          Slipway.run(temporary, "token", "create", "--organization", "acme", "--data", data);

      assertThat(made.exitCode()).isZero();
      assertThat(made.out()).matches("slp_[A-Za-z0-9_-]{43}\\R");
      assertThat(made.err()).contains("acme").doesNotContain(made.out().strip());
      assertThat(client.get("/auth/me").status()).isEqualTo(401);
      assertThat(
              client
                  .get("/auth/me", "Authorization", "Bearer " + made.out().strip())
                  .text("/organization_id"))
          .isEqualTo("acme");
    }
  }

  @Test
  void a_second_server_on_the_folder_is_refused_with_folder_and_pid() {
    try (var first = serve()) {
      first.address();

      var second =
          Slipway.run(temporary, "serve", "--runtimes", "external", "--port", "0", "--data", data);

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.out()).isEmpty();
      assertThat(second.err()).contains(data).contains(Long.toString(first.process().pid()));
    }
  }

  @Test
  void commands_start_a_database_for_a_moment_when_no_server_runs() throws Exception {
    var migrated = Slipway.run(temporary, "migrate", "--data", data);
    var again = Slipway.run(temporary, "migrate", "--data", data);
    var made =
        Slipway.run(
            temporary,
            "token create --organization a_b --slug ab --name ci --scope read --scope console"
                .concat(" --expires-in 1h --output json --data " + data)
                .split(" "));
    var token = JsonMapper.builder().build().readTree(made.out());
    var taken = Slipway.run(temporary, "token", "create", "--organization", "ab", "--data", data);
    var revoked =
        Slipway.run(temporary, "token", "revoke", token.at("/id").asText(), "--data", data);
    var unknown = Slipway.run(temporary, "token", "revoke", "tok_nobody", "--data", data);
    var listed =
        Slipway.run(
            temporary,
            "token",
            "list",
            "--organization",
            "a_b",
            "--output",
            "json",
            "--data",
            data);

    assertThat(migrated.out()).matches("schema is at [0-9]+\\R").isEqualTo(again.out());
    assertThat(token.fieldNames())
        .toIterable()
        .containsExactly(
            "id", "token", "organization_id", "slug", "name", "scopes", "created_at", "expires_at");
    assertThat(token.at("/scopes")).hasToString("[\"read\",\"console\"]");
    assertThat(token.at("/slug").asText()).isEqualTo("ab");
    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.err()).contains("--slug ab");
    assertThat(revoked.exitCode()).isZero();
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("'tok_nobody'");
    assertThat(listed.out()).doesNotContain(token.at("/token").asText());
    var list = JsonMapper.builder().build().readTree(listed.out());
    assertThat(list).hasSize(1);
    assertThat(list.at("/0/revoked_at").isTextual()).isTrue();
    assertThat(list.at("/0/last_used_at").isNull()).isTrue();
    assertThat(Files.exists(Path.of(data, "postgresql/cluster-18/postmaster.pid"))).isFalse();
  }

  @Test
  void after_sigkill_the_next_start_ends_the_orphan_and_knows_everything() throws Exception {
    long orphan;
    try (var killed =
            Slipway.start(
                temporary,
                "serve --dev --runtimes simulated --port 0 --data".concat(" " + data).split(" "));
        var client = new Client(killed.address())) {
      var registered =
          client.post(
              "/console/runtime/versions", "{\"version\":\"1.0.0\",\"image_url\":\"example/x:1\"}");
      assertThat(registered.status()).isEqualTo(201);
      orphan =
          Long.parseLong(
              Files.readAllLines(Path.of(data, "postgresql/cluster-18/postmaster.pid")).getFirst());
      killed.signal("KILL");
      killed.ended();
    }
    assertThat(Slipway.runs(orphan)).isTrue();

    try (var next =
            Slipway.start(
                temporary,
                "serve --dev --runtimes simulated --port 0 --data".concat(" " + data).split(" "));
        var client = new Client(next.address())) {
      assertThat(client.get("/runtime/versions/latest").text("/version")).isEqualTo("1.0.0");
      assertThat(Slipway.runs(orphan)).isFalse();
      assertThat(next.stop().exitCode()).isZero();
    }
    assertThat(Files.exists(Path.of(data, "postgresql/cluster-18/postmaster.pid"))).isFalse();
  }
}

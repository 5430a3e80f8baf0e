package dev.slipway.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.harness.Client;
import dev.slipway.app.harness.Slipway;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Encryption at rest through a real server: secrets are planted by HTTP and looked for in every
 * byte of its data folder and of its log. One long story, because a start takes seconds.
 */
class EncryptionTest {

  private static final String SECRET = "rumpelstiltskin";
  private static final String CONFIG =
      "{\"PASSWORD_RUMPELSTILTSKIN\":\"" + SECRET + "\",\"COUNT\":\"seven-dwarfs\"}";
  private static final List<String> PLANTED =
      List.of("rumpelstiltskin", "RUMPELSTILTSKIN", "seven-dwarfs", base64(SECRET));

  private final Path temporary;
  private final Path keys;
  private final String data;

  EncryptionTest(@TempDir Path temporary) {
    this.temporary = temporary;
    this.keys = temporary.resolve("keys");
    this.data = temporary.resolve("data").toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1)).substring(0, 16);
  }

  private void keys(String... ids) throws IOException {
    var lines =
        Stream.of(ids)
            .map(
                id -> {
                  var bytes = new byte[32];
                  Arrays.fill(bytes, (byte) id.hashCode());
                  return id + ":" + Base64.getEncoder().encodeToString(bytes);
                })
            .toList();
    Files.write(keys, lines);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }

  private Slipway serve(String... more) {
    return Slipway.start(
        temporary,
        Stream.concat(
                Stream.of(
                    "serve",
                    "--dev",
                    "--runtimes",
                    "simulated",
                    "--port",
                    "0",
                    "--data",
                    data,
                    "--retry-base",
                    "0ms"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Slipway serveEncrypted() {
    return serve("--encryption-key-file", keys.toString());
  }

  private Slipway.Ended reencrypt() {
    return Slipway.run(
        temporary, "reencrypt", "--data", data, "--encryption-key-file", keys.toString());
  }

  private static void publish(Client client, String name) {
    client.post(
        "/console/runtime/versions", "{\"version\":\"1.0.0\",\"image_url\":\"example/x:1\"}");
    var published =
        client.post(
            "/provider-versions",
            """
            {"name":"dev/%s","version":"1.0.0",\
            "wheel_url":"https://wheels.example/%s-1.0.0-py3-none-any.whl"}\
            """
                .formatted(name, name));
    assertThat(published.status()).isEqualTo(201);
  }

  private static Client.Answer install(Client client, String name) {
    return client.post(
        "/providers/install",
        "{\"provider_name\":\"dev/%s\",\"config\":%s}".formatted(name, CONFIG),
        "Idempotency-Key",
        "install-" + name);
  }

  private static Client.Answer get(Client client, String name) {
    return client.get("/providers/installed/dev/" + name);
  }

  private static void awaitState(Client client, String name, String state) {
    Slipway.await(
        name + " is " + state, () -> state.equals(listed(client, name, "lifecycle_state")));
  }

  private static String listed(Client client, String name, String field) {
    for (var one : client.get("/providers/installed").body()) {
      if (one.at("/name").asText().equals(name)) {
        return one.at("/" + field).asText();
      }
    }
    return "";
  }

  /** Files that hold one of the planted texts, byte for byte. */
  private List<String> filesThatShow(List<String> texts) throws IOException {
    var showing = new ArrayList<String>();
    Files.walkFileTree(
        Path.of(data),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && !file.toString().contains("binaries-")
                && texts.stream().anyMatch(read(file)::contains)) {
              showing.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // the database has removed it while we looked
            }
            throw failure;
          }
        });
    return showing;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return ""; // the database has removed it while we looked
    }
  }

  @Test
  void what_a_tenant_configured_is_in_no_file_and_no_log_while_a_key_is_given() throws Exception {
    keys("k1");
    String log;
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      publish(client, "one");
      assertThat(install(client, "one").status()).isEqualTo(201);
      awaitState(client, "one", "ready");
      assertThat(install(client, "one").text("/config/COUNT")).isEqualTo("seven-dwarfs");
      assertThat(client.post("/providers/installed/dev/one/deploy", "").status()).isEqualTo(202);
      assertThat(
              client
                  .post("/providers/install", "{\"provider_name\":\"dev/one\",\"config\":7}")
                  .status())
          .isEqualTo(422);
      awaitState(client, "one", "ready");
      assertThat(filesThatShow(PLANTED)).isEmpty();
      log = server.stop().err();
    }

    assertThat(filesThatShow(PLANTED)).isEmpty();
    assertThat(filesThatShow(List.of("wheels.example"))).isNotEmpty();
    assertThat(log).doesNotContain(PLANTED.toArray(String[]::new));

    a_removed_key_stops_nothing_but_what_needs_it();
    rotation_goes_on_beside_a_server_and_without_one();
  }

  private void a_removed_key_stops_nothing_but_what_needs_it() throws Exception {
    keys("k2");
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      publish(client, "two");
      assertThat(install(client, "two").status()).isEqualTo(201);
      awaitState(client, "two", "ready");

      var refused = get(client, "one");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("/detail"))
          .isEqualTo(
              "The config of dev/one cannot be read: it is encrypted with key 'k1', which is not"
                  + " among the configured keys");
      assertThat(get(client, "two").text("/config/COUNT")).isEqualTo("seven-dwarfs");
      assertThat(listed(client, "one", "config")).isEmpty();
      assertThat(listed(client, "one", "config_error")).contains("'k1'");
      assertThat(listed(client, "two", "config_error")).isEqualTo("null");
      assertThat(install(client, "one").status()).isEqualTo(503);
      assertThat(client.get("/providers/installed/dev/one/deployment").status()).isEqualTo(200);
      assertThat(client.post("/providers/installed/dev/one/deploy", "").status()).isEqualTo(202);
      awaitState(client, "one", "failed");
      assertThat(listed(client, "one", "error_message")).contains("config").contains("'k1'");
      var log = server.stop().err();
      assertThat(log).contains("'k1'").doesNotContain(PLANTED.toArray(String[]::new));
    }
    var reencrypted = reencrypt();
    assertThat(reencrypted.exitCode()).isEqualTo(1);
    assertThat(reencrypted.err())
        .contains("installation")
        .contains("dev/one")
        .contains("'k1'")
        .doesNotContain(PLANTED.toArray(String[]::new));
  }

  private void rotation_goes_on_beside_a_server_and_without_one() throws Exception {
    keys("k3", "k2", "k1");
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      assertThat(get(client, "one").text("/config/COUNT")).isEqualTo("seven-dwarfs");

      var beside = reencrypt();

      assertThat(beside.exitCode()).as(beside.err()).isZero();
      assertThat(beside.out())
          // What the server has written since it began is under the new key already.
          .matches(
              "re-encrypted [0-2] of 2 installations, 0 of 0 registry credentials and 2 of 2 kept"
                  + " answers with key 'k3'\n");
      assertThat(beside.err()).contains("installations: 2 looked at");
      assertThat(get(client, "one").text("/config/COUNT")).isEqualTo("seven-dwarfs");
    }
    keys("k4", "k3");
    var stopped = reencrypt();
    assertThat(stopped.out()).startsWith("re-encrypted 2 of 2 installations");
    assertThat(reencrypt().out())
        .startsWith("re-encrypted 0 of 2 installations, 0 of 0 registry credentials and 0 of 2");
    keys("k4");
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      assertThat(get(client, "two").text("/config/COUNT")).isEqualTo("seven-dwarfs");
      assertThat(install(client, "one").status()).isEqualTo(201);
    }
  }

  @Test
  void a_config_whose_key_is_gone_can_be_replaced_and_is_touched_by_nothing_else()
      throws Exception {
    keys("k1");
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      publish(client, "one");
      assertThat(install(client, "one").status()).isEqualTo(201);
      awaitState(client, "one", "ready");
      assertThat(
              client
                  .post(
                      "/provider-versions",
                      """
                      {"name":"dev/one","version":"1.1.0",\
                      "wheel_url":"https://wheels.example/one-1.1.0-py3-none-any.whl",\
                      "config_schema":{"type":"object","required":["COUNT"]}}\
                      """)
                  .status())
          .isEqualTo(201);
    }
    keys("k2");
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      var upgrade = client.post("/providers/installed/dev/one/upgrade", "");
      assertThat(upgrade.status()).isEqualTo(503);
      assertThat(upgrade.text("/detail")).contains("config").contains("'k1'");
      assertThat(listed(client, "one", "lifecycle_state")).isEqualTo("ready");
      assertThat(listed(client, "one", "installed_version")).isEqualTo("1.0.0");

      var policy = patch(client, "{\"upgrade_policy\":\"auto\"}");
      assertThat(policy.status()).isEqualTo(200);
      assertThat(policy.text("/config_error")).contains("'k1'");
      assertThat(policy.text("/lifecycle_state")).isEqualTo("ready");

      assertThat(patch(client, "{\"resource_tier\":\"performance\"}").status()).isEqualTo(200);
      awaitState(client, "one", "failed");
      assertThat(listed(client, "one", "error_message")).contains("config").contains("'k1'");

      var replaced = patch(client, "{\"config\":" + CONFIG + "}");
      assertThat(replaced.status()).isEqualTo(200);
      assertThat(replaced.text("/config/COUNT")).isEqualTo("seven-dwarfs");
      awaitState(client, "one", "ready");
      assertThat(get(client, "one").text("/config/COUNT")).isEqualTo("seven-dwarfs");
      assertThat(get(client, "one").text("/resource_tier")).isEqualTo("performance");
      assertThat(client.post("/providers/installed/dev/one/upgrade", "").status()).isEqualTo(200);
      awaitState(client, "one", "ready");
      assertThat(get(client, "one").text("/current_version")).isEqualTo("1.1.0");
      assertThat(filesThatShow(PLANTED)).isEmpty();
      assertThat(server.stop().err()).doesNotContain(PLANTED.toArray(String[]::new));
    }
  }

  private static Client.Answer patch(Client client, String settings) {
    return client.send("PATCH", "/providers/installed/dev/one", settings);
  }

  @Test
  void what_was_stored_before_there_was_a_key_is_read_and_can_be_encrypted() throws Exception {
    try (var server = serve();
        var client = new Client(server.address())) {
      publish(client, "one");
      assertThat(install(client, "one").status()).isEqualTo(201);
    }
    assertThat(filesThatShow(PLANTED)).isNotEmpty();
    keys("k1");

    var reencrypted = reencrypt();

    assertThat(reencrypted.exitCode()).as(reencrypted.err()).isZero();
    try (var server = serveEncrypted();
        var client = new Client(server.address())) {
      assertThat(get(client, "one").text("/config/COUNT")).isEqualTo("seven-dwarfs");
    }
  }

  @Test
  void reencrypting_without_a_key_or_in_memory_is_a_mistake_of_the_command_line()
      throws IOException {
    keys("k1");

    var without = Slipway.run(temporary, "reencrypt", "--data", data);
    var memory =
        Slipway.run(
            temporary, "reencrypt", "--store", "memory", "--encryption-key-file", keys.toString());

    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--encryption-key-file is needed");
    assertThat(memory.exitCode()).isEqualTo(2);
    assertThat(memory.err()).contains("--store memory");
  }
}

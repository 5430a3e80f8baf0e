package dev.slipway.app.demo;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.harness.Client;
import dev.slipway.app.harness.Client.Answer;
import dev.slipway.app.harness.Slipway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An installation whose config is changed, with a real child process: one that writes down what it
 * sees and waits. This test registers for it, so that it decides when.
 */
class ChangingInPlaceTest {

  private static final String INSTALLED = "/providers/installed/dev/hello";
  private static final String SCRIPT =
      "[ \\\"$GREETING\\\" != crash ] || exit 3;"
          + " env >\\\"$OUT/part.$$\\\"; mv \\\"$OUT/part.$$\\\" \\\"$OUT/child.$$\\\";"
          + " exec sleep 1000";

  private final Path seen;
  private final WheelShelf shelf;
  private final Slipway server;
  private final Client client;

  ChangingInPlaceTest(@TempDir Path temporary) throws IOException {
    this.seen = Files.createDirectory(temporary.resolve("seen"));
    var certificate = Certificate.make(temporary);
    var wheel = HelloWheel.working("1.0.0");
    this.shelf = WheelShelf.open(certificate, List.of(wheel));
    this.server =
        Slipway.start(
            temporary,
            "serve",
            "--dev",
            "--port",
            "0",
            "--data",
            temporary.resolve("data").toString(),
            "--runtimes",
            "process",
            "--registration-deadline",
            "15s",
            "--trust-ca",
            certificate.pem().toString(),
            "--allow-hosts",
            shelf.authority());
    this.client = new Client(server.address());
    client.post("/console/runtime/versions", "{\"version\":\"1.0.0\",\"image_url\":\"any:1\"}");
    var published =
        client.post(
            "/provider-versions",
            """
            {"name": "dev/hello", "version": "1.0.0", "wheel_url": "%s",
             "entrypoint": ["sh", "-c", "%s"]}
            """
                .formatted(shelf.url(wheel), SCRIPT));
    assertThat(published.status()).isEqualTo(201);
    var installed =
        client.post(
            "/providers/install",
            "{\"provider_name\": \"dev/hello\", \"config\": %s}".formatted(config("one")));
    assertThat(installed.status()).isEqualTo(201);
  }

  @AfterEach
  void everything_ends() {
    client.close();
    assertThat(server.stop().exitCode()).isZero();
    shelf.close();
  }

  @Test
  void a_child_with_the_new_config_comes_up_beside_the_one_that_serves_until_it_registers() {
    var first = child("one");
    register(first);
    awaitState("ready");

    var changed = change("{\"config\": %s}".formatted(config("two")));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("/lifecycle_state")).isEqualTo("pending");
    assertThat(changed.text("/config/GREETING")).isEqualTo("two");
    var second = child("two");
    assertThat(Slipway.runs(first.pid())).as("what serves goes on").isTrue();
    assertThat(get().text("/lifecycle_state")).isEqualTo("processing");
    register(second);
    awaitState("ready");
    Slipway.await("the end of the first child", () -> !Slipway.runs(first.pid()));
    assertThat(Slipway.runs(second.pid())).isTrue();
    assertThat(second.variable("SLIPWAY_TOKEN")).isNotEqualTo(first.variable("SLIPWAY_TOKEN"));

    var same = change("{\"config\": %s, \"upgrade_policy\": \"auto\"}".formatted(config("two")));

    assertThat(same.text("/lifecycle_state")).as("no operation").isEqualTo("ready");
    assertThat(children()).hasSize(2);
  }

  @Test
  void a_child_that_cannot_live_with_the_new_config_leaves_the_one_that_serves_alone() {
    var first = child("one");
    register(first);
    awaitState("ready");

    assertThat(change("{\"config\": %s}".formatted(config("crash"))).status()).isEqualTo(200);

    awaitState("failed");
    assertThat(get().text("/error_message"))
        .startsWith("Registration timed out after 15 s: ")
        .doesNotContain("GREETING");
    assertThat(Slipway.runs(first.pid())).isTrue();
    assertThat(children()).hasSize(1);
    assertThat(change("{\"config\": %s}".formatted(config("three"))).status()).isEqualTo(200);
    register(child("three"));
    awaitState("ready");
    Slipway.await("the end of the first child", () -> !Slipway.runs(first.pid()));
  }

  // -- The words of this page ----------------------------------------------------------------

  /** A child process, and the variables that it saw. */
  private record Child(long pid, Map<String, String> variables) {

    static Child of(Path file) {
      try (var lines = Files.lines(file)) {
        return new Child(
            Long.parseLong(file.getFileName().toString().substring("child.".length())),
            lines
                .filter(line -> line.indexOf('=') > 0)
                .collect(
                    toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String variable(String name) {
      return variables.getOrDefault(name, "");
    }
  }

  private String config(String greeting) {
    return "{\"GREETING\": \"%s\", \"OUT\": \"%s\"}".formatted(greeting, seen);
  }

  private List<Child> children() {
    try (Stream<Path> files = Files.list(seen)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("child."))
          .map(Child::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the child that was given a greeting. */
  private Child child(String greeting) {
    Slipway.await(
        "a child that was greeted with " + greeting,
        () -> children().stream().anyMatch(one -> one.variable("GREETING").equals(greeting)));
    return children().stream()
        .filter(one -> one.variable("GREETING").equals(greeting))
        .findFirst()
        .orElseThrow();
  }

  private void register(Child child) {
    var answer =
        client.post(
            "/runtime/v1/registrations",
            """
            {"provider": "dev/hello", "version": "1.0.0", "instance_id": "child-%d"}
            """
                .formatted(child.pid()),
            "Authorization",
            "Bearer " + child.variable("SLIPWAY_TOKEN"));
    assertThat(answer.status()).isEqualTo(201);
  }

  private Answer change(String settings) {
    return client.send("PATCH", INSTALLED, settings);
  }

  private Answer get() {
    return client.get(INSTALLED);
  }

  private void awaitState(String state) {
    Slipway.await(state, () -> get().text("/lifecycle_state").equals(state));
  }
}

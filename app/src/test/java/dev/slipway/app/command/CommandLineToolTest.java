package dev.slipway.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.configuration.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineToolTest {

  private final Path temporary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandLineToolTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    var shell =
        new Shell(
            environment,
            temporary.resolve("user-data"),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return CommandLineTool.run(shell, arguments);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  @Nested
  class Help {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "--help",
          "serve --help",
          "demo --help",
          "token --help",
          "token create --help",
          "token list --help",
          "token revoke --help",
          "migrate --help",
          "version --help",
          "serve -h",
        })
    void is_on_standard_output_and_no_mistake(String line) {
      var code = run(line.split(" "));

      assertThat(code).isZero();
      assertThat(out()).startsWith("Usage: slipway");
      assertThat(err()).isEmpty();
    }

    @Test
    void of_serve_names_every_option_and_its_default() {
      run("serve", "--help");

      for (var option : Options.SERVE) {
        assertThat(out()).contains(option.onCommandLine()).contains(option.shownDefault());
      }
    }

    @Test
    void of_serve_teaches_by_examples() {
      run("serve", "--help");

      assertThat(out()).contains("slipway serve --dev\n").contains("slipway token create");
    }
  }

  @Nested
  class Version_of_the_build {

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void is_one_line(String argument) {
      var code = run(argument);

      assertThat(code).isZero();
      assertThat(out()).matches("slipway [0-9.]+ \\(commit [0-9a-z]+, Java [0-9]+\\)\\R");
    }
  }

  @Nested
  class A_line_that_means_nothing {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'' | COMMAND",
          "srve | srve",
          "serve now | now",
          "serve --prot 1 | --prot",
          "serve --max-upload 1MiB | --max-upload",
          "serve --namespace-prefix X | --namespace-prefix",
          "serve --port | --port",
          "serve --port 1 --port 2 | --port",
          "serve --port 70000 | '70000'",
          "serve --dev --host 0.0.0.0 | '0.0.0.0'",
          "serve --dev=perhaps | --dev",
          "serve --runtimes docker | 'docker'",
          "serve @file | @file",
          "token | create",
          "token create | --organization",
          "token create --organization a/b | 'a/b'",
          "token create --organization a --slug A | 'A'",
          "token create --organization a --slug platform | 'platform'",
          "token create --organization a --scope root | 'root'",
          "token create --organization a --token-stdin | --token-stdin: the token",
          "token create --organization a --scope read:installed/** | 'read:installed/**'",
          "token create --organization a --scope write:providers/acme | a pattern is providers/",
          "token create --organization a --expires-in 5 | '5'",
          "token create --organization a --output xml | 'xml'",
          "token create --organization a --store memory | /console/tokens",
          "token list --output xml | 'xml'",
          "token list --organization a/b | 'a/b'",
          "token list --store memory | /console/tokens",
          "token revoke | ID",
          "token revoke tok_1 --store memory | /console/tokens",
          "migrate --store memory | --store",
          "migrate --port 1 | --port",
          "demo --port 1 | --port",
        })
    void is_answered_2_and_a_sentence_that_names_it(String line, String named) {
      var code = run(line.isEmpty() ? new String[0] : line.split(" "));

      assertThat(code).isEqualTo(2);
      assertThat(err()).startsWith("slipway: ").containsIgnoringCase(named);
      assertThat(out()).isEmpty();
    }

    @Test
    void may_stand_in_the_environment() {
      var code = run(Map.of("SLIPWAY_LEASE", "1"), "serve", "--dev");

      assertThat(code).isEqualTo(2);
      assertThat(err()).contains("--lease").contains("'1'").contains("SLIPWAY_LEASE");
    }
  }

  @Nested
  class The_outside_refuses {

    @ParameterizedTest
    @ValueSource(strings = {"serve", "serve --dev --runtimes kubernetes"})
    void a_cluster_that_does_not_answer(String line) throws IOException {
      var kubeconfig =
          Files.writeString(
              temporary.resolve("kubeconfig"),
              """
              apiVersion: v1
              kind: Config
              current-context: nowhere
              clusters: [{name: nowhere, cluster: {server: "https://127.0.0.1:9"}}]
              contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
              users: [{name: nobody, user: {token: none}}]
              """);

      var code = run((line + " --kubeconfig " + kubeconfig).split(" "));

      assertThat(code).isEqualTo(1);
      assertThat(err())
          .contains("--runtimes kubernetes")
          .contains("https://127.0.0.1:9")
          .contains("process, kubernetes, simulated, external");
      assertThat(temporary.resolve("user-data")).doesNotExist();
    }

    @Test
    void a_kubeconfig_that_is_not_there() {
      var code = run("serve", "--kubeconfig", temporary.resolve("absent").toString());

      assertThat(code).isEqualTo(1);
      assertThat(err()).contains("--runtimes kubernetes").contains("absent");
    }

    @Test
    void a_port_in_use() throws IOException {
      try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        var port = Integer.toString(taken.getLocalPort());

        var code =
            run("serve", "--dev", "--store", "memory", "--runtimes", "simulated", "--port", port);

        assertThat(code).isEqualTo(1);
        assertThat(err()).contains("--port " + port);
        assertThat(out()).isEmpty();
      }
    }

    @Test
    void a_host_that_is_not_this_machine() {
      var code =
          run("serve --store memory --runtimes external --host 192.0.2.1 --port 0".split(" "));

      assertThat(code).isEqualTo(1);
      assertThat(err()).contains("--host 192.0.2.1");
    }

    @Test
    void a_data_folder_that_is_a_file() throws IOException {
      var file = Files.writeString(temporary.resolve("file"), "in the way").toString();

      var code = run("serve", "--dev", "--port", "0", "--data", file);

      assertThat(code).isEqualTo(1);
      assertThat(err()).contains(file).contains("--data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --dev --port 0", "migrate", "token list"})
    void a_store_that_nobody_answers_for_without_telling_its_password(String line)
        throws IOException {
      int port;
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      var store = "postgresql://ada:s3cret@127.0.0.1:" + port + "/slipway";

      var code = run((line + " --store " + store).split(" "));

      assertThat(code).isEqualTo(1);
      assertThat(err()).contains("127.0.0.1:" + port).doesNotContain("s3cret");
    }
  }
}

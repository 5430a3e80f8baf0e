package dev.slipway.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  private static final Path USER_DATA = Path.of("/home/ada/.local/share/slipway");

  private final Path temporary;

  ConfigurationTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private static Configuration read(Map<String, String> commandLine) {
    return Configuration.read(Options.SERVE, commandLine, Map.of());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(temporary.resolve(name), text).toString();
  }

  @Nested
  class Defaults {

    @Test
    void are_those_of_the_contract() {
      var settings = Settings.of(read(Map.of()), USER_DATA);

      assertThat(settings)
          .hasToString(
              "Settings[listening=Listening[host=127.0.0.1, port=8000, publicUrl=Optional.empty],"
                  + " dev=false, store=StoreSettings[choice=Embedded[],"
                  + " data=/home/ada/.local/share/slipway, keys=Optional.empty],"
                  + " runtimes=Runtimes[choice=KUBERNETES, kubeconfig=Optional.empty,"
                  + " namespacePrefix=slipway-, registrationDeadline=PT5M, heartbeatInterval=PT10S,"
                  + " dispatchDeadline=PT5M], fetching=Fetching[allowedHosts=[], trusted=[],"
                  + " requireDigest=false, maxWheel=268435456, timeout=PT30S],"
                  + " packages=Packages[maxManifest=4194304, maxArtifact=268435456,"
                  + " requireEmbeddedSchema=false], delivery=Delivery[workers=64, attempts=3,"
                  + " lease=PT10S, retryBase=PT1S, retryCap=PT1M], bounds=Bounds[maxBody=1048576,"
                  + " inFlight=512, maxConnections=1000, drainTimeout=PT10S,"
                  + " idempotencyRetention=PT24H]]");
    }

    @Test
    void child_processes_run_providers_in_development() {
      var settings = Settings.of(read(Map.of("dev", "true")), USER_DATA);

      assertThat(settings.runtimes().choice()).isEqualTo(RuntimesChoice.PROCESS);
    }
  }

  @Nested
  class Precedence {

    @Test
    void the_command_line_beats_the_environment_which_beats_the_file() throws IOException {
      var config = file("slipway.yaml", "port: 1\nattempts: 1\nlease: 1s");

      var configuration =
          Configuration.read(
              Options.SERVE,
              Map.of("port", "3"),
              Map.of("SLIPWAY_CONFIG", config, "SLIPWAY_PORT", "2", "SLIPWAY_ATTEMPTS", "2"));

      assertThat(
              List.of(
                  configuration.get(Options.PORT),
                  configuration.get(Options.ATTEMPTS),
                  configuration.get(Options.LEASE)))
          .isEqualTo(List.of(3, 2, Duration.ofSeconds(1)));
    }

    @Test
    void an_empty_variable_counts_as_not_set() {
      var configuration = Configuration.read(Options.SERVE, Map.of(), Map.of("SLIPWAY_PORT", ""));

      assertThat(configuration.get(Options.PORT)).isEqualTo(8000);
    }

    @Test
    void variables_that_are_no_option_are_ignored() {
      var configuration =
          Configuration.read(Options.SERVE, Map.of(), Map.of("SLIPWAY_JAVA_OPTS", "-Xmx1g"));

      assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void a_service_link_is_ignored_with_a_warning() {
      var configuration =
          Configuration.read(
              Options.SERVE, Map.of(), Map.of("SLIPWAY_PORT", "tcp://10.0.0.1:8000"));

      assertThat(configuration.get(Options.PORT)).isEqualTo(8000);
      assertThat(configuration.warnings()).singleElement().asString().contains("SLIPWAY_PORT");
    }

    @Test
    void the_same_text_on_the_command_line_is_refused() {
      assertThatThrownBy(() -> read(Map.of("port", "tcp://10.0.0.1:8000")))
          .hasMessageContaining("--port")
          .hasMessageContaining("'tcp://10.0.0.1:8000'");
    }

    @Test
    void every_option_is_heard_from_the_environment() {
      for (var option : Options.SERVE) {
        assertThatThrownBy(
                () ->
                    Configuration.read(
                        Options.SERVE, Map.of(), Map.of(option.inEnvironment(), "\u0000")))
            .as(option.inEnvironment())
            .isInstanceOf(CommandFailed.class)
            .hasMessageContaining(option.onCommandLine());
      }
    }
  }

  @Nested
  class Values {

    @ParameterizedTest
    @CsvSource({
      "500ms, PT0.5S",
      "10s, PT10S",
      "5m, PT5M",
      "24h, PT24H",
      "87600h, PT87600H",
      "0010s, PT10S",
    })
    void durations_have_a_unit(String text, Duration expected) {
      var duration = read(Map.of("fetch-timeout", text)).get(Options.FETCH_TIMEOUT);

      assertThat(duration).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "1B, 1",
      "64KiB, 65536",
      "1MiB, 1048576",
      "1GiB, 1073741824",
    })
    void sizes_have_a_unit(String text, long expected) {
      var size = read(Map.of("max-body", text)).get(Options.MAX_BODY);

      assertThat(size).isEqualTo(expected);
    }

    @Test
    void an_ipv6_host_may_stand_in_brackets() {
      var host = read(Map.of("host", "[::1]")).get(Options.HOST);

      assertThat(host).isEqualTo("::1");
    }

    @Test
    void the_first_wait_may_be_none() {
      var wait = read(Map.of("retry-base", "0ms")).get(Options.RETRY_BASE);

      assertThat(wait).isZero();
    }

    @Test
    void allowed_hosts_are_separated_by_commas() {
      var hosts =
          read(Map.of("allow-hosts", "Localhost:8443, http://[::1]:5000,wheels"))
              .get(Options.ALLOW_HOSTS);

      assertThat(hosts.stream().map(host -> host.host() + " " + host.plainHttp()))
          .containsExactly("localhost false", "[::1] true", "wheels false");
    }

    @Test
    void a_base_url_loses_its_last_slash() {
      var url = read(Map.of("public-url", "https://slipway.example.com/api/"));

      assertThat(url.get(Options.PUBLIC_URL)).hasToString("https://slipway.example.com/api");
    }
  }

  @Nested
  class What_cannot_be {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "port | 70000",
          "port | -1",
          "port | 80a",
          "port | ''",
          "port | 99999999999999999999",
          "port | ٣",
          "host | 'a b'",
          "host | ''",
          "host | http://localhost",
          "dev | yes",
          "dev | TRUE",
          "require-digest | 1",
          "store | postgres",
          "store | mysql://u@h/d",
          "store | postgresql://",
          "store | postgresql:///d",
          "runtimes | docker",
          "runtimes | Process",
          "heartbeat-interval | 10",
          "heartbeat-interval | 0s",
          "heartbeat-interval | -1s",
          "heartbeat-interval | 1.5s",
          "heartbeat-interval | 10 s",
          "heartbeat-interval | 10d",
          "heartbeat-interval | 10S",
          "registration-deadline | 99999999999999999h",
          "dispatch-deadline | 87601h",
          "lease | 999ms",
          "lease | 0s",
          "retry-base | 1",
          "retry-cap | 0ms",
          "drain-timeout | 0ms",
          "idempotency-retention | forever",
          "fetch-timeout | 30",
          "workers | -1",
          "workers | 1001",
          "attempts | 0",
          "attempts | 101",
          "attempts | 1.5",
          "in-flight | 0",
          "in-flight | 100001",
          "max-connections | 0",
          "max-body | 1048576",
          "max-body | 0B",
          "max-body | 1MB",
          "max-body | 2GiB",
          "max-wheel | 99999999999999999GiB",
          "max-wheel | -1MiB",
          "allow-hosts | http://",
          "allow-hosts | 'a,,b'",
          "allow-hosts | a:99999",
          "allow-hosts | https://a",
          "trust-ca | /no/such/file.pem",
          "public-url | slipway.example.com",
          "public-url | ftp://slipway.example.com",
          "public-url | https://slipway.example.com/?q",
          "public-url | https://user@slipway.example.com",
          "log-format | xml",
          "config | /no/such/file.yaml",
          "config | slipway.json",
          "data | ''",
        })
    void is_refused_with_a_sentence_that_names_option_and_value(String name, String value) {
      assertThatThrownBy(() -> read(Map.of(name, value)))
          .isInstanceOfSatisfying(
              CommandFailed.class,
              refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageStartingWith("--" + name + " ")
          .hasMessageContaining(value)
          .hasMessageEndingWith(".");
    }

    @Test
    void is_named_with_its_variable() {
      assertThatThrownBy(
              () -> Configuration.read(Options.SERVE, Map.of(), Map.of("SLIPWAY_ATTEMPTS", "0")))
          .hasMessage(
              "--attempts must be a whole number from 1 to 100, not '0' (from SLIPWAY_ATTEMPTS).");
    }

    @Test
    void is_named_with_its_file() throws IOException {
      var config = file("slipway.properties", "attempts = 0");

      assertThatThrownBy(() -> read(Map.of("config", config)))
          .hasMessage(
              "--attempts must be a whole number from 1 to 100, not '0' (from %s)."
                  .formatted(config));
    }

    @Test
    void is_all_told_at_once() {
      assertThatThrownBy(() -> read(Map.of("port", "x", "attempts", "y")))
          .hasMessageContaining("--port")
          .hasMessageContaining("--attempts");
    }

    @Test
    void never_shows_a_password() {
      assertThatThrownBy(() -> read(Map.of("store", "postgresq://ada:s3cret@db/slipway")))
          .hasMessageContaining("--store")
          .hasMessageNotContaining("s3cret");
    }

    @Test
    void is_shown_on_one_line_and_not_at_length() {
      assertThatThrownBy(() -> read(Map.of("port", "1\n2" + "3".repeat(1_000))))
          .hasMessageContaining("'1?2333")
          .message()
          .hasSizeLessThan(300);
    }

    @Test
    void includes_a_file_without_certificates() throws IOException {
      var pem = file("empty.pem", "");

      assertThatThrownBy(() -> read(Map.of("trust-ca", pem))).hasMessageContaining(pem);
    }
  }

  @Nested
  class Contradictions {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void development_listens_on_loopback_alone(String host) {
      var configuration = read(Map.of("dev", "true", "host", host));

      assertThatThrownBy(() -> Settings.of(configuration, USER_DATA))
          .isInstanceOfSatisfying(
              CommandFailed.class,
              refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("--dev")
          .hasMessageContaining("'" + host + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void every_loopback_address_will_do(String host) {
      var settings = Settings.of(read(Map.of("dev", "true", "host", host)), USER_DATA);

      assertThat(settings.listening().host()).isEqualTo(host);
    }

    @Test
    void who_keeps_the_store_to_itself_works() {
      var configuration = read(Map.of("store", "memory", "workers", "0"));

      assertThatThrownBy(() -> Settings.of(configuration, USER_DATA))
          .hasMessageContaining("--workers 0")
          .hasMessageContaining("--store memory");
    }

    @Test
    void the_longest_wait_is_not_below_the_first() {
      var configuration = read(Map.of("retry-base", "2m"));

      assertThatThrownBy(() -> Settings.of(configuration, USER_DATA))
          .hasMessageContaining("--retry-base")
          .hasMessageContaining("--retry-cap");
    }
  }

  @Nested
  class Files_of_settings {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "a.yaml | 'port: 0010\ndev: true\nallow-hosts: [a, b:1]\n'",
          "a.yml | 'port: \"0010\"\ndev: \"true\"\nallow-hosts:\n  - a\n  - b:1\n'",
          "a.properties | 'port=0010\ndev = true\nallow-hosts: a, b:1\n'",
        })
    void mean_the_same_in_every_form(String name, String text) throws IOException {
      var configuration = read(Map.of("config", file(name, text)));

      assertThat(configuration.get(Options.PORT)).isEqualTo(10);
      assertThat(configuration.get(Options.DEV)).isTrue();
      assertThat(configuration.get(Options.ALLOW_HOSTS)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prot: 1", "config: other.yaml", "max-upload: 1MiB", "PORT: 1"})
    void with_an_unknown_key_are_refused(String text) throws IOException {
      var config = file("a.yaml", text);

      assertThatThrownBy(() -> read(Map.of("config", config)))
          .isInstanceOfSatisfying(
              CommandFailed.class,
              refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("'" + text.substring(0, text.indexOf(':')) + "'")
          .hasMessageContaining(config);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"- a", "port: {a: b}", "port: [[1]]", "port:", "port: 1\nport: 2", "a: [", "x"})
    void that_are_not_flat_keys_are_refused(String text) throws IOException {
      var config = file("a.yaml", text);

      assertThatThrownBy(() -> read(Map.of("config", config)))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining(config);
    }

    @Test
    void of_a_server_serve_the_commands_beside_it_too() throws IOException {
      var config = file("a.yaml", "port: 9000\nstore: memory");

      var configuration = Configuration.read(Options.STORING, Map.of("config", config), Map.of());

      assertThat(configuration.get(Options.STORE)).isEqualTo(new StoreChoice.Memory());
    }

    @Test
    void may_be_empty() throws IOException {
      var configuration = read(Map.of("config", file("a.yaml", "# nothing\n")));

      assertThat(configuration.get(Options.PORT)).isEqualTo(8000);
    }
  }

  @Nested
  class Users_data {

    @ParameterizedTest
    @CsvSource({
      "Linux, '', /home/ada/.local/share/slipway",
      "Linux, /srv/xdg, /srv/xdg/slipway",
      "Linux, relative, /home/ada/.local/share/slipway",
      "Mac OS X, '', /home/ada/Library/Application Support/Slipway",
    })
    void lies_where_the_system_wants_it(String system, String xdg, Path expected) {
      var folder = UserFolders.data(Map.of("XDG_DATA_HOME", xdg), system, Path.of("/home/ada"));

      assertThat(folder).isEqualTo(expected);
    }
  }
}

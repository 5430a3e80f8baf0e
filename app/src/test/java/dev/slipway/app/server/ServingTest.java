package dev.slipway.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.harness.Client;
import dev.slipway.app.harness.Slipway;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock") // lines read better joined
class ServingTest {

  private static final String[] LIGHT = {
    "serve", "--dev", "--store", "memory", "--runtimes", "simulated", "--port", "0"
  };

  private final Path temporary;

  ServingTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Nested
  class In_development {

    @Test
    void it_prints_one_line_and_answers_without_a_token() {
      try (var server = Slipway.start(temporary, LIGHT);
          var client = new Client(server.address())) {
        var me = client.get("/auth/me");

        assertThat(me.text("/organization_id")).isEqualTo("dev");
        assertThat(client.get("/ready").status()).isEqualTo(200);
        assertThat(server.out()).isEqualTo("listening on " + server.address() + "\n");
      }
    }

    @Test
    void an_ipv6_address_is_printed_in_brackets() {
      try (var server =
          Slipway.start(
              temporary,
              "serve --dev --store memory --runtimes simulated --port 0 --host ::1".split(" "))) {
        var address = server.address();

        assertThat(address.toString()).startsWith("http://[::1]:");
      }
    }

    @Test
    void the_log_is_json_when_asked_for_and_never_on_standard_output() {
      try (var server = Slipway.start(temporary, Map.of("SLIPWAY_LOG_FORMAT", "json"), LIGHT);
          var client = new Client(server.address())) {
        client.get("/health");

        Slipway.await("a line of the log", () -> server.err().contains("/health"));
        assertThat(server.err().lines()).allMatch(line -> line.startsWith("{\"time\":\"20"));
        assertThat(server.out().lines()).hasSize(1);
      }
    }
  }

  @Nested
  class Told_to_stop {

    @ParameterizedTest
    @CsvSource({"TERM", "INT"})
    void it_drains_and_ends_with_0(String signal) {
      try (var server = Slipway.start(temporary, LIGHT)) {
        server.address();

        server.signal(signal);

        assertThat(server.ended().exitCode()).isZero();
        assertThat(server.err()).contains("Stopped");
      }
    }

    @Test
    void a_request_in_work_is_finished_first() throws IOException {
      try (var server = Slipway.start(temporary, LIGHT);
          var socket = connect(server.address())) {
        begin(socket);
        server.signal("TERM");
        Slipway.await("draining", () -> server.err().contains("Stopping"));

        socket.getOutputStream().write("{}".getBytes(UTF_8));

        var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 422 ");
        assertThat(server.ended().exitCode()).isZero();
      }
    }

    @Test
    void a_second_signal_ends_it_at_once() throws IOException {
      try (var server = Slipway.start(temporary, LIGHT);
          var socket = connect(server.address())) {
        begin(socket);
        server.signal("TERM");
        Slipway.await("draining", () -> server.err().contains("Stopping"));

        server.signal("TERM");

        assertThat(server.ended().exitCode()).isEqualTo(143);
        assertThat(server.err()).doesNotContain("Stopped");
      }
    }

    private static Socket connect(URI server) throws IOException {
      return new Socket(server.getHost(), server.getPort());
    }

    /** Sends a request but for its body; its acknowledgement shows that it has arrived. */
    private static void begin(Socket socket) throws IOException {
      socket
          .getOutputStream()
          .write(
              ("POST /provider-versions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + "Expect: 100-continue\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 2\r\n\r\n")
                  .getBytes(UTF_8));
      var seen = new StringBuilder();
      while (seen.indexOf("\r\n\r\n") < 0) {
        seen.append((char) socket.getInputStream().read());
      }
      assertThat(seen.toString()).startsWith("HTTP/1.1 100");
    }
  }
}

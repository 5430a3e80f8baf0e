package dev.slipway.app.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of a server, for tests. Thread-safe. */
public final class Client implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Slipway.PATIENCE)
          .build();
  private final URI server;

  /** A client of the server at an address. */
  public Client(URI server) {
    this.server = server;
  }

  /** An answer; its body is missing when there was none. */
  public record Answer(int status, JsonNode body) {

    /** A member by JSON pointer, as text. */
    public String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  /**
   * Sends a request and takes its answer.
   *
   * @param body JSON; empty text sends none
   * @param headers names and values in turn
   * @throws UncheckedIOException when there is no answer
   */
  public Answer send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Slipway.PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), json(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends a GET. */
  public Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Sends a POST. */
  public Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return text.startsWith("{") || text.startsWith("[")
        ? JSON.readTree(text)
        : MissingNode.getInstance();
  }

  @Override
  public void close() {
    http.close();
  }
}

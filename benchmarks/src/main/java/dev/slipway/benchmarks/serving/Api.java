package dev.slipway.benchmarks.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A server's API, for what is asked before and after a measure. Thread-safe. */
final class Api {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  Api(URI address) {
    this.address = address;
  }

  /** Asks with a body, and expects an answer of the class 2xx that holds an object. */
  JsonObject post(String path, String token, Json body) throws InterruptedException {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toText())));
  }

  JsonObject get(String path, String token) throws InterruptedException {
    return send(request(path, token));
  }

  /** Asks, and takes any answer of the class 2xx. */
  void ask(String path, String token) throws InterruptedException {
    try {
      var request = request(path, token).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            request.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Asking " + address, e);
    }
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private JsonObject send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var built = request.build();
      var answer = client.send(built, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2
          && JsonReader.read(answer.body().getBytes(UTF_8))
              instanceof JsonReader.Outcome.Value(JsonObject object)) {
        return object;
      }
      throw new IllegalStateException(
          built.method() + " " + built.uri() + ": " + answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("Asking " + address, e);
    }
  }

  /** A member that is a text. */
  static String text(JsonObject object, String member) {
    if (object.members().get(member) instanceof JsonString(var text)) {
      return text;
    }
    throw new IllegalStateException("No text " + member + " in " + object);
  }
}

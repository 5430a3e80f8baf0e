package dev.slipway.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.app.signal.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** An ordinary client of the server, which tells what it sends. */
final class Api implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private final Story story;
  private final Signals stop;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  Api(URI server, Story story, Signals stop) {
    this.server = server;
    this.story = story;
    this.stop = stop;
  }

  /** Sends a POST, and tells it. */
  Answer post(String path, JsonNode body) {
    return told("POST", path, body);
  }

  /** Sends a GET, and tells it. */
  Answer get(String path) {
    return told("GET", path, MissingNode.getInstance());
  }

  /** Sends a DELETE, and tells it. */
  Answer delete(String path) {
    return told("DELETE", path, MissingNode.getInstance());
  }

  /**
   * Looks again and again until a member has a value; tells the first look and every change of the
   * member.
   *
   * @throws Difference when it does not come to that in time
   */
  Answer watch(String path, String pointer, String wanted, Duration atMost) {
    return watch(path, atMost, pointer, answer -> answer.text(pointer).equals(wanted), wanted);
  }

  /** Looks again and again until there is nothing. */
  Answer watchGone(String path, Duration atMost) {
    return watch(path, atMost, "/lifecycle_state", answer -> answer.status() == 404, "404");
  }

  private Answer watch(
      String path, Duration atMost, String pointer, Predicate<Answer> enough, String wanted) {
    long began = System.nanoTime();
    String seen = "";
    while (true) {
      long asked = System.nanoTime();
      Answer answer = send("GET", path, MissingNode.getInstance());
      String now = answer.status() + " " + answer.text(pointer);
      if (!now.equals(seen)) {
        String gist = answer.status() == 200 ? answer.text(pointer) : "";
        story.exchange("GET", path, answer.status(), millisSince(asked), gist);
        seen = now;
      }
      if (enough.test(answer)) {
        return answer;
      }
      if (System.nanoTime() - began > atMost.toNanos()) {
        throw new Difference(
            "GET %s should come to %s at %s within %d s, and is %s"
                .formatted(path, wanted, pointer, atMost.toSeconds(), answer.body()));
      }
      if (stop.await(BETWEEN_LOOKS)) {
        throw new Interrupted();
      }
    }
  }

  private Answer told(String method, String path, JsonNode body) {
    long began = System.nanoTime();
    Answer answer = send(method, path, body);
    story.exchange(method, path, answer.status(), millisSince(began), "");
    return answer;
  }

  private Answer send(String method, String path, JsonNode body) {
    if (stop.await(Duration.ZERO)) {
      throw new Interrupted();
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    if (body.isMissingNode()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.toString(), UTF_8));
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(method + " " + path, response.statusCode(), read(response.body()), story);
    } catch (IOException e) {
      if (stop.await(Duration.ZERO)) {
        throw new Interrupted();
      }
      throw new Difference(
          "%s %s should be answered, and was not: %s".formatted(method, path, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted();
    }
  }

  private static JsonNode read(String text) throws JsonProcessingException {
    return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  @Override
  public void close() {
    client.close();
  }
}

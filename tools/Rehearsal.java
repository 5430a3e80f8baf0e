import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server in development mode for what servers are asked for, so that its JVM learns what to
 * compile before it writes its cache. Arguments: the address, and for how many seconds. What is
 * refused is passed over: a cache that knows less is still a cache.
 */
class Rehearsal {

  private static final int TENANTS = 8;
  private static final int PROVIDERS = 40;
  private static final int ENOUGH = 6_000;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Pattern TOKEN = Pattern.compile("\"token\": ?\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger answered = new AtomicInteger();
  private final URI server;
  private final long until;

  private Rehearsal(URI server, int seconds) {
    this.server = server;
    this.until = System.nanoTime() + seconds * 1_000_000_000L;
  }

  public static void main(String[] args) throws InterruptedException {
    var rehearsal = new Rehearsal(URI.create(args[0]), Integer.parseInt(args[1]));
    rehearsal.run();
    System.out.println("rehearsed " + rehearsal.answered + " requests");
  }

  private void run() throws InterruptedException {
    post(
        "dev:load",
        "/console/runtime/versions",
        "{\"version\":\"1.0.0\",\"image_url\":\"registry.example/runtime:1\"}");
    for (int i = 0; i < PROVIDERS; i++) {
      publish(i, "1.0.0");
    }
    var tenants = new ArrayList<Thread>();
    for (int i = 0; i < TENANTS; i++) {
      int tenant = i;
      tenants.add(Thread.ofPlatform().start(() -> live(tenant)));
    }
    for (var tenant : tenants) {
      tenant.join();
    }
  }

  /** What one tenant does until the time is over. */
  private void live(int tenant) {
    try {
      var name = "t" + tenant;
      // A token of the store, beside those that development mode understands by itself.
      var token =
          post("dev:load", "/console/tokens", "{\"organization_id\":\"" + name + "\"}")
              .flatMap(answer -> found(TOKEN, answer))
              .orElse("dev:" + name);
      var runtime = Optional.<String[]>empty();
      for (int turn = 0; goesOn(); turn++) {
        int one = turn % PROVIDERS;
        var provider = "/providers/load/p" + one;
        var installed = "/providers/installed/load/p" + one;
        if (turn < PROVIDERS) {
          post(token, "/providers/install", "{\"provider_name\":\"load/p" + one + "\"}");
        }
        publish(one, "2." + tenant + "." + turn);
        send("dev:load", "PATCH", provider, "{\"description\":\"turn " + turn + "\"}");
        for (int again = 0; again < 3 && goesOn(); again++) {
          get(token, provider + "/versions/1.0.0");
          get(token, provider);
          get(token, installed);
        }
        get(token, provider + "/versions?limit=20");
        get(token, "/providers?limit=20");
        get(token, "/providers/installed?limit=20");
        if (turn == 2) {
          runtime = register(token, "load/p0");
        }
        if (runtime.isPresent()) {
          post(
              runtime.get()[1],
              "/runtime/v1/registrations/" + runtime.get()[0] + "/heartbeat",
              "{}");
        }
        if (turn % 10 == 9) {
          post(token, installed + "/deploy", "{}");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean goesOn() {
    return System.nanoTime() - until < 0 && answered.get() < ENOUGH;
  }

  /** As whoever runs a runtime by hand: its registration's id, and its token. */
  private Optional<String[]> register(String token, String provider) throws InterruptedException {
    var issued =
        post(token, "/providers/installed/" + provider + "/runtime-token", "{}")
            .flatMap(answer -> found(TOKEN, answer));
    if (issued.isEmpty()) {
      return Optional.empty();
    }
    return post(
            issued.get(),
            "/runtime/v1/registrations",
            "{\"provider\":\""
                + provider
                + "\",\"version\":\"1.0.0\",\"instance_id\":\"rehearsal\"}")
        .flatMap(
            answer ->
                found(ID, answer)
                    .flatMap(id -> found(TOKEN, answer).map(fresh -> new String[] {id, fresh})));
  }

  private static Optional<String> found(Pattern pattern, String text) {
    return Optional.of(pattern.matcher(text)).filter(Matcher::find).map(match -> match.group(1));
  }

  private void publish(int provider, String version) throws InterruptedException {
    post(
        "dev:load",
        "/provider-versions",
        "{\"name\":\"load/p%d\",\"version\":\"%s\",\"wheel_url\":\"https://wheels.example/p-%s-py3-none-any.whl\"}"
            .formatted(provider, version, version));
  }

  private Optional<String> get(String token, String path) throws InterruptedException {
    return send(token, "GET", path, "");
  }

  private Optional<String> post(String token, String path, String json)
      throws InterruptedException {
    return send(token, "POST", path, json);
  }

  private Optional<String> send(String token, String method, String path, String json)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json, UTF_8))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      answered.incrementAndGet();
      if (answer.statusCode() / 100 != 2) {
        System.out.println(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        return Optional.empty();
      }
      return Optional.of(answer.body());
    } catch (IOException e) {
      System.out.println(method + " " + path + ": " + e);
      return Optional.empty();
    }
  }
}

package dev.slipway.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tenants that do everything there is to do, over and over: publish, install, upgrade, downgrade,
 * uninstall, read, make tokens and revoke them, ask twice under one idempotency key. The number of
 * installations and of tokens that live stays about the same. Thread-safe.
 */
final class MixedWork {

  private static final int TENANTS = 20;
  private static final int PROVIDERS = 20;
  private static final int VERSIONS = 3;
  private static final int LIVE_TOKENS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
  private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");
  private static final Pattern STATE = Pattern.compile("\"lifecycle_state\": ?\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Supplier<URI> server;
  private final int workers;
  private final double perSecond;
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

  /**
   * Work on a server that may become another one.
   *
   * @param server where it is now
   * @param workers how many tenants work at once
   * @param perSecond how much all of them do each second at most
   */
  MixedWork(Supplier<URI> server, int workers, double perSecond) {
    this.server = server;
    this.workers = workers;
    this.perSecond = perSecond;
  }

  /** What everybody needs. */
  void prepare() throws InterruptedException {
    post(
        "load",
        "/console/runtime/versions",
        "{\"version\":\"1.0.0\",\"image_url\":\"registry.example/runtime:1\"}");
    for (int p = 0; p < PROVIDERS; p++) {
      for (int v = 1; v <= VERSIONS; v++) {
        publish(p, "1." + v + ".0", "");
      }
    }
  }

  List<Thread> start() {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(Thread.ofVirtual().start(() -> work(worker)));
    }
    return threads;
  }

  void stop() {
    going.set(false);
  }

  /** How often what was answered, since this was asked before. */
  Map<String, Long> answers() {
    var now = new TreeMap<String, Long>();
    answers.forEach((answer, count) -> now.put(answer, count.sumThenReset()));
    now.values().removeIf(count -> count == 0);
    return now;
  }

  private void work(int worker) {
    var random = new Random(worker);
    var tokens = new ArrayDeque<String>();
    long pause = (long) (workers * 1e9 / perSecond);
    try {
      for (long turn = 0, due = System.nanoTime(); going.get(); turn++, due += pause) {
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        due = Math.max(due, System.nanoTime() - pause);
        step(worker, turn, random, tokens);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(int worker, long turn, Random random, Deque<String> tokens)
      throws InterruptedException {
    var tenant = "t" + (worker + workers * random.nextInt(TENANTS / Math.min(TENANTS, workers)));
    int provider = random.nextInt(PROVIDERS);
    var canonical = "load/p" + provider;
    switch (random.nextInt(20)) {
      case 0 -> publish(provider, "2." + worker + "." + turn, "");
      case 1 -> {
        var key = "k-" + worker + "-" + turn;
        publish(provider, "3." + worker + "." + turn, key);
        publish(provider, "3." + worker + "." + turn, key);
      }
      case 2 -> {
        post(tenant, "/console/tokens", "{\"organization_id\":\"%s\"}".formatted(tenant))
            .ifPresent(token -> tokens.addLast(find(ID, token)));
        if (tokens.size() > LIVE_TOKENS) {
          send(tenant, "DELETE", "/console/tokens/" + tokens.removeFirst(), "");
        }
      }
      case 3, 4, 5, 6, 7, 8 -> change(tenant, canonical, random);
      case 9 ->
          send(
              "load",
              "PATCH",
              "/providers/" + canonical,
              "{\"description\":\"turn %d\"}".formatted(turn));
      case 10, 11, 12 -> get(tenant, "/providers/installed?limit=20");
      case 13, 14 -> get(tenant, "/providers?limit=20");
      case 15 -> get(tenant, "/providers/" + canonical + "/versions?limit=20");
      default -> get(tenant, "/providers/" + canonical);
    }
  }

  /** Whatever its state allows. */
  private void change(String tenant, String canonical, Random random) throws InterruptedException {
    var path = "/providers/installed/" + canonical;
    var found = get(tenant, path);
    if (found.isEmpty()) {
      post(
          tenant,
          "/providers/install",
          "{\"provider_name\":\"%s\",\"version\":\"1.1.0\"}".formatted(canonical));
      return;
    }
    if (!found.map(text -> find(STATE, text)).filter("ready"::equals).isPresent()) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> post(tenant, path + "/upgrade", "{\"target_version\":\"1.3.0\"}");
      case 1 -> post(tenant, path + "/downgrade", "{\"target_version\":\"1.1.0\"}");
      case 2 -> post(tenant, path + "/deploy", "{}");
      default -> send(tenant, "DELETE", path, "");
    }
  }

  private void publish(int provider, String version, String key) throws InterruptedException {
    var body =
        "{\"name\":\"load/p%d\",\"version\":\"%s\",\"wheel_url\":\"https://wheels.example/p-%s-py3-none-any.whl\"}"
            .formatted(provider, version, version);
    send("load", "POST", "/provider-versions", body, key);
  }

  private Optional<String> get(String tenant, String path) throws InterruptedException {
    return send(tenant, "GET", path, "");
  }

  private Optional<String> post(String tenant, String path, String body)
      throws InterruptedException {
    return send(tenant, "POST", path, body);
  }

  private Optional<String> send(String tenant, String method, String path, String body)
      throws InterruptedException {
    return send(tenant, method, path, body, "");
  }

  private Optional<String> send(String tenant, String method, String path, String body, String key)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(server.get().resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer dev:" + tenant)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      count(answer.statusCode() / 100 + "xx");
      return answer.statusCode() / 100 == 2 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException e) {
      count("no answer");
      Thread.sleep(AFTER_FAILURE);
      return Optional.empty();
    }
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, none -> new LongAdder()).increment();
  }

  private static String find(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }
}

package dev.slipway.adaptersk8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an API server as this adapter asks for, in this process, and it fails on demand: by
 * status, by cut connections, by a history that is forgotten. Nothing controls what is stored: no
 * pod comes up by itself, and labels select nothing. What a real one does is tested on a real one.
 *
 * <p>It is not fabric8's mock server, because that one is made of Vert.x 4, and ours is Vert.x 5;
 * nor could it apply server-side, which is how this adapter writes. Thread-safe.
 */
final class TinyApiServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api/v1|apis/apps/v1)(?:/namespaces/(?<namespace>[^/]+))?"
              + "/(?<kind>[a-z]+)(?:/(?<name>[^/]+))?(?:/(?<part>status))?");
  private static final Pattern NAMESPACE =
      Pattern.compile("/api/v1/(?<kind>namespaces)(?:/(?<name>[^/]+))?");
  private static final Place READINESS = new Place("readyz", "", "");
  private static final Map<String, String> LISTS =
      Map.of("deployments", "Deployment", "pods", "Pod", "replicasets", "ReplicaSet");

  /** A request, and when it came, by {@link System#nanoTime}. */
  record Asked(String method, String kind, boolean watches, long at) {}

  /**
   * An answer that is given instead.
   *
   * @param made whether what was asked for is done all the same
   * @param seconds after how many it may be asked again; zero says nothing
   */
  private record Trouble(Predicate<Asked> of, int status, int seconds, boolean made) {}

  private record Place(String kind, String namespace, String name) {

    String key() {
      return kind + "/" + namespace + "/" + name;
    }
  }

  private record Event(long version, String kind, String type, Map<String, Object> object) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Map<String, Object>> objects = new TreeMap<>();
  private final List<Event> history = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private long version = 10;
  private long forgotten = 0;
  private long cuts = 0;
  private boolean expires;
  private boolean endsAtOnce;

  TinyApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** How it is reached. */
  Path kubeconfig() {
    return kubeconfig(server.getAddress().getPort());
  }

  /** How it is reached by another way. */
  static Path kubeconfig(int port) {
    try {
      var file = Files.createTempFile("slipway-tiny", ".kubeconfig");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: test
          clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
          contexts: [{name: test, context: {cluster: test, user: test}}]
          users: [{name: test, user: {token: "test"}}]
          """
              .formatted(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // -- Failing on demand ---------------------------------------------------------------------

  /** The next such request is refused; it may be asked again after some seconds. */
  void refusesOnce(Predicate<Asked> of, int status, int seconds) {
    doing(() -> troubles.add(once(new Trouble(of, status, seconds, false))));
  }

  /** The next such request is done, and refused all the same. */
  void doesAndRefusesOnce(Predicate<Asked> of, int status) {
    doing(() -> troubles.add(once(new Trouble(of, status, 0, true))));
  }

  /** Such requests are refused until {@link #recovers}. */
  void refuses(Predicate<Asked> of, int status) {
    doing(() -> troubles.add(new Trouble(of, status, 0, false)));
  }

  private Trouble once(Trouble trouble) {
    var left = new ArrayList<>(List.of(true));
    return new Trouble(
        request -> trouble.of().test(request) && !left.isEmpty() && left.removeFirst(),
        trouble.status(),
        trouble.seconds(),
        trouble.made());
  }

  void recovers() {
    doing(
        () -> {
          troubles.clear();
          endsAtOnce = false;
        });
  }

  /** Ends every watch, without a word. */
  void endsWatches() {
    doing(
        () -> {
          expires = false;
          cuts++;
        });
  }

  /** Ends every watch as soon as it has begun, until {@link #recovers}. */
  void endsWatchesAtOnce() {
    doing(
        () -> {
          expires = false;
          endsAtOnce = true;
          cuts++;
        });
  }

  /** Tells every watch that it is too old, and ends it; so are those that begin where they were. */
  void expiresWatches() {
    doing(
        () -> {
          expires = true;
          forgotten = version;
          cuts++;
        });
  }

  /** Forgets what happened: a watch that was cut cannot go on where it was. */
  void forgets() {
    doing(() -> forgotten = version);
  }

  // -- What it was asked ---------------------------------------------------------------------

  static Predicate<Asked> watches() {
    return Asked::watches;
  }

  static Predicate<Asked> asks(String method, String kind) {
    return request -> request.method().equals(method) && request.kind().equals(kind);
  }

  /** All such requests so far. */
  List<Asked> asked(Predicate<Asked> of) {
    return locked(() -> asked.stream().filter(of).toList());
  }

  /** Waits until so many such requests have come, from now on. */
  List<Asked> awaitAsked(Predicate<Asked> of, int more) {
    long before = locked(asked::size);
    await(() -> asked.stream().skip(before).filter(of).count() >= more);
    return locked(() -> asked.stream().skip(before).filter(of).toList());
  }

  /** Waits until a pod is stored that is so. */
  void awaitPod(Predicate<Pod> so) {
    await(() -> pods().stream().anyMatch(so));
  }

  private void await(BooleanSupplier so) {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!so.getAsBoolean()) {
        if (left <= 0) {
          throw new AssertionError("it did not come to that; asked was " + asked);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  // -- What the cluster's own controllers would do -------------------------------------------

  /** Stores an object, as somebody else would. */
  void put(HasMetadata object) {
    var metadata = object.getMetadata();
    doing(
        () ->
            store(
                new Place(
                    object.getPlural(),
                    Optional.ofNullable(metadata.getNamespace()).orElse(""),
                    metadata.getName()),
                tree(Serialization.asJson(object))));
  }

  /** Removes an object, as somebody else would. */
  void remove(HasMetadata object) {
    var metadata = object.getMetadata();
    doing(() -> drop(new Place(object.getPlural(), metadata.getNamespace(), metadata.getName())));
  }

  private List<Pod> pods() {
    return objects.entrySet().stream()
        .filter(one -> one.getKey().startsWith("pods/"))
        .map(one -> Serialization.unmarshal(Serialization.asJson(one.getValue()), Pod.class))
        .toList();
  }

  /** So many writes were made of a kind of objects. */
  long writes(String kind) {
    return locked(() -> history.stream().filter(event -> event.kind().equals(kind)).count());
  }

  // -- Answering -----------------------------------------------------------------------------

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (path.startsWith("/version")) {
        send(exchange, 200, Map.of("gitVersion", "v1.36.0", "major", "1", "minor", "36"));
        return;
      }
      var place = place(path);
      var request =
          new Asked(
              exchange.getRequestMethod(),
              place.kind(),
              query.contains("watch=true"),
              System.nanoTime());
      var trouble = locked(() -> note(request));
      if (trouble.isPresent() && !trouble.get().made()) {
        refuse(exchange, request, trouble.get());
      } else if (request.watches()) {
        watch(exchange, place.kind(), since(query));
      } else {
        var answer = locked(() -> perform(request, place, path.endsWith("/status"), body));
        if (trouble.isPresent()) {
          refuse(exchange, request, trouble.get());
        } else {
          send(exchange, answer.status(), answer.body());
        }
      }
    }
  }

  private static Place place(String path) {
    if (path.equals("/readyz")) {
      return READINESS;
    }
    var namespace = NAMESPACE.matcher(path);
    Matcher found = namespace.matches() ? namespace : PATH.matcher(path);
    if (!found.matches()) {
      throw new AssertionError("nobody asks for " + path);
    }
    return new Place(
        found.group("kind"),
        namespace.matches() ? "" : Optional.ofNullable(found.group("namespace")).orElse(""),
        Optional.ofNullable(found.group("name")).orElse(""));
  }

  private static long since(String query) {
    var found = Pattern.compile("resourceVersion=(\\d+)").matcher(query);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private Optional<Trouble> note(Asked request) {
    asked.add(request);
    return troubles.stream().filter(one -> one.of().test(request)).findFirst();
  }

  private static void refuse(HttpExchange exchange, Asked request, Trouble trouble)
      throws IOException {
    if (trouble.seconds() > 0) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Retry-After", Integer.toString(trouble.seconds()));
    }
    var why =
        trouble.status() == 403
            ? "user cannot %s resource \"%s\" in API group \"\" at the cluster scope"
                .formatted(request.method().toLowerCase(Locale.ROOT), request.kind())
            : "on demand";
    send(exchange, trouble.status(), status(trouble.status(), why));
  }

  private static void send(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    var bytes = Serialization.asJson(body).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, Object> status(int code) {
    return status(code, "on demand");
  }

  private static Map<String, Object> status(int code, String message) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Status",
        "status",
        "Failure",
        "code",
        code,
        "message",
        message);
  }

  private record Answer(int status, Map<String, Object> body) {}

  private Answer perform(Asked request, Place place, boolean part, String body) {
    var stored = Optional.ofNullable(objects.get(place.key()));
    return switch (request.method()) {
      case "GET" ->
          place.name().isEmpty()
              ? new Answer(200, list(place))
              : stored.map(one -> new Answer(200, one)).orElseGet(TinyApiServer::absent);
      case "POST" -> new Answer(201, store(named(place, tree(body)), tree(body)));
      case "PATCH" -> part ? patchStatus(place, stored, tree(body)) : apply(place, stored, body);
      case "DELETE" -> {
        if (!place.name().isEmpty()) {
          drop(place);
        }
        yield new Answer(200, Map.of("apiVersion", "v1", "kind", "Status", "status", "Success"));
      }
      default -> throw new AssertionError("nobody sends " + request);
    };
  }

  private static Answer absent() {
    return new Answer(404, status(404));
  }

  private Answer apply(Place place, Optional<Map<String, Object>> stored, String body) {
    if (body.stripLeading().startsWith("[")) {
      // A patch of a Secret alone; nobody here looks into it.
      return stored.map(one -> new Answer(200, one)).orElseGet(TinyApiServer::absent);
    }
    var wanted = tree(body);
    var expected = Optional.ofNullable(metadata(wanted).get("resourceVersion"));
    var actual = stored.map(one -> metadata(one).get("resourceVersion"));
    return expected.isPresent()
            && !expected.equals(actual)
            && !(stored.isEmpty() && expected.get().equals(Cluster.MUST_NOT_EXIST))
        ? new Answer(409, status(409))
        : new Answer(200, store(place, wanted));
  }

  private Answer patchStatus(
      Place place, Optional<Map<String, Object>> stored, Map<String, Object> wanted) {
    if (stored.isEmpty()) {
      return absent();
    }
    var next = new LinkedHashMap<>(stored.get());
    next.put("status", wanted.getOrDefault("status", Map.of()));
    return new Answer(200, store(place, next));
  }

  private Map<String, Object> list(Place place) {
    var items =
        objects.entrySet().stream()
            .filter(one -> one.getKey().startsWith(place.kind() + "/" + place.namespace()))
            .map(Map.Entry::getValue)
            .toList();
    return Map.of(
        "apiVersion",
        place.kind().equals("pods") ? "v1" : "apps/v1",
        "kind",
        LISTS.getOrDefault(place.kind(), "") + "List",
        "metadata",
        Map.of("resourceVersion", Long.toString(version)),
        "items",
        items);
  }

  private static Place named(Place place, Map<String, Object> object) {
    return new Place(place.kind(), place.namespace(), String.valueOf(metadata(object).get("name")));
  }

  private Map<String, Object> store(Place place, Map<String, Object> object) {
    var before = Optional.ofNullable(objects.get(place.key()));
    version++;
    var metadata = metadata(object);
    metadata.put("resourceVersion", Long.toString(version));
    metadata.put("uid", before.map(one -> metadata(one).get("uid")).orElse("uid-" + version));
    var next = new LinkedHashMap<>(object);
    next.put("metadata", metadata);
    objects.put(place.key(), next);
    tell(place.kind(), before.isPresent() ? "MODIFIED" : "ADDED", next);
    return next;
  }

  private boolean drop(Place place) {
    var before = Optional.ofNullable(objects.remove(place.key()));
    before.ifPresent(
        object -> {
          version++;
          var metadata = metadata(object);
          metadata.put("resourceVersion", Long.toString(version));
          var last = new LinkedHashMap<>(object);
          last.put("metadata", metadata);
          tell(place.kind(), "DELETED", last);
        });
    return before.isPresent();
  }

  private void tell(String kind, String type, Map<String, Object> object) {
    history.add(new Event(version, kind, type, object));
  }

  private static Map<String, Object> metadata(Map<String, Object> object) {
    var copy = new LinkedHashMap<String, Object>();
    if (object.get("metadata") instanceof Map<?, ?> metadata) {
      metadata.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    return copy;
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, Object> tree(String json) {
    return Serialization.unmarshal(json, Map.class);
  }

  // -- Watching ------------------------------------------------------------------------------

  private void watch(HttpExchange exchange, String kind, long since) throws IOException {
    // Before the head is sent: who sees the watch begun may cut it at once.
    long begun = locked(() -> cuts);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    var stream = exchange.getResponseBody();
    stream.flush();
    long seen = since;
    while (true) {
      var news = awaitNews(kind, seen, begun);
      for (var event : news.events()) {
        stream.write(line(event.type(), event.object()));
        seen = event.version();
      }
      if (news.expired()) {
        stream.write(line("ERROR", status(410)));
      }
      stream.flush();
      if (news.over()) {
        return;
      }
    }
  }

  private static byte[] line(String type, Map<String, Object> object) {
    // One event is one line.
    var json = Serialization.asJson(Map.of("type", type, "object", object));
    return (json.replaceAll("\\R\\s*", "") + "\n").getBytes(UTF_8);
  }

  private record News(List<Event> events, boolean expired, boolean over) {}

  private News awaitNews(String kind, long seen, long begun) {
    lock.lock();
    try {
      while (true) {
        if (cuts != begun || endsAtOnce) {
          return new News(List.of(), expires, true);
        }
        if (seen < forgotten) {
          return new News(List.of(), true, true);
        }
        var events =
            history.stream()
                .filter(event -> event.kind().equals(kind) && event.version() > seen)
                .toList();
        if (!events.isEmpty()) {
          return new News(events, false, false);
        }
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new News(List.of(), false, true);
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  private void doing(Runnable work) {
    var done =
        locked(
            () -> {
              work.run();
              return true;
            });
    assert done;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

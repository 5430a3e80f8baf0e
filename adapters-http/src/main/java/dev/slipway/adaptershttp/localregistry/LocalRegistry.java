package dev.slipway.adaptershttp.localregistry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * A registry on a free port of 127.0.0.1 that gives out what it was given: manifests and blobs by
 * their digests, to anybody, or to those who know a name and password. It keeps everything in
 * memory, and speaks only as much of the distribution protocol as reading takes. Thread-safe.
 */
public final class LocalRegistry implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final String TOKEN_PATH = "/token";

  /** Who may read. */
  private sealed interface Door {

    record Open() implements Door {}

    /** Who shows name and password at every request. */
    record ByPassword(String basic) implements Door {}

    /** Who shows a token, which is given for name and password. */
    record ByToken(String basic) implements Door {}
  }

  /** Something to be given out. */
  private static final class Stored {
    private final String mediaType;
    private final byte[] bytes;

    Stored(String mediaType, byte[] bytes) {
      this.mediaType = mediaType;
      this.bytes = bytes;
    }
  }

  /**
   * A request as it came.
   *
   * @param target its path and query
   * @param authorization the scheme of what was shown, such as {@code Basic}; empty for nothing
   */
  public record Seen(String target, String authorization) {}

  private final HttpServer server;
  private final boolean tls;
  private final Map<String, Stored> stored = new ConcurrentHashMap<>();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final AtomicLong tokenNumbers = new AtomicLong();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Door door = new Door.Open();

  private LocalRegistry(HttpServer server, boolean tls) {
    this.server = server;
    this.tls = tls;
    server.createContext("/", this::answer);
    server.setExecutor(task -> Thread.ofVirtual().name("local-registry").start(task));
    server.start();
  }

  /** A registry without TLS. */
  public static LocalRegistry open() throws IOException {
    return new LocalRegistry(HttpServer.create(address(), 0), false);
  }

  /** A registry that shows the certificate of {@code tls}. */
  public static LocalRegistry open(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(address(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new LocalRegistry(server, true);
  }

  private static InetSocketAddress address() throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
  }

  /** The host and port. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What {@code --allow-hosts} must say, so that it is reached. */
  public String allowHosts() {
    return tls ? authority() : "http://" + authority();
  }

  /** One of its repositories, be it empty. */
  public OciRepository repository(String path) {
    return OciRepository.of("oci://" + authority() + "/" + path);
  }

  /** From now on only who shows this name and password may read. */
  public void requirePassword(String username, String password) {
    door = new Door.ByPassword(basic(username, password));
  }

  /** From now on only who shows a token may read; it is given for this name and password. */
  public void requireToken(String username, String password) {
    door = new Door.ByToken(basic(username, password));
  }

  private static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /**
   * Takes an artifact into the repository at {@code path}.
   *
   * @return the digest of its manifest
   */
  public ContentDigest push(String path, PackageArtifact artifact) {
    store(path, "blobs", new Stored("application/octet-stream", artifact.config()));
    store(path, "blobs", new Stored("application/octet-stream", artifact.layer()));
    return store(path, "manifests", new Stored(PackageArtifact.MANIFEST, artifact.manifest()));
  }

  private ContentDigest store(String path, String kind, Stored content) {
    ContentDigest digest = ContentDigest.sha256(content.bytes);
    stored.put("/v2/" + path + "/" + kind + "/" + digest, content);
    return digest;
  }

  /** All requests so far, in their order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = header(exchange, "Authorization");
      String path = exchange.getRequestURI().getPath();
      seen.add(
          new Seen(
              exchange.getRequestURI().toString(),
              authorization.substring(0, Math.max(0, authorization.indexOf(' ')))));
      if (path.equals(TOKEN_PATH)) {
        giveToken(exchange, authorization);
      } else if (letsIn(path, authorization)) {
        give(exchange, path);
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge());
        refuse(exchange, 401, "UNAUTHORIZED");
      }
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private boolean letsIn(String path, String authorization) {
    return switch (door) {
      case Door.Open open -> true;
      case Door.ByPassword(var basic) -> authorization.equals(basic);
      case Door.ByToken byToken -> {
        String repository = tokens.get(authorization);
        yield repository != null && path.startsWith("/v2/" + repository + "/");
      }
    };
  }

  private String challenge() {
    return door instanceof Door.ByToken
        ? "Bearer realm=\"%s://%s%s\",service=\"local\""
            .formatted(tls ? "https" : "http", authority(), TOKEN_PATH)
        : "Basic realm=\"local\"";
  }

  private void giveToken(HttpExchange exchange, String authorization) throws IOException {
    if (!(door instanceof Door.ByToken(var basic)) || !authorization.equals(basic)) {
      refuse(exchange, 401, "UNAUTHORIZED");
      return;
    }
    String token = "local-" + tokenNumbers.incrementAndGet();
    tokens.put("Bearer " + token, repositoryOf(exchange.getRequestURI().getQuery()));
    send(
        exchange,
        200,
        "application/json",
        Json.object().put("token", Json.string(token)).build().toText().getBytes(UTF_8));
  }

  /** The repository that a scope {@code repository:PATH:pull} asks for. */
  private static String repositoryOf(String query) {
    int start = query.indexOf("scope=repository:");
    int end = query.indexOf(":pull", Math.max(0, start));
    return start < 0 || end < 0 ? "" : query.substring(start + "scope=repository:".length(), end);
  }

  private void give(HttpExchange exchange, String path) throws IOException {
    Stored content = stored.get(path);
    if (content == null) {
      refuse(exchange, 404, path.contains("/manifests/") ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN");
    } else {
      send(exchange, 200, content.mediaType, content.bytes);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    Json error =
        Json.object()
            .put("errors", Json.array(Json.object().put("code", Json.string(code)).build()))
            .build();
    send(exchange, status, "application/json", error.toText().getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String mediaType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Ends it; whoever is being answered is cut off. */
  @Override
  public void close() {
    server.stop(0);
  }
}

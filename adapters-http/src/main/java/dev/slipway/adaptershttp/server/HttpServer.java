package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoints;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Headers;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.adaptershttp.endpoint.Root;
import dev.slipway.adaptershttp.openapi.OpenApi;
import dev.slipway.adaptershttp.packages.PackageRoot;
import dev.slipway.adaptershttp.target.QueryText;
import dev.slipway.adaptershttp.target.RequestTarget;
import dev.slipway.ports.driving.Platform;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a platform over HTTP/1.1 (contract.md sections 1, 2, 3, 6 and 7; contract/foundation.md;
 * contract/packages.md).
 *
 * <p>The way of a request is in this package's description. Thread-safe.
 */
public final class HttpServer {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** So long binding the port may take. */
  private static final int START_SECONDS = 30;

  /** So much longer than the drain time-out closing may take. */
  private static final int CLOSE_SECONDS = 5;

  /** The longest request line that is served, in characters. */
  private static final int LONGEST_LINE = 4 * 1024;

  /** The longest that is read: as long as this, the root is known that refuses it. */
  private static final int LINE_READ = 32 * 1024;

  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final Roots roots;
  private final Router router;
  private final Bridge bridge;
  private final Dispatcher dispatcher;
  private final Bodies bodies;
  private final Connections connections;
  private final Accounts accounts;
  private final RequestIds ids;
  private final Vertx vertx;

  private HttpServer(
      Vertx vertx,
      HttpSettings settings,
      Dispatcher dispatcher,
      List<Root> roots,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.ids = new RequestIds();
    this.roots = new Roots(roots);
    this.router = new Router(this.roots.endpoints());
    this.bridge = new Bridge(settings.inFlight(), ids);
    this.dispatcher = dispatcher;
    this.bodies = new Bodies(vertx, settings);
    this.connections = new Connections(vertx, settings);
    this.accounts = new Accounts(registry, connections, bridge);
  }

  /**
   * Starts a server. Blocks until it listens; not for event loops.
   *
   * @param vertx whose event loops carry the connections; the server does not close it
   * @param settings what the operator decided
   * @param platform answers
   * @param readiness what must hold before {@code /ready} says so, by name; asked at each probe
   * @param registry where the server counts
   * @param scrape all numbers in the text format of Prometheus, for {@code /metrics}
   * @return the running server
   * @throws ListeningFailed when it cannot listen there
   */
  public static RunningServer start(
      Vertx vertx,
      HttpSettings settings,
      Platform platform,
      Map<String, BooleanSupplier> readiness,
      MeterRegistry registry,
      Supplier<String> scrape) {
    var listening = new CompletableFuture<URI>();
    Supplier<URI> base = () -> settings.publicUrl().orElseGet(listening::join);
    var roots =
        List.of(
            PackageRoot.of(platform, base, OpenApi::packages),
            Endpoints.root(platform, readiness, scrape, OpenApi::document));
    var dispatcher = new Dispatcher(platform.authenticate(), platform.runtimes());
    var server = start(vertx, settings, dispatcher, roots, registry);
    listening.complete(server.address());
    return server;
  }

  /** The same with roots of one's own. */
  static RunningServer start(
      Vertx vertx,
      HttpSettings settings,
      Dispatcher dispatcher,
      List<Root> roots,
      MeterRegistry registry) {
    return new HttpServer(vertx, settings, dispatcher, roots, registry).listen(settings);
  }

  /** The server cannot listen where it should: the port is taken, or the host is not this one. */
  public static final class ListeningFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListeningFailed(HttpSettings settings, Throwable cause) {
      super(
          "Cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + cause.getMessage()
              + "; choose another host or port",
          cause);
    }
  }

  private RunningServer listen(HttpSettings settings) {
    // Vert.x deals the connections out to them; one alone would keep all on one event loop.
    int listeners = Math.max(2, Runtime.getRuntime().availableProcessors());
    // To Vert.x every number below zero is a free port for all who name the same.
    int port = settings.port() == 0 ? FREE_PORTS.decrementAndGet() : settings.port();
    var servers = new CopyOnWriteArrayList<io.vertx.core.http.HttpServer>();
    var deployed =
        vertx.deployVerticle(
            () -> new Listener(servers, port, settings.host()),
            new DeploymentOptions().setInstances(listeners));
    try {
      var deployment =
          deployed.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
      return new Listening(servers, () -> vertx.undeploy(deployment), settings);
    } catch (ExecutionException | TimeoutException e) {
      throw new ListeningFailed(settings, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ListeningFailed(settings, e);
    }
  }

  /** Listens on an event loop of its own. */
  private final class Listener extends VerticleBase {

    private final List<io.vertx.core.http.HttpServer> servers;
    private final int port;
    private final String host;

    Listener(List<io.vertx.core.http.HttpServer> servers, int port, String host) {
      this.servers = servers;
      this.port = port;
      this.host = host;
    }

    @Override
    public Future<?> start() {
      var server =
          vertx
              .createHttpServer(options())
              .connectionHandler(connections::opened)
              .requestHandler(HttpServer.this::handle)
              .invalidRequestHandler(request -> InvalidRequests.answer(unreadable(request)))
              .exceptionHandler(e -> LOG.debug("A connection broke", e));
      servers.add(server);
      return server.listen(port, host);
    }
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        // Ours is HTTP/1.1; what speaks HTTP/2 in front of us translates.
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(LINE_READ)
        .setDecompressionSupported(false)
        // Nobody speaks WebSocket here, and its negotiator would look at every request.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  private void handle(HttpServerRequest request) {
    var target = RequestTarget.parse(request.uri());
    var exchange = exchange(request, target);
    if (lineOf(request) > LONGEST_LINE) {
      exchange.closeAfterwards();
      exchange.refuse(new Refusal.UrlTooLong());
      return;
    }
    var routed = router.route(exchange.method(), target);
    if (routed instanceof Router.Routed.To(var endpoint, var values)) {
      exchange.leadsTo(endpoint.path().text());
    }
    bodies.read(exchange, received -> arrived(exchange, routed, target, received));
  }

  /** How long the request line is; of its version there is but one. */
  private static int lineOf(HttpServerRequest request) {
    return request.method().name().length() + request.uri().length() + "  HTTP/1.1".length();
  }

  private Exchange unreadable(HttpServerRequest request) {
    return exchange(request, RequestTarget.parse(request.uri()));
  }

  private Exchange exchange(HttpServerRequest request, Optional<RequestTarget> target) {
    var connection = request.connection();
    connections.requestStarted(connection);
    var requestId = ids.request(request.headers().getAll(Exchange.REQUEST_ID));
    var dialect = roots.of(target, request.uri()).dialect();
    var exchange = new Exchange(request, dialect, vertx.getOrCreateContext(), requestId, accounts);
    exchange.whenWriting(() -> connections.answering(connection));
    exchange.whenDone(() -> connections.requestEnded(connection));
    return exchange;
  }

  private void arrived(
      Exchange exchange, Router.Routed routed, Optional<RequestTarget> target, Received received) {
    if (!(received instanceof Received.Whole)) {
      exchange.closeAfterwards();
    }
    switch (routed) {
      case Router.Routed.To(var endpoint, var values) -> {
        var arrived =
            new Dispatcher.Arrived(
                values,
                target.map(RequestTarget::query).orElseGet(() -> QueryText.parse("")),
                headers(exchange.request()),
                received);
        Supplier<Answer> work = () -> dispatcher.answer(exchange, endpoint, arrived);
        if (endpoint.handling() instanceof Handling.Probes probes && probes.whenFull()) {
          bridge.crossAlways(exchange, work);
        } else {
          bridge.cross(exchange, work);
        }
      }
      case Router.Routed.Asked(var allow) -> exchange.send(Answer.noContent().with("Allow", allow));
      case Router.Routed.WrongMethod(var path, var allow) ->
          exchange.refuse(new Refusal.OtherMethods(exchange.method(), path, allow));
      case Router.Routed.Nowhere nowhere -> exchange.refuse(new Refusal.NothingThere());
    }
  }

  private static Headers headers(HttpServerRequest request) {
    var read = new HashMap<String, List<String>>();
    Headers.READ.forEach(name -> read.put(name, List.copyOf(request.headers().getAll(name))));
    return new Headers(read);
  }

  /** A server that listens. */
  private static final class Listening implements RunningServer {

    private final List<io.vertx.core.http.HttpServer> servers;
    private final Supplier<Future<Void>> undeploy;
    private final HttpSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();

    Listening(
        List<io.vertx.core.http.HttpServer> servers,
        Supplier<Future<Void>> undeploy,
        HttpSettings settings) {
      this.servers = servers;
      this.undeploy = undeploy;
      this.settings = settings;
    }

    @Override
    public URI address() {
      var host = settings.host();
      var authority = host.indexOf(':') < 0 ? host : "[" + host + "]";
      return URI.create("http://" + authority + ":" + servers.getFirst().actualPort());
    }

    @Override
    public void close() {
      if (closed.getAndSet(true)) {
        return;
      }
      long millis = settings.drainTimeout().toMillis();
      var shutdowns =
          servers.stream().map(one -> one.shutdown(millis, TimeUnit.MILLISECONDS)).toList();
      try {
        Future.join(shutdowns)
            .eventually(undeploy)
            .await(millis + CLOSE_SECONDS * 1_000L, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        LOG.warn(
            "Connections of {} did not close in time; they end with the process", address(), e);
      }
    }
  }
}

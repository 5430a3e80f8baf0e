package dev.slipway.app.server;

import dev.slipway.adaptershttp.server.HttpServer.ListeningFailed;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.Settings;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.Store;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server that answers and works, until it is closed. Thread-safe. */
public final class Server implements AutoCloseable {

  private final Slipway slipway;
  private final RunningServer http;
  private final Closing closing;

  private Server(Slipway slipway, RunningServer http, Closing closing) {
    this.slipway = slipway;
    this.http = http;
    this.closing = closing;
  }

  /**
   * Starts a server; blocks until it answers and works.
   *
   * @throws CommandFailed when the outside refuses: the port, the folder, the store, the cluster
   */
  public static Server start(Settings settings) {
    KubernetesStart.requireCluster(settings);
    Closing closing = new Closing();
    boolean started = false;
    try {
      ServerComponent parts = DaggerServerComponent.factory().create(settings, closing);
      RunningServer http = listenSoon(settings, parts);
      closing.add("the HTTP server", http::close);
      parts.ownAddress().becomes(http.address());
      Slipway slipway = parts.slipway().start();
      closing.add("the workers", slipway::close);
      // Again, so that it goes first: what requests ask for is still worked on.
      closing.add("the HTTP server", http::close);
      started = true;
      return new Server(slipway, http, closing);
    } finally {
      if (!started) {
        closing.close();
      }
    }
  }

  // While the store is opened, which is mostly waiting, another thread makes what needs no store.
  private static RunningServer listenSoon(Settings settings, ServerComponent parts) {
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      // What it cannot make is asked for again by who needs it, and fails there.
      for (Callable<?> part : storeless(parts)) {
        Future<?> unused = beside.submit(part);
      }
      // First, so that nobody here waits for a part that the other thread is just making.
      Store unused = parts.store();
      return listen(settings, parts);
    }
  }

  private static List<Callable<?>> storeless(ServerComponent parts) {
    return List.of(parts::schemaChecks, parts::registry, parts::vertx, parts::artifacts);
  }

  private static RunningServer listen(Settings settings, ServerComponent parts) {
    try {
      return parts.http();
    } catch (ListeningFailed e) {
      throw CommandFailed.refused(
          "Cannot listen on --host %s --port %d (%s). Choose another port (0 picks a free one), or"
                  .formatted(
                      settings.listening().host(),
                      settings.listening().port(),
                      e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
              + " stop what listens there.",
          e);
    }
  }

  /** Where it listens. */
  public URI address() {
    return http.address();
  }

  /** Whether anybody can sign in. */
  public boolean hasTokens() {
    return slipway.tokens().anyToken();
  }

  /**
   * Drains it: accepts nothing more, finishes requests, finishes or hands back messages, stops
   * runtimes and the embedded PostgreSQL.
   */
  @Override
  public void close() {
    closing.close();
  }
}

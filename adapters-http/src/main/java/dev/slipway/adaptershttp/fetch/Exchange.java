package dev.slipway.adaptershttp.fetch;

import dev.slipway.adaptershttp.fetch.FetchFailed.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One request and its answer, on a connection of their own: no connection is kept, so none can be
 * taken for another host's. Belongs to one thread, which may block; Vert.x works on its event loop.
 */
final class Exchange implements AutoCloseable {

  /** How many pieces of a body may be on their way between the event loop and the reader. */
  private static final int WINDOW = 8;

  /** What the event loop tells the reader. */
  private sealed interface Signal {

    record Piece(Buffer bytes) implements Signal {}

    record End() implements Signal {}

    record Broken(Throwable cause) implements Signal {}
  }

  /**
   * What is asked for, in one hop.
   *
   * @param authorization what is shown; secret
   */
  record Asked(WebUrl url, String accept, Optional<String> authorization) {}

  private final HttpClientConnection connection;
  private final Heard heard;
  private final BlockingQueue<Signal> signals;

  private Exchange(HttpClientConnection connection, Heard heard, BlockingQueue<Signal> signals) {
    this.connection = connection;
    this.heard = heard;
    this.signals = signals;
  }

  /** The answer, and the event loop on which it comes in. */
  private record Heard(HttpClientResponse response, Context loop) {

    /**
     * Lets so many more pieces come in. On the event loop alone: asked for from elsewhere, pieces
     * could come in at the same time as the end, and behind it.
     */
    void fetch(int pieces) {
      loop.runOnContext(then -> response.fetch(pieces));
    }
  }

  /**
   * Asks at the first of {@code addresses} that accepts a connection, and returns when the head of
   * the answer is there.
   */
  static Exchange open(
      HttpClientAgent client, Asked asked, List<InetAddress> addresses, Deadline deadline)
      throws FetchFailed, InterruptedException {
    HttpClientConnection connection = connectToOne(client, asked.url(), addresses, deadline);
    boolean answered = false;
    try {
      var signals = new LinkedBlockingQueue<Signal>();
      // A server that goes on after the end of its answer has lied about where that is; what comes
      // with the end is seen here. The end of the connection itself, however rude, says nothing
      // about an answer that is complete.
      connection.exceptionHandler(
          e -> {
            if (!(e instanceof IOException || e instanceof HttpClosedException)) {
              signals.add(new Signal.Broken(e));
            }
          });
      Heard heard = ask(connection, asked, signals, deadline);
      answered = true;
      return new Exchange(connection, heard, signals);
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  private static HttpClientConnection connectToOne(
      HttpClientAgent client, WebUrl url, List<InetAddress> addresses, Deadline deadline)
      throws FetchFailed, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        return connect(client, url, addresses.get(i), deadline.share(addresses.size() - i));
      } catch (NotConnected e) {
        if (i == addresses.size() - 1) {
          throw e.failure;
        }
      }
    }
  }

  private static HttpClientConnection connect(
      HttpClientAgent client, WebUrl url, InetAddress address, Deadline deadline)
      throws FetchFailed, NotConnected, InterruptedException {
    var options =
        new HttpConnectOptions()
            .setServer(SocketAddress.inetSocketAddress(withoutName(address, url.port())))
            .setHost(nameInCertificate(url.host()))
            .setPort(url.port())
            .setSsl(!url.plain());
    Future<HttpClientConnection> connecting = client.connect(options);
    boolean connected = false;
    try {
      HttpClientConnection connection =
          Waiting.until(deadline, connecting.toCompletionStage().toCompletableFuture());
      connected = true;
      return connection;
    } catch (ExecutionException e) {
      Throwable cause = Waiting.cause(e);
      FetchFailed failure = failure(cause);
      if (cause instanceof ConnectException) {
        throw new NotConnected(failure);
      }
      throw failure;
    } catch (FetchFailed e) {
      throw new NotConnected(e);
    } finally {
      if (!connected) {
        // Whoever comes too late finds nobody waiting.
        connecting.onSuccess(HttpClientConnection::close);
      }
    }
  }

  private static Heard ask(
      HttpClientConnection connection,
      Asked asked,
      BlockingQueue<Signal> signals,
      Deadline deadline)
      throws FetchFailed, InterruptedException {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setURI(asked.url().pathAndQuery())
            .setFollowRedirects(false)
            .putHeader("Host", asked.url().authority())
            .putHeader("Accept", asked.accept())
            .putHeader("Accept-Encoding", "identity")
            .putHeader("User-Agent", "slipway");
    asked.authorization().ifPresent(shown -> options.putHeader("Authorization", shown));
    CompletableFuture<Heard> answer =
        connection
            .request(options)
            .compose(request -> send(request, signals))
            .toCompletionStage()
            .toCompletableFuture();
    try {
      return Waiting.until(deadline, answer);
    } catch (ExecutionException e) {
      throw failure(Waiting.cause(e));
    }
  }

  /**
   * Who listens is there before anything is sent: a short answer can be over before a listener that
   * comes later is called.
   */
  private static Future<Heard> send(HttpClientRequest request, BlockingQueue<Signal> signals) {
    // On the event loop, before any piece of the body can pass unseen.
    Future<Heard> heard = request.response().map(response -> listen(response, signals));
    return request.end().compose(sent -> heard);
  }

  private static Heard listen(HttpClientResponse response, BlockingQueue<Signal> signals) {
    Context loop =
        Objects.requireNonNull(Vertx.currentContext(), "Vert.x calls its handlers on a context");
    response
        .pause()
        .exceptionHandler(e -> signals.add(new Signal.Broken(e)))
        .handler((Buffer piece) -> signals.add(new Signal.Piece(piece)))
        // What came behind the end in the same read is told before the end itself.
        .endHandler(end -> loop.runOnContext(later -> signals.add(new Signal.End())));
    return new Heard(response, loop);
  }

  /** An address that carries no name, so that nobody is tempted to look it up again. */
  private static InetSocketAddress withoutName(InetAddress address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.getAddress()), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes: " + address, e);
    }
  }

  /** How a certificate writes the host of a URL: without brackets and without a last dot. */
  private static String nameInCertificate(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static FetchFailed failure(Throwable cause) {
    String detail = innermost(cause).toString();
    if (cause instanceof ConnectException) {
      return new FetchFailed(Kind.UNREACHABLE, "no connection", detail, cause);
    }
    if (cause instanceof SSLException) {
      return new FetchFailed(
          Kind.UNREACHABLE,
          isAboutCertificate(cause) ? "TLS: the certificate is refused" : "TLS",
          detail,
          cause);
    }
    if (cause instanceof IOException || cause instanceof HttpClosedException) {
      return new FetchFailed(Kind.BROKEN, "the connection ended early", detail, cause);
    }
    return new FetchFailed(Kind.BROKEN, "the answer is not HTTP", detail, cause);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return innermost;
  }

  private static boolean isAboutCertificate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  int status() {
    return heard.response().statusCode();
  }

  /** The only header of that name; empty when there is none or more than one. */
  Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /** All headers of that name, in their order. */
  List<String> headers(String name) {
    MultiMap headers = heard.response().headers();
    return headers.getAll(name);
  }

  /** Starts the body. */
  void read() {
    heard.fetch(WINDOW);
  }

  /** The next piece of the body; empty when that was all. */
  Optional<byte[]> next(Deadline deadline) throws FetchFailed, InterruptedException {
    Signal signal = signals.poll(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    if (signal == null || deadline.nanosLeft() <= 0) {
      throw FetchFailed.timeout();
    }
    return switch (signal) {
      case Signal.Piece piece -> {
        heard.fetch(1);
        yield Optional.of(piece.bytes().getBytes());
      }
      case Signal.End end -> Optional.empty();
      case Signal.Broken broken -> throw failure(broken.cause());
    };
  }

  /** Ends the connection, whatever is still on its way. */
  @Override
  public void close() {
    connection.close();
  }

  /** No connection to one of several addresses. */
  private static final class NotConnected extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient FetchFailed failure;

    NotConnected(FetchFailed failure) {
      super(failure);
      this.failure = failure;
    }
  }
}

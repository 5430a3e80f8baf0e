package dev.slipway.adaptershttp.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many connections are open, and how long each may keep the server waiting
 * (contract/foundation.md section 1, "slow clients").
 *
 * <p>A new connection, and one that began to send another request, has a short time to send all of
 * the headers; between requests, and to take an answer, it has a long time. While a request is
 * worked on nobody counts: a publication may take as long as fetching a wheel. Closing says
 * nothing: there is no request that an answer could belong to. Thread-safe; each connection lives
 * on one event loop.
 */
final class Connections {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<HttpConnection, Watch> watches = new ConcurrentHashMap<>();

  Connections(Vertx vertx, HttpSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** How many are open. */
  int open() {
    return open.get();
  }

  /** A client connected. */
  void opened(HttpConnection connection) {
    if (open.incrementAndGet() > settings.maxConnections()) {
      connection.closeHandler(closed -> open.decrementAndGet());
      connection.close();
      return;
    }
    var watch = new Watch(connection);
    watches.put(connection, watch);
    connection.closeHandler(
        closed -> {
          open.decrementAndGet();
          watches.remove(connection);
          watch.gone();
        });
    watch.expect(settings.headersWithin());
    // The server's own idle time-out counts while a request is worked on, and says nothing of the
    // first byte of the next one. So the bytes are watched where they come in.
    if (connection instanceof ConnectionBase channels) {
      channels.channel().pipeline().addFirst(watch);
    }
  }

  /** All headers of a request have arrived. */
  void requestStarted(HttpConnection connection) {
    var watch = watches.get(connection);
    if (watch != null) {
      watch.requestStarted();
    }
  }

  /** An answer is being written, which its client must take. */
  void answering(HttpConnection connection) {
    var watch = watches.get(connection);
    if (watch != null) {
      watch.expect(settings.idle());
    }
  }

  /** A request was answered. */
  void requestEnded(HttpConnection connection) {
    var watch = watches.get(connection);
    if (watch != null) {
      watch.requestEnded();
    }
  }

  /** What one connection is expected to do, and until when. */
  private final class Watch extends ChannelInboundHandlerAdapter {

    private static final long NO_TIMER = -1;

    private final HttpConnection connection;
    private int working;
    private boolean idle;
    private boolean expecting;

    /** When what is expected must have come; counts while anything is. */
    private long deadline;

    /**
     * Rings when the deadline may have passed, or before. A request moves the deadline three times;
     * setting a timer for each would cost more than all else here.
     */
    private long timer = NO_TIMER;

    private long rings;
    private @Nullable ChannelHandlerContext front;

    Watch(HttpConnection connection) {
      this.connection = connection;
    }

    void requestStarted() {
      working++;
      idle = false;
      stop();
    }

    void requestEnded() {
      working--;
      if (working == 0) {
        idle = true;
        expect(settings.idle());
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (idle) {
        idle = false;
        expect(settings.headersWithin());
      }
      context.fireChannelRead(message);
    }

    void expect(Duration within) {
      if (!watches.containsKey(connection)) {
        return;
      }
      expecting = true;
      deadline = System.nanoTime() + within.toNanos();
      if (timer == NO_TIMER || rings - deadline > 0) {
        cancel();
        ringIn(within);
      }
    }

    private void ringIn(Duration time) {
      // Rounded up: a timer that rings early would only be set again.
      long millis = time.plusNanos(NANOS_PER_MILLI - 1).toMillis();
      rings = System.nanoTime() + millis * NANOS_PER_MILLI;
      timer = vertx.setTimer(Math.max(1, millis), fired -> rang());
    }

    private void rang() {
      timer = NO_TIMER;
      if (expecting) {
        long left = deadline - System.nanoTime();
        if (left > 0) {
          ringIn(Duration.ofNanos(left));
        } else {
          hangUp();
        }
      }
    }

    /**
     * Closes from the front of the pipeline: from its end Vert.x would first write what is left,
     * and a client that takes nothing would hold the connection for ever.
     */
    private void hangUp() {
      if (front == null) {
        connection.close();
      } else {
        var unused = front.close();
      }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      front = context;
    }

    /** Nothing is expected of the client for now. */
    void stop() {
      expecting = false;
    }

    /** The connection is closed. */
    void gone() {
      expecting = false;
      cancel();
    }

    private void cancel() {
      if (timer != NO_TIMER) {
        vertx.cancelTimer(timer);
        timer = NO_TIMER;
      }
    }
  }
}

package dev.slipway.adaptershttp.server;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the bodies of requests within bounds: of one body's size, of the time that it takes, and of
 * what all bodies together hold in memory (contract/foundation.md section 1, "body too large" and
 * "slow clients"). Thread-safe.
 */
final class Bodies {

  /** So many bytes of a body that is too large are read on, so that its sender sees the answer. */
  private static final long READ_ON = 1024 * 1024;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final long room;
  private final AtomicLong held = new AtomicLong();

  Bodies(Vertx vertx, HttpSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.room = Math.max(4 * settings.maxBody(), Runtime.getRuntime().maxMemory() / 8);
  }

  /**
   * Reads a request's body; on the event loop, and {@code done} is called there, once, unless the
   * connection breaks before.
   */
  void read(Exchange exchange, Handler<Received> done) {
    var request = exchange.request();
    var reading = new Reading(exchange, done);
    long announced = announced(request);
    if (announced > settings.maxBody()) {
      reading.end(new Received.TooLarge(settings.maxBody()));
    } else if (announced != 0) {
      reading.limitTime();
      if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
        request.response().writeContinue();
      }
    }
    request.handler(reading::take);
    request.endHandler(nothing -> reading.end(reading.whole()));
    request.exceptionHandler(broken -> reading.abandon());
  }

  /** How many bytes are said to come: 0 for none, -1 when nobody knows. */
  private static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? -1 : 0;
    }
    return length.chars().allMatch(c -> c >= '0' && c <= '9') && length.length() <= 18
        ? Long.parseLong(length)
        : Long.MAX_VALUE;
  }

  /** One body. Lives on one event loop. */
  private final class Reading {

    private static final long NO_TIMER = -1;

    private final Exchange exchange;
    private final Handler<Received> done;
    private final Buffer bytes = Buffer.buffer();
    private boolean ended;
    private long readOn;
    private long timer = NO_TIMER;

    Reading(Exchange exchange, Handler<Received> done) {
      this.exchange = exchange;
      this.done = done;
    }

    void limitTime() {
      timer =
          vertx.setTimer(
              settings.bodyWithin().toMillis(),
              fired -> {
                timer = NO_TIMER;
                end(new Received.TooSlow());
              });
    }

    void take(Buffer chunk) {
      if (ended) {
        readOn += chunk.length();
        if (readOn > READ_ON) {
          exchange.request().pause();
        }
      } else if (bytes.length() + chunk.length() > settings.maxBody()) {
        end(new Received.TooLarge(settings.maxBody()));
      } else if (held.addAndGet(chunk.length()) > room) {
        held.addAndGet(-chunk.length());
        end(new Received.NoRoom());
      } else {
        bytes.appendBuffer(chunk);
      }
    }

    Received whole() {
      return new Received.Whole(bytes);
    }

    void end(Received received) {
      if (!ended) {
        ended = true;
        cancelTimer();
        long length = bytes.length();
        exchange.whenDone(() -> held.addAndGet(-length));
        done.handle(received);
      }
    }

    void abandon() {
      if (!ended) {
        ended = true;
        cancelTimer();
        held.addAndGet(-bytes.length());
        exchange.abandoned();
      }
    }

    private void cancelTimer() {
      if (timer != NO_TIMER) {
        vertx.cancelTimer(timer);
        timer = NO_TIMER;
      }
    }
  }
}

package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Dialect;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.adaptershttp.target.RequestTarget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One request and its answer. {@link #send} may be called from any thread, once; all else belongs
 * to the event loop, save what is said otherwise.
 */
final class Exchange {

  static final String REQUEST_ID = "X-Request-Id";

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  /** So long a connection stays open behind an answer that came before its request was read. */
  private static final Duration READ_ON = Duration.ofSeconds(1);

  private static final long MILLIS_A_SECOND = 1_000;
  private static volatile HttpDate lastDate = HttpDate.of(0);

  private final HttpServerRequest request;
  private final Dialect dialect;
  private final Context context;
  private final String requestId;
  private final Account account;
  private final long startedAt = System.nanoTime();
  private final List<Runnable> afterwards = new ArrayList<>();
  private Runnable before = () -> {};
  private volatile String organization = "-";
  private volatile String route = "-";
  private boolean close;
  private boolean done;

  /** Who is told of an exchange's end. */
  interface Account {

    /** The answer was written, or could not be. */
    void answered(Exchange exchange, int status, long nanos);

    /** The client went away before its request was complete. */
    void abandoned(Exchange exchange, long nanos);
  }

  Exchange(
      HttpServerRequest request,
      Dialect dialect,
      Context context,
      String requestId,
      Account account) {
    this.request = request;
    this.dialect = dialect;
    this.context = context;
    this.requestId = requestId;
    this.account = account;
  }

  HttpServerRequest request() {
    return request;
  }

  /** From any thread. */
  String requestId() {
    return requestId;
  }

  /** From any thread. */
  String method() {
    return request.method().name();
  }

  /** The path without its query, as far as a log can hold it. From any thread. */
  String path() {
    return Printable.of(RequestTarget.pathOf(request.uri()));
  }

  /** From any thread. */
  String organization() {
    return organization;
  }

  /** Says who asks. From any thread. */
  void actsFor(String tenant) {
    organization = tenant;
  }

  /** The endpoint's template, for metrics. From any thread. */
  String route() {
    return route;
  }

  void leadsTo(String template) {
    route = template;
  }

  /** Has something done when the answer is about to be written. */
  void whenWriting(Runnable action) {
    before = action;
  }

  /** Has something done when the answer was written, or could not be. */
  void whenDone(Runnable action) {
    if (done) {
      action.run();
    } else {
      afterwards.add(action);
    }
  }

  /** A refusal in the words of the root that was asked. From any thread. */
  Answer says(Refusal refusal) {
    return dialect.says(refusal);
  }

  /** Writes a refusal. From any thread. */
  void refuse(Refusal refusal) {
    send(says(refusal));
  }

  /** Writes the answer. From any thread. */
  void send(Answer answer) {
    context.runOnContext(ignored -> write(answer));
  }

  /**
   * The request was not read to its end. Behind its answer a little is read on, so that the answer
   * is seen, and then the connection is closed.
   */
  void closeAfterwards() {
    close = true;
  }

  /** The client went away. */
  void abandoned() {
    if (finish()) {
      account.abandoned(this, System.nanoTime() - startedAt);
    }
  }

  private void write(Answer answer) {
    var response = request.response();
    if (response.ended() || response.closed()) {
      abandoned();
      return;
    }
    before.run();
    response.setStatusCode(answer.status());
    response.putHeader(REQUEST_ID, requestId);
    response.putHeader("Date", now());
    answer.headers().forEach(response::putHeader);
    if (close) {
      response.putHeader("Connection", "close");
    }
    Future<Void> written =
        switch (answer.body()) {
          case Answer.Body.Nothing nothing -> response.end();
          case Answer.Body.Content(var type, var text) -> {
            var bytes = Buffer.buffer(text);
            response.putHeader("Content-Type", type);
            response.putHeader("Content-Length", Integer.toString(bytes.length()));
            yield request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(bytes);
          }
        };
    written.onComplete(
        result -> {
          if (close) {
            closeSoon();
          }
          if (finish()) {
            account.answered(this, answer.status(), System.nanoTime() - startedAt);
          }
        });
  }

  /** When the request has ended, or a little later. */
  private void closeSoon() {
    if (request.isEnded()) {
      request.connection().close();
    } else {
      request.endHandler(ended -> request.connection().close());
      context.owner().setTimer(READ_ON.toMillis(), fired -> request.connection().close());
    }
  }

  private boolean finish() {
    if (done) {
      return false;
    }
    done = true;
    afterwards.forEach(Runnable::run);
    return true;
  }

  /** The date of an answer, written once a second. */
  private static String now() {
    long second = System.currentTimeMillis() / MILLIS_A_SECOND;
    var last = lastDate;
    if (last.second() != second) {
      last = HttpDate.of(second);
      lastDate = last;
    }
    return last.text();
  }

  /** A second, as headers spell it. */
  private record HttpDate(long second, String text) {

    static HttpDate of(long second) {
      return new HttpDate(
          second, HTTP_DATE.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
    }
  }

  /** For logs: what was asked, without its query. From any thread. */
  @Override
  public String toString() {
    return method() + " " + path() + " id=" + requestId;
  }
}

package dev.slipway.adaptershttp.fetch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to a fetch, behind all redirects: its head, and its body as it comes in. Belongs to
 * one thread. Whoever has it must close it; that ends the connection.
 */
public final class Answered implements AutoCloseable {
  private final Exchange exchange;
  private final WebUrl url;
  private final Runnable end;
  private boolean reading;
  private boolean ended;
  private long bytes;

  Answered(Exchange exchange, WebUrl url, Runnable end) {
    this.exchange = exchange;
    this.url = url;
    this.end = end;
  }

  /** The status of the answer; never that of a redirect. */
  public int status() {
    return exchange.status();
  }

  /** Who has answered. */
  public WebUrl url() {
    return url;
  }

  /** The only header of that name; empty when there is none or more than one. */
  public Optional<String> header(String name) {
    return exchange.header(name);
  }

  /** All headers of that name, in their order. */
  public List<String> headers(String name) {
    return exchange.headers(name);
  }

  /** How long the body is said to be; empty where nothing is said. */
  public OptionalLong announced() {
    try {
      return exchange.header("Content-Length").stream().mapToLong(Long::parseLong).findFirst();
    } catch (NumberFormatException e) {
      // The HTTP decoder judges its form.
      return OptionalLong.empty();
    }
  }

  /**
   * The next piece of the body, never an empty one; empty when that was all, and as much as was
   * announced; so again from then on.
   */
  public Optional<byte[]> next(Deadline deadline) throws FetchFailed, InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    if (!reading) {
      reading = true;
      exchange.read();
    }
    Optional<byte[]> piece = exchange.next(deadline);
    while (piece.isPresent() && piece.get().length == 0) {
      piece = exchange.next(deadline);
    }
    ended = piece.isEmpty();
    if (piece.isPresent()) {
      bytes += piece.get().length;
    } else if (announced().orElse(bytes) != bytes) {
      throw new FetchFailed(
          FetchFailed.Kind.BROKEN,
          "the connection ended early",
          bytes + " bytes of what was announced came",
          null);
    }
    return piece;
  }

  /** Ends the connection, whatever is still on its way. */
  @Override
  public void close() {
    exchange.close();
    end.run();
  }
}

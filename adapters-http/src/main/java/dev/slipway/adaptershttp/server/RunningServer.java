package dev.slipway.adaptershttp.server;

import java.net.URI;

/** A server that listens. Thread-safe. */
public interface RunningServer extends AutoCloseable {

  /** Where it listens, such as {@code http://127.0.0.1:8000}; IPv6 addresses in brackets. */
  URI address();

  /**
   * Stops: accepts nothing more, closes idle connections, lets the requests in work end within the
   * drain time-out, then closes what is left. Blocks until all is closed; again does nothing.
   */
  @Override
  void close();
}

package dev.slipway.app.closing;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed in the opposite order: what stands on something goes before it.
 * Thread-safe.
 */
public final class Closing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final ConcurrentLinkedDeque<Opened> opened = new ConcurrentLinkedDeque<>();

  private record Opened(String name, Runnable close) {}

  /**
   * Notes what was opened.
   *
   * @param name for the log
   * @param close closes it
   */
  public void add(String name, Runnable close) {
    opened.push(new Opened(name, close));
  }

  /** Closes everything, even when closing something fails: the last failure is thrown then. */
  @Override
  public void close() {
    Opened next = opened.poll();
    if (next == null) {
      return;
    }
    try {
      LOG.debug("Closing {}", next.name());
      next.close().run();
    } finally {
      close();
    }
  }
}

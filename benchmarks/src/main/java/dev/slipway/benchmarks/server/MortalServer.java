package dev.slipway.benchmarks.server;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server that is killed now and then, and then another one in its place. One thread kills; any
 * may ask where it is.
 */
public final class MortalServer implements AutoCloseable {

  private final Starting starting;
  private final AtomicReference<ServerProcess> now;

  /** How one is started. */
  @FunctionalInterface
  public interface Starting {

    /** Starts one and waits until it listens. */
    ServerProcess start() throws InterruptedException;
  }

  /** Starts the first. */
  public MortalServer(Starting starting) throws InterruptedException {
    this.starting = starting;
    this.now = new AtomicReference<>(starting.start());
  }

  /** Where it listens, or did until it was killed a moment ago. */
  public URI address() {
    return now.get().address();
  }

  /** Its process id. */
  public long pid() {
    return now.get().pid();
  }

  /** Looks into the one that runs now. */
  public ServerProbe probe() {
    return ServerProbe.of(now.get());
  }

  /** Kills it at once, as a power cut would, and starts another. */
  public void killAndStartAgain() throws InterruptedException {
    var killed = now.get();
    killed.kill();
    killed.close();
    now.set(starting.start());
  }

  @Override
  public void close() {
    now.get().close();
  }
}

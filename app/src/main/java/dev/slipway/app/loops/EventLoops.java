package dev.slipway.app.loops;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops of a server. Where the JVM lets them they also carry the virtual threads that
 * begin on them, so that a request stays on the thread that has read it, down to the database and
 * back (ADR 22). Thread-safe.
 */
public final class EventLoops implements AutoCloseable {

  /** Set to {@code separate}, it leaves virtual threads to the JVM. */
  static final String PROPERTY = "slipway.loops";

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final int TTL_SECONDS = 30;

  /** So long a loop may stand unnoticed. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx;

  /** Of those that carry. */
  private final Optional<LoopWatch> watch;

  private EventLoops(Vertx vertx, Optional<LoopWatch> watch) {
    this.vertx = vertx;
    this.watch = watch;
  }

  /**
   * Starts event loops, carrying if they can.
   *
   * @param cores how many of the machine's are the server's to use; as many loops carry. More of
   *     them would find less to do each time they wake, and waking is what costs
   *     (docs/performance.md)
   */
  public static EventLoops start(int cores) {
    if (!"separate".equals(System.getProperty(PROPERTY)) && CarryingTransport.isPossible()) {
      return carrying(cores);
    }
    // The work of a request is done elsewhere; the loops only read and write.
    return separate(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /**
   * Starts loops that carry.
   *
   * @throws IllegalStateException when this JVM does not let them
   */
  static EventLoops carrying(int loops) {
    LOG.debug("{} event loops carry the virtual threads of their requests", loops);
    var made = new CopyOnWriteArrayList<EventExecutor>();
    var vertx =
        Vertx.builder()
            .with(options(loops))
            .withTransport(CarryingTransport.transport(made))
            .build();
    return new EventLoops(vertx, Optional.of(LoopWatch.start(made, PATIENCE, LOG::warn)));
  }

  /** Starts loops that carry nothing. */
  static EventLoops separate(int loops) {
    LOG.debug("{} event loops; virtual threads are carried by others", loops);
    return new EventLoops(Vertx.vertx(options(loops)), Optional.empty());
  }

  private static VertxOptions options(int loops) {
    return new VertxOptions()
        .setEventLoopPoolSize(loops)
        // Who moved is found soon, as by the connections of a store on loops of its own.
        .setAddressResolverOptions(new AddressResolverOptions().setCacheMaxTimeToLive(TTL_SECONDS));
  }

  /** Who hands them out. */
  public Vertx vertx() {
    return vertx;
  }

  /** Whether they carry the virtual threads that begin on them. */
  public boolean areCarrying() {
    return watch.isPresent();
  }

  /**
   * The loop that carries the calling thread, for comparing; the same object for all threads that
   * none carries.
   */
  public static Object here() {
    return CarryingLoop.here();
  }

  /** Ends them; whatever uses them must have been closed. */
  @Override
  public void close() {
    watch.ifPresent(LoopWatch::close);
    try {
      vertx.close().await(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("The event loops do not end; they end with the process", e);
    }
  }
}

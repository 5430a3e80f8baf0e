package dev.slipway.app.loops;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes virtual threads that an executor of ours carries. The JDK has no public way to that yet, so
 * this is its own, opened in the manifest ({@code Add-Opens: java.base/java.lang}); where that is
 * missing or has changed there is none. Thread-safe.
 */
final class CarriedThreads {

  private static final Logger LOG = LoggerFactory.getLogger(CarriedThreads.class);

  /** Before this release a thread that waits for a monitor keeps its carrier, which then stands. */
  private static final int FIRST_RELEASE = 24;

  private static final Optional<Method> MAKER = maker();

  private CarriedThreads() {}

  private static Optional<Method> maker() {
    if (Runtime.version().feature() < FIRST_RELEASE) {
      return Optional.empty();
    }
    try {
      var maker =
          Class.forName("java.lang.ThreadBuilders")
              .getDeclaredMethod(
                  "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
      maker.setAccessible(true);
      return Optional.of(maker);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("This JVM does not say how to carry virtual threads", e);
      return Optional.empty();
    }
  }

  /** Whether this JVM lets them be made. */
  static boolean isAvailable() {
    return MAKER.isPresent();
  }

  /**
   * Makes one, to be started. The virtual threads that it starts by {@link Thread#ofVirtual} are
   * carried by the same executor, and so on.
   *
   * @param carrier runs pieces of the thread, one at a time, on threads of the platform
   * @throws IllegalStateException when this JVM does not let them be made
   */
  static Thread unstarted(Executor carrier, String name, Runnable work) {
    var maker =
        MAKER.orElseThrow(
            () -> new IllegalStateException("this JVM does not let virtual threads be carried"));
    try {
      return (Thread) maker.invoke(null, carrier, name, 0, work);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("making the virtual thread " + name, e);
    }
  }
}

package dev.slipway.app.signal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that ask a process to stop (contract/foundation.md section 6). Thread-safe.
 *
 * <p>By {@code sun.misc.Signal}, which the module {@code jdk.unsupported} exports for want of
 * anything else: a shutdown hook can neither answer 0 after SIGTERM nor hear a second one. By
 * reflection, because javac warns of it in a way that cannot be suppressed.
 */
public final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  /** A signal's number is added to this when a shell reports its exit code. */
  private static final int BY_SIGNAL = 128;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final boolean patient;

  private Signals(boolean patient) {
    this.patient = patient;
  }

  /**
   * Catches them from now on, in the whole process. The first is a request; the second ends the
   * process at once, with the exit code that shells give to that signal.
   */
  public static Signals firstIsARequest() {
    return new Signals(false).caught();
  }

  /** Catches them from now on, in the whole process; each is a request, however many come. */
  public static Signals allAreRequests() {
    return new Signals(true).caught();
  }

  private Signals caught() {
    List.of("TERM", "INT", "HUP").forEach(this::catchOne);
    return this;
  }

  private void catchOne(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object caught = signal.getConstructor(String.class).newInstance(name);
      int number = (int) signal.getMethod("getNumber").invoke(caught);
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> called(proxy, method, arguments, number));
      signal.getMethod("handle", signal, handler).invoke(null, caught, ours);
    } catch (InvocationTargetException e) {
      // nohup and some supervisors keep a signal for themselves; that is their right.
      LOG.debug("SIG{} cannot be caught", name, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JVM hands no signals over: " + e.getMessage(), e);
    }
  }

  private @Nullable Object called(
      Object proxy, Method method, Object @Nullable [] arguments, int number) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && arguments[0] == proxy;
      case "toString" -> "Signals";
      default -> {
        arrived(number);
        yield null;
      }
    };
  }

  private void arrived(int number) {
    if (asked.getCount() == 0 && !patient) {
      Runtime.getRuntime().halt(BY_SIGNAL + number);
    }
    asked.countDown();
  }

  /** Waits for the first one. */
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the first one, but not for long.
   *
   * @return whether it came
   */
  public boolean await(Duration atMost) {
    try {
      return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

package dev.slipway.adaptersinmemory.faults;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Wakeups;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan of what breaks, and the ports that follow it. Every call of a port behind it is counted,
 * so that a test can run a story once, see how many calls it makes, and run it again to let it
 * break at each of them:
 *
 * <pre>{@code
 * var faults = new Faults();
 * var store = faults.before(InMemoryStore.create(clock));
 * faults.strike(3, Fault.KILLED_AFTER);          // the third call from now
 * faults.strike("Commits.commit", 1, Fault.ANSWER_LOST); // the next commit
 * }</pre>
 *
 * <p>Not counted, and never struck: asking a store for one of its ports, closing it, whether it is
 * reachable (it is not while {@link #down}), and waiting for wake-ups. Thread-safe.
 */
public final class Faults {

  private record Strike(Predicate<PortCall> aim, long left, Fault fault) {
    Strike onceLess() {
      return new Strike(aim, left - 1, fault);
    }
  }

  private final Object plan = new Object();
  private final List<PortCall> calls = new ArrayList<>();
  private List<Strike> strikes = new ArrayList<>();
  private boolean down;

  /** A plan in which nothing breaks. */
  public Faults() {}

  /**
   * The same store, with every one of its ports behind this plan. Commits are lost as {@link
   * OutcomeUnknown}, everything else as {@link StorageUnavailable}.
   */
  public Store before(Store store) {
    return proxy(
        Store.class,
        (self, method, arguments) -> {
          if (method.getName().equals("reachable")) {
            return !isDown() && store.reachable();
          }
          var answer = call(store, method, arguments);
          return isCounted(method) && answer != null
              ? behind(method.getReturnType(), answer)
              : answer;
        });
  }

  private static boolean isCounted(Method method) {
    return method.getReturnType().isInterface() && method.getReturnType() != Wakeups.class;
  }

  /** The same world, behind this plan. Everything is lost as {@link RuntimeUnavailable}. */
  public ProviderRuntimes before(ProviderRuntimes runtimes) {
    return behind(ProviderRuntimes.class, runtimes);
  }

  /**
   * Lets a call break once.
   *
   * @param call which one: 1 is the next
   * @param fault how
   */
  public void strike(long call, Fault fault) {
    add(new Strike(any -> true, call, fault));
  }

  /**
   * Lets a call of one method break once.
   *
   * @param name such as {@code Commits.commit}; a test is told when nothing was ever called so, by
   *     {@link #pending}
   * @param call which one of that name: 1 is the next
   * @param fault how
   */
  public void strike(String name, long call, Fault fault) {
    add(new Strike(one -> one.name().equals(name), call, fault));
  }

  /** Makes every call {@link Fault#UNAVAILABLE}, until {@link #up}. */
  public void down() {
    synchronized (plan) {
      down = true;
    }
  }

  /** Ends {@link #down}. */
  public void up() {
    synchronized (plan) {
      down = false;
    }
  }

  /** Forgets every strike that has not fallen, and ends {@link #down}. */
  public void clear() {
    synchronized (plan) {
      strikes.clear();
      down = false;
    }
  }

  /** How many strikes have not fallen yet. */
  public int pending() {
    synchronized (plan) {
      return strikes.size();
    }
  }

  /** Every call so far, in its order. */
  public List<PortCall> calls() {
    synchronized (plan) {
      return List.copyOf(calls);
    }
  }

  private void add(Strike strike) {
    if (strike.left() < 1) {
      throw new IllegalArgumentException("calls are counted from 1, not " + strike.left());
    }
    synchronized (plan) {
      strikes.add(strike);
    }
  }

  private boolean isDown() {
    synchronized (plan) {
      return down;
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private <T> T behind(Class<T> type, Object target) {
    return proxy(
        type,
        (self, method, arguments) ->
            method.getDeclaringClass() == Object.class
                ? call(target, method, arguments)
                : through(type, target, method, arguments));
  }

  private @Nullable Object through(
      Class<?> port, Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    var call = count(port, method);
    var fault = fault(call);
    var answer =
        fault.map(Fault::comesAfterTheEffect).orElse(true) ? call(target, method, arguments) : null;
    if (fault.isPresent()) {
      throw end(fault.get(), port, call);
    }
    return answer;
  }

  private static Throwable end(Fault fault, Class<?> port, PortCall call) {
    return switch (fault) {
      case UNAVAILABLE -> unavailable(port, call);
      case REQUEST_LOST, ANSWER_LOST -> lost(port, call);
      case KILLED_BEFORE, KILLED_AFTER -> new Killed(call);
    };
  }

  private PortCall count(Class<?> port, Method method) {
    synchronized (plan) {
      var call = new PortCall(calls.size() + 1, port.getSimpleName(), method.getName());
      calls.add(call);
      return call;
    }
  }

  private Optional<Fault> fault(PortCall call) {
    synchronized (plan) {
      strikes =
          strikes.stream()
              .map(strike -> strike.aim().test(call) ? strike.onceLess() : strike)
              .collect(Collectors.toCollection(ArrayList::new));
      var falling = strikes.stream().filter(strike -> strike.left() == 0).findFirst();
      strikes.removeIf(strike -> strike.left() == 0);
      return down ? Optional.of(Fault.UNAVAILABLE) : falling.map(Strike::fault);
    }
  }

  private static RuntimeException unavailable(Class<?> port, PortCall call) {
    var text = "unavailable at " + call + ", as the test asked";
    return port == ProviderRuntimes.class
        ? new RuntimeUnavailable(text, new IllegalStateException(text))
        : new StorageUnavailable(text);
  }

  private static RuntimeException lost(Class<?> port, PortCall call) {
    return port == Commits.class
        ? new OutcomeUnknown("connection lost at " + call + ", as the test asked; read again")
        : unavailable(port, call);
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}

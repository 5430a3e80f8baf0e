package dev.slipway.adaptersprocess;

import dev.slipway.ports.driven.lease.Leases;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Leases of one process, by the machine's own count. Thread-safe. */
final class LocalLeases implements Leases {

  private record Lease(String holder, long end) {}

  private final Map<String, Lease> leases = new HashMap<>();
  private volatile CountDownLatch asked = new CountDownLatch(0);

  synchronized Optional<String> holder(String name) {
    return Optional.ofNullable(leases.get(name))
        .filter(lease -> lease.end() - System.nanoTime() > 0)
        .map(Lease::holder);
  }

  /** Waits until a lease was asked for so often from now on. */
  boolean askedAgain(int times) throws InterruptedException {
    asked = new CountDownLatch(times);
    return asked.await(60, TimeUnit.SECONDS);
  }

  @Override
  public Acquired acquire(String name, String holder, Duration time) {
    var answer = answer(name, holder, time);
    asked.countDown();
    return answer;
  }

  private synchronized Acquired answer(String name, String holder, Duration time) {
    var other = holder(name).filter(one -> !one.equals(holder));
    if (other.isPresent()) {
      return new Acquired.HeldBy(other.get());
    }
    take(name, holder, time);
    return new Acquired.Held();
  }

  @Override
  public synchronized List<String> prolong(List<String> names, String holder, Duration time) {
    var held = names.stream().filter(name -> holder(name).equals(Optional.of(holder))).toList();
    held.forEach(name -> take(name, holder, time));
    return held;
  }

  @Override
  public synchronized void take(String name, String holder, Duration time) {
    leases.put(name, new Lease(holder, System.nanoTime() + time.toNanos()));
  }

  @Override
  public synchronized void release(String name, String holder) {
    if (holder(name).equals(Optional.of(holder))) {
      leases.remove(name);
    }
  }

  @Override
  public List<String> ended(String prefix, int limit) {
    return List.of();
  }
}

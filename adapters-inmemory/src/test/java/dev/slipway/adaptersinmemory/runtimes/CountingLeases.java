package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.ports.driven.lease.Leases;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The leases of a store, and how often they were changed. Thread-safe.
 *
 * @param leases of the store
 * @param count of calls
 */
record CountingLeases(Leases leases, AtomicInteger count) implements Leases {

  CountingLeases(Leases leases) {
    this(leases, new AtomicInteger());
  }

  int calls() {
    return count.get();
  }

  @Override
  public Acquired acquire(String name, String holder, Duration time) {
    count.incrementAndGet();
    return leases.acquire(name, holder, time);
  }

  @Override
  public List<String> prolong(List<String> names, String holder, Duration time) {
    count.incrementAndGet();
    return leases.prolong(names, holder, time);
  }

  @Override
  public void take(String name, String holder, Duration time) {
    count.incrementAndGet();
    leases.take(name, holder, time);
  }

  @Override
  public void release(String name, String holder) {
    count.incrementAndGet();
    leases.release(name, holder);
  }

  @Override
  public List<String> ended(String prefix, int limit) {
    return leases.ended(prefix, limit);
  }
}

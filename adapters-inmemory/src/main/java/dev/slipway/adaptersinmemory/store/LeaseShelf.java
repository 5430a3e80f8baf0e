package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.driven.lease.Leases.Acquired;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Named leases, by name and by the end of their time. */
final class LeaseShelf {

  private record Lease(String name, String holder, Instant end) {}

  private final Map<String, Lease> leases = new HashMap<>();
  private final TreeSet<Lease> byEnd =
      new TreeSet<>(Comparator.comparing(Lease::end).thenComparing(Lease::name));

  Acquired acquire(String name, String holder, Instant now, Instant end) {
    var others =
        find(name)
            .filter(lease -> !lease.holder().equals(holder))
            .filter(lease -> lease.end().isAfter(now));
    if (others.isPresent()) {
      return new Acquired.HeldBy(others.get().holder());
    }
    take(name, holder, end);
    return new Acquired.Held();
  }

  boolean prolong(String name, String holder, Instant end) {
    var held = find(name).filter(lease -> lease.holder().equals(holder));
    held.ifPresent(lease -> take(name, holder, end));
    return held.isPresent();
  }

  void take(String name, String holder, Instant end) {
    remove(name);
    var lease = new Lease(name, holder, end);
    leases.put(name, lease);
    byEnd.add(lease);
  }

  void release(String name, String holder) {
    find(name)
        .filter(lease -> lease.holder().equals(holder))
        .ifPresent(lease -> remove(lease.name()));
  }

  void remove(String name) {
    Optional.ofNullable(leases.remove(name)).ifPresent(byEnd::remove);
  }

  List<String> ended(String prefix, Instant now, int limit) {
    return byEnd.stream()
        .takeWhile(lease -> !lease.end().isAfter(now))
        .map(Lease::name)
        .filter(name -> name.startsWith(prefix))
        .limit(limit)
        .toList();
  }

  private Optional<Lease> find(String name) {
    return Optional.ofNullable(leases.get(name));
  }
}

package dev.slipway.adaptersinmemory.runtimes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who has something to do, and when; everybody has at most one appointment. At the same time, who
 * made the appointment first comes first. Not thread-safe.
 */
final class Agenda<T> {

  private record Appointment<T>(Instant at, long order, T who) {}

  private final IdentityHashMap<T, Appointment<T>> byWho = new IdentityHashMap<>();
  private final TreeSet<Appointment<T>> byTime =
      new TreeSet<>(
          Comparator.comparing((Appointment<T> one) -> one.at())
              .thenComparingLong(Appointment::order));
  private long made;

  /** Makes an appointment, in place of the one that there was. */
  void set(T who, Instant at) {
    cancel(who);
    var appointment = new Appointment<>(at, made++, who);
    byWho.put(who, appointment);
    byTime.add(appointment);
  }

  void cancel(T who) {
    var appointment = byWho.remove(who);
    if (appointment != null) {
      byTime.remove(appointment);
    }
  }

  /** Whether somebody has no appointment. */
  boolean isFree(T who) {
    return !byWho.containsKey(who);
  }

  /** The first one who is due, whose appointment is over then. */
  Optional<T> takeDue(Instant now) {
    if (byTime.isEmpty() || byTime.first().at().isAfter(now)) {
      return Optional.empty();
    }
    var who = byTime.first().who();
    cancel(who);
    return Optional.of(who);
  }

  /**
   * If the first one is due, everybody who will be until then, at most so many; their appointments
   * are over then.
   */
  List<T> takeDue(Instant now, Instant until, int most) {
    var taken = new ArrayList<T>();
    var first = takeDue(now);
    while (first.isPresent()) {
      taken.add(first.get());
      first = taken.size() < most ? takeDue(until) : Optional.empty();
    }
    return taken;
  }

  /** When the next one is due. */
  Optional<Instant> next() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().at());
  }
}

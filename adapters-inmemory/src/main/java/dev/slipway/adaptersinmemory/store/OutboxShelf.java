package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.delivery.DeadLetter;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.Delivery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The messages of each key in their order, the due times of their heads, and the dead letters. */
final class OutboxShelf {

  private record Stored(String id, Message message) {}

  /**
   * The messages of one key, never empty between two calls. Due time, attempts and claim are those
   * of its head; a claimed head is due when its lease ends.
   */
  private static final class Line {
    final DeliveryKey key;
    final ArrayDeque<Stored> messages = new ArrayDeque<>();
    Instant due;
    int attempts;
    Optional<Claim> claim = Optional.empty();

    Line(DeliveryKey key, Instant due) {
      this.key = key;
      this.due = due;
    }

    boolean isClaimed(Instant now) {
      return claim.isPresent() && due.isAfter(now);
    }
  }

  private final Map<DeliveryKey, Line> lines = new HashMap<>();
  // A line leaves this set before its due time changes, and comes back after.
  private final TreeSet<Line> byDue =
      new TreeSet<>(
          Comparator.<Line, Instant>comparing(line -> line.due)
              .thenComparing(line -> line.key.value()));
  private final TreeMap<String, DeadLetter> dead = new TreeMap<>();
  private final Bell bell;
  private long appended;
  private long claims;
  private long size;

  OutboxShelf(Bell bell) {
    this.bell = bell;
  }

  /** Whether nothing has ended a claim. */
  boolean holds(Claim claim) {
    return line(claim.key()).flatMap(line -> line.claim).filter(claim::equals).isPresent();
  }

  void append(Message message, Instant now) {
    var line = lines.get(message.key());
    if (line == null) {
      line = new Line(message.key(), now);
      lines.put(message.key(), line);
      byDue.add(line);
    }
    appended++;
    size++;
    line.messages.add(new Stored("msg_%016d".formatted(appended), message));
    bell.ring();
  }

  List<Delivery> claim(int limit, Instant now, Instant end) {
    var due = byDue.stream().takeWhile(line -> !line.due.isAfter(now)).limit(limit).toList();
    var deliveries = new ArrayList<Delivery>();
    for (Line line : due) {
      claims++;
      var claim = new Claim(line.key, "claim-" + claims);
      line.attempts++;
      line.claim = Optional.of(claim);
      reschedule(line, end);
      var head = line.messages.element();
      deliveries.add(new Delivery(head.id(), head.message(), line.attempts, claim));
    }
    return List.copyOf(deliveries);
  }

  boolean renew(Claim claim, Instant end) {
    var line = held(claim);
    line.ifPresent(one -> reschedule(one, end));
    return line.isPresent();
  }

  boolean giveBack(Claim claim, Instant due, boolean tried) {
    var line = held(claim);
    line.ifPresent(
        one -> {
          one.claim = Optional.empty();
          one.attempts -= tried ? 0 : 1;
          reschedule(one, due);
          bell.ring();
        });
    return line.isPresent();
  }

  void acknowledge(Claim claim, Instant now) {
    held(claim).ifPresent(line -> removeHead(line, now));
  }

  void park(Claim claim, String error, Instant now) {
    held(claim)
        .ifPresent(
            line -> {
              var head = line.messages.element();
              dead.put(
                  head.id(), new DeadLetter(head.id(), head.message(), error, line.attempts, now));
              removeHead(line, now);
            });
  }

  void supersede(DeliveryKey key, Set<String> types, Instant now) {
    line(key)
        .ifPresent(
            line -> {
              var head = line.messages.element();
              boolean claimed = line.isClaimed(now);
              long before = line.messages.size();
              line.messages.removeIf(
                  stored ->
                      types.contains(stored.message().type()) && !(claimed && stored.equals(head)));
              size -= before - line.messages.size();
              if (!head.equals(line.messages.peek())) {
                headChanged(line, now);
              }
            });
  }

  Optional<Instant> nextDue() {
    return byDue.isEmpty() ? Optional.empty() : Optional.of(byDue.getFirst().due);
  }

  long size() {
    return size;
  }

  Optional<DeadLetter> deadLetter(String id) {
    return Optional.ofNullable(dead.get(id));
  }

  List<DeadLetter> deadLetters(String after, int limit) {
    return dead.tailMap(after, false).values().stream().limit(limit).toList();
  }

  private void removeHead(Line line, Instant now) {
    line.messages.remove();
    size--;
    headChanged(line, now);
  }

  private void headChanged(Line line, Instant now) {
    line.attempts = 0;
    line.claim = Optional.empty();
    if (line.messages.isEmpty()) {
      byDue.remove(line);
      lines.remove(line.key);
    } else {
      reschedule(line, now);
      bell.ring();
    }
  }

  private void reschedule(Line line, Instant due) {
    byDue.remove(line);
    line.due = due;
    byDue.add(line);
  }

  private Optional<Line> line(DeliveryKey key) {
    return Optional.ofNullable(lines.get(key));
  }

  private Optional<Line> held(Claim claim) {
    return line(claim.key()).filter(line -> line.claim.filter(claim::equals).isPresent());
  }
}

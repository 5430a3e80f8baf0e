package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Claim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Commits that do nothing but acknowledge, gathered: a few fly at once, those that come meanwhile
 * wait, and then go together. Few workers wait for nobody; many, each of which ends one message at
 * a time, share transactions. Each commit is judged by itself all the same: a claim that has ended
 * is lost to whoever had it, and to nobody else. Thread-safe.
 *
 * <p>Implementation notes. <b>Turns.</b> Whoever comes while there is a turn left flies at once,
 * alone. Whoever has flown takes along everybody who came meanwhile, on a thread of its own, so
 * that its caller goes on; without anybody waiting it gives the turn back. Both happen under the
 * lock, so nobody waits while a turn is left. <b>Keys.</b> No flight holds two commits about one
 * key, so that the key that was lost tells whose claim it was. <b>Ends.</b> Whatever a flight ends
 * with, all who were on it are told, and the turn goes on: see the {@code finally}s.
 */
final class Gathering {

  private static final int MOST = 100;

  private final Function<Commit, Committed> store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int turns;

  /**
   * Commits by another.
   *
   * @param turns how many fly at once
   * @param store makes a commit true, as the port says
   */
  Gathering(int turns, Function<Commit, Committed> store) {
    this.turns = turns;
    this.store = store;
  }

  /** A commit, and what became of it when that is known. */
  private static final class Waiting {
    private final Commit commit;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Committed committed;
    private volatile @Nullable RuntimeException failed;

    Waiting(Commit commit) {
      this.commit = commit;
    }

    void became(Committed outcome) {
      committed = outcome;
      over.countDown();
    }

    void failed(RuntimeException why) {
      failed = why;
      over.countDown();
    }

    boolean isOver() {
      return over.getCount() == 0;
    }

    Stream<String> keys() {
      return commit.changes().stream()
          .filter(Change.Acknowledge.class::isInstance)
          .map(change -> ((Change.Acknowledge) change).claim())
          .map(Claim::key)
          .map(key -> key.value());
    }

    /** A flight ends by its own limits of time, so this does, too; a commit is not interrupted. */
    void await() {
      boolean interrupted = false;
      while (true) {
        try {
          over.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /** What became of it, with the stack of whoever asked for it. */
    Committed outcome() {
      var known = committed;
      if (known != null) {
        return known;
      }
      var why = Objects.requireNonNull(failed, "not judged yet");
      if (why instanceof OutcomeUnknown) {
        throw new OutcomeUnknown(String.valueOf(why.getMessage()), why);
      }
      if (why instanceof StorageUnavailable) {
        throw new StorageUnavailable(String.valueOf(why.getMessage()), why);
      }
      throw new IllegalStateException(String.valueOf(why.getMessage()), why);
    }
  }

  /** Whether a commit is one for here. */
  static boolean isFor(Commit commit) {
    return commit.changes().stream().allMatch(Change.Acknowledge.class::isInstance);
  }

  /** Makes a commit true, perhaps together with others. */
  Committed commit(Commit commit) {
    var mine = new Waiting(commit);
    if (hasTurn(mine)) {
      try {
        fly(List.of(mine));
      } finally {
        passOn();
      }
    } else {
      mine.await();
    }
    return mine.outcome();
  }

  /** How many wait, those on their way not counted. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a turn, or else a place among those who wait. */
  private boolean hasTurn(Waiting one) {
    lock.lock();
    try {
      if (turns > 0) {
        turns--;
        return true;
      }
      waiting.add(one);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a turn to those who wait, or back. */
  private void passOn() {
    var next = next();
    if (!next.isEmpty()) {
      Thread.ofVirtual()
          .name("slipway-acknowledgements")
          .start(
              () -> {
                try {
                  fly(next);
                } finally {
                  passOn();
                }
              });
    }
  }

  private List<Waiting> next() {
    lock.lock();
    try {
      var gathered = together();
      if (gathered.isEmpty()) {
        turns++;
      }
      return gathered;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next ones off those that wait, in the order in which they came. */
  private List<Waiting> together() {
    var gathered = new ArrayList<Waiting>();
    var keys = new HashSet<String>();
    int changes = 0;
    for (var each = waiting.iterator(); each.hasNext() && changes < MOST; ) {
      var one = each.next();
      if (gathered.isEmpty() || one.keys().noneMatch(keys::contains)) {
        one.keys().forEach(keys::add);
        changes += one.commit.changes().size();
        gathered.add(one);
        each.remove();
      }
    }
    return gathered;
  }

  /** Judges all of these. */
  private void fly(List<Waiting> gathered) {
    var left = new ArrayList<>(gathered);
    try {
      while (!left.isEmpty()) {
        judge(left, store.apply(together(left)));
        left.removeIf(Waiting::isOver);
      }
    } catch (StorageUnavailable | OutcomeUnknown e) {
      left.forEach(one -> one.failed(e));
    } finally {
      // Only a bug leaves somebody here; nobody may wait for ever because of it.
      left.stream()
          .filter(one -> !one.isOver())
          .forEach(
              one ->
                  one.failed(
                      new IllegalStateException(
                          "acknowledging together failed; the log says why where it began")));
    }
  }

  private static Commit together(List<Waiting> all) {
    return all.size() == 1
        ? all.getFirst().commit
        : new Commit(all.stream().flatMap(one -> one.commit.changes().stream()).toList());
  }

  /** One whose claim is lost is over; the others are over when nobody's was. */
  private static void judge(List<Waiting> flown, Committed committed) {
    if (committed instanceof Committed.Stale(Lost.LeaseLost(var key)) && flown.size() > 1) {
      var losers = flown.stream().filter(one -> one.keys().anyMatch(key.value()::equals)).toList();
      if (!losers.isEmpty()) {
        losers.forEach(one -> one.became(committed));
        return;
      }
    }
    flown.forEach(one -> one.became(committed));
  }
}

package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Wakeups;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on a connection of its own that other stores appended messages, and tells those who wait
 * here; tells the other stores of what this one appended. Whenever it has begun to listen (anew),
 * everybody here is woken once, for what was said while nobody listened, and what could not be told
 * meanwhile is told.
 *
 * <p>One {@code NOTIFY} is on its way at a time and tells of everything appended before it was
 * sent: each takes a lock of the whole database, and commits that come quicker than it is answered
 * share the next one.
 *
 * <p>Thread-safe.
 */
final class Listener implements Wakeups, AutoCloseable {

  private static final String NOTIFY = "NOTIFY slipway_outbox";

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(20);

  private final Connections connections;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long rings;
  private long heard;
  private boolean lost;
  private boolean closed;

  /** Where this listens, while it does. */
  private Optional<PgConnection> ear = Optional.empty();

  private boolean untold;
  private Future<?> telling = Future.succeededFuture();
  private final Thread thread;

  Listener(Connections connections) {
    this.connections = connections;
    this.thread = Thread.ofVirtual().name("slipway-listener").unstarted(this::listen);
  }

  void start() {
    thread.start();
  }

  @Override
  public void await(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (closed) {
        throw new StorageUnavailable("waiting for messages: this store is closed; open another");
      }
      long left = TimeUnit.NANOSECONDS.convert(atMost);
      while (rings == heard && left > 0) {
        left = changed.awaitNanos(left);
      }
      heard = rings;
    } finally {
      lock.unlock();
    }
  }

  /** This store appended messages: whoever waits here is woken at once, the others are told. */
  void appended() {
    lock.lock();
    try {
      ring();
      untold = true;
    } finally {
      lock.unlock();
    }
    tell();
  }

  /** Tells the other stores, unless nothing is to be told or somebody is being told just now. */
  private void tell() {
    lock.lock();
    try {
      if (untold && ear.isPresent() && telling.isComplete()) {
        untold = false;
        var connection = ear.get();
        telling = connection.query(NOTIFY).execute();
        telling.onComplete(answer -> told(connection, answer.succeeded()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void told(PgConnection by, boolean wasSaid) {
    boolean again;
    lock.lock();
    try {
      untold |= !wasSaid;
      // What this connection could not say is not worth another try before there is a reason.
      again = wasSaid || ear.filter(connection -> connection == by).isEmpty();
    } finally {
      lock.unlock();
    }
    if (again) {
      tell();
    }
  }

  /**
   * A message became due by what this store did itself; no other one is told, because this one sees
   * to it.
   */
  void becameDue() {
    wake();
  }

  private void wake() {
    lock.lock();
    try {
      ring();
    } finally {
      lock.unlock();
    }
  }

  private void ring() {
    rings++;
    changed.signalAll();
  }

  /**
   * Listens until the store is closed, over as many connections as it takes; once more when there
   * is something left to tell then.
   */
  private void listen() {
    boolean told = false;
    boolean last = false;
    while (!last) {
      last = isClosed();
      if (last && !isUntold()) {
        return;
      }
      try {
        listenOnce();
        told = false;
      } catch (Unanswered | RuntimeException e) {
        // Whatever it was: a listener that ends is missed by nobody, and messages would be late.
        if (!told && !last) {
          LOG.warn(
              "Not listening for new messages on {}; they are found by asking until it works again",
              connections.settings().address(),
              e);
          told = true;
        }
      }
      pause();
    }
  }

  private void listenOnce() throws Unanswered {
    var patience = connections.settings().limits().connect();
    var connection = connections.connect("listening for messages", patience);
    try {
      begin(connection);
      Unanswered.await(connection.query("LISTEN slipway_outbox").execute(), patience);
      beginToHear(connection);
      LOG.info("Listening for new messages on {}", connections.settings().address());
      while (stillThere()) {
        Unanswered.await(connection.query("SELECT 1").execute(), patience);
        tell();
      }
      if (isClosed()) {
        tellTheRest(patience);
      }
    } finally {
      deaf();
      connection.close();
    }
  }

  /** Before the end: what was appended last is told, too. */
  private void tellTheRest(Duration patience) throws Unanswered {
    Unanswered.await(lastTold(), patience);
    tell();
    Unanswered.await(lastTold(), patience);
  }

  private Future<?> lastTold() {
    lock.lock();
    try {
      return telling;
    } finally {
      lock.unlock();
    }
  }

  private void begin(PgConnection connection) {
    lock.lock();
    try {
      lost = false;
    } finally {
      lock.unlock();
    }
    int own = connection.processId();
    connection.notificationHandler(
        notification -> {
          if (notification.getProcessId() != own) {
            wake();
          }
        });
    connection.closeHandler(gone -> lose());
  }

  private void beginToHear(PgConnection connection) {
    lock.lock();
    try {
      ear = Optional.of(connection);
      ring();
    } finally {
      lock.unlock();
    }
    tell();
  }

  private void deaf() {
    lock.lock();
    try {
      ear = Optional.empty();
      if (!telling.isComplete()) {
        // Its connection is given up, answered or not.
        untold = true;
        telling = Future.succeededFuture();
      }
    } finally {
      lock.unlock();
    }
  }

  private void lose() {
    lock.lock();
    try {
      lost = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is time to look whether the connection still answers; false when it is gone. */
  private boolean stillThere() {
    lock.lock();
    try {
      long left = BETWEEN_CHECKS.toNanos();
      while (!lost && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !lost && !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = BETWEEN_ATTEMPTS.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isUntold() {
    lock.lock();
    try {
      return untold;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening, and waits for that; whoever waits for a message goes on at once. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ring();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(connections.settings().limits().connect());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

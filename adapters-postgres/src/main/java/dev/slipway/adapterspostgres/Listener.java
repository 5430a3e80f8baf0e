package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Wakeups;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that messages were appended, on a connection of its own, and tells those who wait. Whenever
 * it has begun to listen (anew), everybody is woken once, for what was said while nobody listened.
 * Thread-safe.
 */
final class Listener implements Wakeups, AutoCloseable {

  /** Said by every commit that appends, right behind its end. */
  static final String NOTIFY = "NOTIFY slipway_outbox";

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
  private boolean listening;
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

  /** What this store appends itself is not worth a wake-up twice. */
  void appended() {
    lock.lock();
    try {
      if (!listening) {
        ring();
      }
    } finally {
      lock.unlock();
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

  /** Listens until the store is closed, over as many connections as it takes. */
  private void listen() {
    boolean told = false;
    while (!isClosed()) {
      try {
        listenOnce();
        told = false;
      } catch (Unanswered | RuntimeException e) {
        // Whatever it was: a listener that ends is missed by nobody, and messages would be late.
        if (!told && !isClosed()) {
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
      beginToHear();
      LOG.info("Listening for new messages on {}", connections.settings().address());
      while (stillThere()) {
        Unanswered.await(connection.query("SELECT 1").execute(), patience);
      }
    } finally {
      silent();
      connection.close();
    }
  }

  private void begin(PgConnection connection) {
    lock.lock();
    try {
      lost = false;
    } finally {
      lock.unlock();
    }
    connection.notificationHandler(notification -> wake());
    connection.closeHandler(gone -> lose());
  }

  private void beginToHear() {
    lock.lock();
    try {
      listening = true;
      ring();
    } finally {
      lock.unlock();
    }
  }

  private void silent() {
    lock.lock();
    try {
      listening = false;
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

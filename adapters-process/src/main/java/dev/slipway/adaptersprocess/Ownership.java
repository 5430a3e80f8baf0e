package dev.slipway.adaptersprocess;

import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.lease.Leases.Acquired;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right of one server to run children: of all servers on a folder by the machine's lock, and of
 * all servers on a store by a lease, which a thread renews. Thread-safe.
 */
final class Ownership implements AutoCloseable {

  /** The name of the lease. */
  static final String LEASE = "process-runtimes";

  private static final System.Logger LOG = System.getLogger(Ownership.class.getName());
  private static final Duration MARGIN = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Leases leases;
  private final String holder;
  private final Duration time;
  private final FileChannel lock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<String> heldBy = Optional.empty();
  private @Nullable Thread renewing;

  private Ownership(Leases leases, String holder, Duration time, FileChannel lock) {
    this.leases = leases;
    this.holder = holder;
    this.time = time;
    this.lock = lock;
  }

  /**
   * Acquires both.
   *
   * @throws RuntimesNotStarted when another server holds one of them
   */
  static Ownership acquire(ProcessSettings settings, Folders folders, Leases leases)
      throws IOException {
    var lock = lock(folders);
    var acquired = false;
    try {
      // Who holds the lock knows that the one who was here before is gone.
      var before = owner(folders);
      acquire(settings, leases, before);
      Files.writeString(folders.owner(), settings.holder());
      acquired = true;
      return new Ownership(leases, settings.holder(), settings.lease(), lock);
    } finally {
      if (!acquired) {
        lock.close();
      }
    }
  }

  private static FileChannel lock(Folders folders) throws IOException {
    var channel =
        FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new RuntimesNotStarted(
          "The process runtimes under "
              + folders.root()
              + " belong to "
              + owner(folders)
              + ", which is running; stop it, or choose another data folder");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another one in this very process.
      return false;
    }
  }

  private static String owner(Folders folders) throws IOException {
    return Files.exists(folders.owner()) ? Files.readString(folders.owner()) : "another server";
  }

  /** A holder that is not known to be gone is given the time of a lease to be heard again. */
  private static void acquire(ProcessSettings settings, Leases leases, String gone) {
    var until = System.nanoTime() + settings.lease().plus(MARGIN).toNanos();
    while (true) {
      switch (leases.acquire(LEASE, settings.holder(), settings.lease())) {
        case Acquired.Held held -> {
          return;
        }
        case Acquired.HeldBy(var other) -> {
          if (other.equals(gone)) {
            leases.take(LEASE, settings.holder(), settings.lease());
            return;
          }
          if (System.nanoTime() > until) {
            throw new RuntimesNotStarted(
                "The process runtimes of this store belong to "
                    + other
                    + ", which is running; stop it, or run this server with other runtimes");
          }
        }
      }
      pause(LOOK_AGAIN);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimesNotStarted("Waiting for the process runtimes was interrupted", e);
    }
  }

  /**
   * Renews the lease until the end.
   *
   * @param lost what to do when another server has taken it
   */
  void keep(Runnable lost) {
    renewing =
        Thread.ofVirtual().name("slipway-process-runtimes-lease").start(() -> renewLoop(lost));
  }

  /** Who holds the lease instead of this server; empty while this server does. */
  Optional<String> heldBy() {
    return heldBy;
  }

  /** A named loop: a lost store does not end it. */
  private void renewLoop(Runnable lost) {
    try {
      while (!closing.await(time.toNanos() / 3, TimeUnit.NANOSECONDS)) {
        try {
          renew(lost);
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "The lease {0} was not renewed: {1}", LEASE, e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew(Runnable lost) {
    switch (leases.acquire(LEASE, holder, time)) {
      case Acquired.Held held -> heldBy = Optional.empty();
      case Acquired.HeldBy(var other) -> {
        if (heldBy.isEmpty()) {
          LOG.log(Level.ERROR, "The process runtimes of this store belong to {0} now", other);
          heldBy = Optional.of(other);
          lost.run();
        }
      }
    }
  }

  /** Gives both up. */
  @Override
  public void close() {
    closing.countDown();
    try {
      var thread = renewing;
      if (thread != null && !thread.join(time)) {
        thread.interrupt();
      }
      leases.release(LEASE, holder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      unlock();
    }
  }

  private void unlock() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The lock of the process runtimes was not given up", e);
    }
  }
}

package dev.slipway.adaptersinmemory.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts how often something became due, and lets threads wait for the next time. Who waits says up
 * to where it has heard, so nothing that rings between two waits is lost. Thread-safe.
 */
final class Bell {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rang = lock.newCondition();
  private long rings;

  void ring() {
    lock.lock();
    try {
      rings++;
      rang.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long rings() {
    lock.lock();
    try {
      return rings;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it has rung more often than so, or the time is over; says how often it has. */
  long awaitBeyond(long heard, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(atMost);
      while (rings <= heard && left > 0) {
        left = rang.awaitNanos(left);
      }
      return rings;
    } finally {
      lock.unlock();
    }
  }
}

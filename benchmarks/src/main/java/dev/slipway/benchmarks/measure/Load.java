package dev.slipway.benchmarks.measure;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Repeats something for a bounded time, on platform threads that block.
 *
 * @param concurrency how many at once
 * @param warmup for how long nothing is counted
 * @param time for how long it is
 */
public record Load(int concurrency, Duration warmup, Duration time) {

  private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

  private static final long MILLISECOND = 1_000_000;

  /** So many digits of a latency are right. */
  public static final int DIGITS = 3;

  /** One repetition. */
  @FunctionalInterface
  public interface Step {

    /**
     * Does it once.
     *
     * @param worker who does it, from 0
     * @param turn how often this one has done it before
     * @return whether the answer was as it should be
     */
    boolean run(int worker, long turn) throws InterruptedException;
  }

  /** A histogram for latencies in nanoseconds up to two minutes; one thread writes. */
  public static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }

  /**
   * Waits for answers, at most so long. Below a millisecond, which a selector does not know, it
   * sleeps and then looks: one that turned instead took a third of the cores from what is measured.
   */
  public static void await(Selector selector, long atMostNanos) throws IOException {
    if (atMostNanos >= MILLISECOND) {
      selector.select(atMostNanos / MILLISECOND);
    } else {
      LockSupport.parkNanos(atMostNanos);
      selector.selectNow();
    }
  }

  /**
   * The closed loop: each worker begins the next when the last is done, so that slowness slows the
   * load too.
   */
  public Measured closed(String name, Step step) throws InterruptedException {
    return run(name, (worker, from, until, result) -> closed(step, worker, from, until, result));
  }

  /**
   * The open loop: so many begin each second, whatever becomes of those before. Latency counts from
   * when one was due, also when no worker was free then.
   */
  public Measured open(String name, double perSecond, Step step) throws InterruptedException {
    double pause = 1e9 * concurrency / perSecond;
    return run(
        name,
        (worker, from, until, result) -> {
          long start = System.nanoTime() + (long) (pause * worker / concurrency);
          for (long turn = 0; ; turn++) {
            long due = start + (long) (pause * turn);
            if (due - until >= 0) {
              return;
            }
            long wait = due - System.nanoTime();
            if (wait > 0) {
              Thread.sleep(Duration.ofNanos(wait));
            }
            result.take(due, step.run(worker, turn), from, until);
          }
        });
  }

  private static void closed(Step step, int worker, long from, long until, Result result)
      throws InterruptedException {
    for (long turn = 0; ; turn++) {
      long begun = System.nanoTime();
      if (begun - until >= 0) {
        return;
      }
      result.take(begun, step.run(worker, turn), from, until);
    }
  }

  private Measured run(String name, Worker work) throws InterruptedException {
    var result = new Result();
    long from = System.nanoTime() + warmup.toNanos();
    long until = from + time.toNanos();
    var done = new CountDownLatch(concurrency);
    for (int i = 0; i < concurrency; i++) {
      int worker = i;
      Thread.ofPlatform()
          .name("load-" + worker)
          .daemon()
          .start(
              () -> {
                try {
                  work.run(worker, from, until, result);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();
    return new Measured(name, result.right.get(), result.wrong.get(), time, result.nanos);
  }

  @FunctionalInterface
  private interface Worker {
    void run(int worker, long from, long until, Result result) throws InterruptedException;
  }

  /** What the workers write together. */
  private static final class Result {
    private final AtomicLong right = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final Histogram nanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);

    void take(long begun, boolean asItShouldBe, long from, long until) {
      long now = System.nanoTime();
      if (now - from < 0 || now - until >= 0) {
        return;
      }
      if (asItShouldBe) {
        right.incrementAndGet();
        nanos.recordValue(Math.min(now - begun, LONGEST_NANOS));
      } else {
        wrong.incrementAndGet();
      }
    }
  }
}

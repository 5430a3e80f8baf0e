package dev.slipway.portstck.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Runs threads that start at the same moment, and ends within two minutes. */
public final class Race {

  private static final long DEADLINE_SECONDS = 120;

  private Race() {}

  /** What one thread of many does. */
  public interface Runner<T> {
    /** Runs thread number {@code index}. */
    T run(int index) throws Exception;
  }

  /**
   * Runs the same thing in many threads.
   *
   * @return what each came to, in the order of their numbers
   */
  public static <T> List<T> of(int threads, Runner<T> runner) {
    return of(
        IntStream.range(0, threads)
            .<Callable<T>>mapToObj(index -> () -> runner.run(index))
            .toList());
  }

  /**
   * Runs different things, each in a thread of its own.
   *
   * @return what each came to, in their order
   */
  public static <T> List<T> of(List<Callable<T>> runners) {
    var start = new CountDownLatch(1);
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var running = new ArrayList<Future<T>>();
      for (Callable<T> runner : runners) {
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  return runner.call();
                }));
      }
      start.countDown();
      var results = new ArrayList<T>();
      for (Future<T> one : running) {
        results.add(one.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a thread of the race failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the race took longer than " + DEADLINE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the race was interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }
}

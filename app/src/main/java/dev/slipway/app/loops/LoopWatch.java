package dev.slipway.app.loops;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices an event loop that stands: one on which something computes or waits without letting
 * others go on, so that nobody there is answered. Vert.x has such a watch for threads of its own
 * only. Asks from a thread of the platform, which nothing carries. Thread-safe.
 */
final class LoopWatch implements AutoCloseable {

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slipway-loop-watch").factory());
  private final Consumer<String> reports;

  private LoopWatch(Consumer<String> reports) {
    this.reports = reports;
  }

  /**
   * Starts to watch.
   *
   * @param patience how long a loop may take to come to a task
   * @param reports is told once when a loop stands, and once when it goes on
   */
  static LoopWatch start(
      Iterable<EventExecutor> loops, Duration patience, Consumer<String> reports) {
    var watch = new LoopWatch(reports);
    var all = new ArrayList<Watched>();
    loops.forEach(loop -> all.add(new Watched(loop, all.size())));
    var unused =
        watch.thread.scheduleWithFixedDelay(
            () -> watch.look(all), patience.toMillis(), patience.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look(List<Watched> loops) {
    loops.forEach(loop -> loop.look(reports));
  }

  /** One loop. Belongs to the thread that watches, but for what the loop itself says. */
  private static final class Watched {

    private final EventExecutor loop;
    private final int number;
    private long askedAt;
    private boolean told;
    private volatile boolean answered = true;

    Watched(EventExecutor loop, int number) {
      this.loop = loop;
      this.number = number;
    }

    void look(Consumer<String> reports) {
      if (answered) {
        if (told) {
          told = false;
          reports.accept("Event loop %d goes on after %s".formatted(number, since()));
        }
        ask();
      } else if (!told) {
        told = true;
        reports.accept(
            "Event loop %d has stood for %s, and nobody on it is answered; what it does is seen by"
                    .formatted(number, since())
                + " 'jcmd %d Thread.dump_to_file FILE'".formatted(ProcessHandle.current().pid()));
      }
    }

    private void ask() {
      askedAt = System.nanoTime();
      answered = false;
      try {
        loop.execute(() -> answered = true);
      } catch (RejectedExecutionException ended) {
        answered = true;
      }
    }

    private String since() {
      return Duration.ofNanos(System.nanoTime() - askedAt).toMillis() + " ms";
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

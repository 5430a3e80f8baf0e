package dev.slipway.app.loops;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

  private static final int DEADLINE = 60;

  private final EventExecutor sound = new DefaultEventExecutor();
  private final EventExecutor standing = new DefaultEventExecutor();
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final LoopWatch watch =
      LoopWatch.start(List.of(sound, standing), Duration.ofMillis(100), reports::add);

  @AfterEach
  void end() {
    watch.close();
    for (var loop : List.of(sound, standing)) {
      var unused = loop.shutdownGracefully(0, 1, SECONDS);
    }
  }

  @Test
  void a_loop_that_stands_is_told_of_once_with_what_to_do_and_once_more_when_it_goes_on()
      throws Exception {
    var begun = new CountDownLatch(1);
    var freed = new CountDownLatch(1);
    standing.execute(
        () -> {
          begun.countDown();
          await(freed);
        });
    await(begun);

    assertThat(next())
        .startsWith("Event loop 1 has stood for ")
        .contains("jcmd " + ProcessHandle.current().pid() + " Thread.dump_to_file");
    freed.countDown();

    assertThat(next()).startsWith("Event loop 1 goes on after ");
  }

  /** The next report of the one that stands; the machine may let the other one wait, too. */
  private String next() throws InterruptedException {
    while (true) {
      var report = reports.poll(DEADLINE, SECONDS);
      assertThat(report).as("what is told within %s s", DEADLINE).isNotNull();
      if (report != null && report.startsWith("Event loop 1 ")) {
        return report;
      }
    }
  }

  private static void await(CountDownLatch freed) {
    try {
      assertThat(freed.await(DEADLINE, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.slipway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driving.delivery.Work.Job;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often workers ask for work. */
class WorkersTest {

  private static final Duration MINUTES = Duration.ofMinutes(10);

  private final ScriptedWork work = new ScriptedWork();
  private final Workers workers = new Workers(work, work, 20, MINUTES, Duration.ofSeconds(5));
  private final Semaphore done = new Semaphore(0);

  @AfterEach
  void close() {
    workers.close();
  }

  private Job job(Runnable what) {
    return new Job() {
      @Override
      public String name() {
        return "a job";
      }

      @Override
      public void run() {
        what.run();
        done.release();
      }

      @Override
      public void handBack() {
        throw new IllegalStateException("everything ends in time");
      }

      @Override
      public boolean renew() {
        return true;
      }
    };
  }

  private boolean areDone(int jobs) throws InterruptedException {
    return done.tryAcquire(jobs, 30, TimeUnit.SECONDS);
  }

  @Test
  void a_claim_that_was_not_filled_is_followed_by_no_other_before_something_comes()
      throws InterruptedException {
    work.add(job(() -> {}));

    workers.start();

    assertThat(work.next()).isEqualTo("claimed 1 of 16");
    assertThat(work.next()).isEqualTo("waits");
    assertThat(areDone(1)).isTrue();
    work.add(job(() -> {}));
    work.ring();
    assertThat(work.next()).startsWith("claimed 1 of");
    assertThat(work.next()).isEqualTo("waits");
    assertThat(areDone(1)).isTrue();
  }

  @Test
  void a_claim_that_was_filled_is_followed_by_another_at_once() throws InterruptedException {
    var mayEnd = new CountDownLatch(1);
    for (int i = 0; i < 18; i++) {
      work.add(job(() -> await(mayEnd)));
    }

    workers.start();

    assertThat(work.next()).isEqualTo("claimed 16 of 16");
    assertThat(work.next()).isEqualTo("claimed 2 of 4");
    assertThat(work.next()).isEqualTo("waits");
    mayEnd.countDown();
    assertThat(areDone(18)).isTrue();
  }

  @Test
  void where_nobody_works_nothing_is_claimed_or_repaired_and_all_is_well() {
    try (var nobody = new Workers(work, work, 0, MINUTES, Duration.ofSeconds(5))) {
      nobody.start();

      assertThat(nobody.loops()).containsExactly("slipway-upkeep");
      assertThat(nobody.alive()).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

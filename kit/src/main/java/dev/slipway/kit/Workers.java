package dev.slipway.kit;

import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Wakeups;
import dev.slipway.ports.driving.delivery.Work;
import dev.slipway.ports.driving.delivery.Work.Job;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads behind the requests: they claim messages and work on them, keep the claims, judge
 * deadlines, and look after the rest. Thread-safe.
 *
 * <p>Implementation notes. <b>Ends.</b> {@link #close()} first stops claiming, then waits for what
 * is being worked on while its claims are still renewed, then interrupts the rest and hands it
 * back. <b>Failures.</b> A lost store pauses a loop and ends nothing. <b>Waiting.</b> All pauses
 * wait on one latch, so that closing never waits for a pause.
 */
final class Workers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(5);
  private static final Duration UPKEEP_INTERVAL = Duration.ofSeconds(1);
  private static final int HOUSEKEEPING_EVERY = 10;
  private static final int CLAIM_BATCH = 16;

  private final Work work;
  private final Wakeups wakeups;
  private final int slots;
  private final Duration deadlineInterval;
  private final Duration drain;
  private final Semaphore free;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean claiming = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private List<Thread> threads = List.of();

  /** A job and the thread that runs it. */
  private record Running(Job job, Thread thread) {}

  Workers(Work work, Wakeups wakeups, int slots, Duration heartbeatInterval, Duration drain) {
    this.work = work;
    this.wakeups = wakeups;
    this.slots = slots;
    this.deadlineInterval = shorter(Duration.ofSeconds(1), heartbeatInterval.dividedBy(4));
    this.drain = drain;
    this.free = new Semaphore(slots);
  }

  void start() {
    claiming.set(true);
    if (slots == 0) {
      LOG.info("Nobody works here; another server on this store must");
      threads = List.of(Thread.ofVirtual().name("slipway-upkeep").start(this::notesLoop));
      return;
    }
    threads =
        List.of(
            Thread.ofVirtual().name("slipway-claims").start(this::claimLoop),
            Thread.ofVirtual().name("slipway-leases").start(this::renewLoop),
            Thread.ofVirtual().name("slipway-deadlines").start(this::deadlineLoop),
            Thread.ofVirtual().name("slipway-sweep").start(this::sweepLoop),
            Thread.ofVirtual().name("slipway-upkeep").start(this::upkeepLoop));
  }

  /** What runs from the start to the end, by name. */
  List<String> loops() {
    return threads.stream().map(Thread::getName).toList();
  }

  /** Whether every loop is alive. */
  boolean alive() {
    return claiming.get() && threads.stream().allMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    claiming.set(false);
    threads.stream().limit(1).forEach(Thread::interrupt);
    try {
      // All permits free means that nothing is being worked on.
      if (!free.tryAcquire(slots, drain.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Handing back {} messages that did not end within {}", running.size(), drain);
        for (var one : running) {
          one.thread().interrupt();
          handBack(one.job());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
      threads.forEach(Thread::interrupt);
    }
  }

  private void claimLoop() {
    while (claiming.get()) {
      try {
        free.acquire();
        int wanted = 1;
        while (wanted < CLAIM_BATCH && free.tryAcquire()) {
          wanted++;
        }
        int started = 0;
        try {
          for (var job : work.claim(wanted)) {
            start(job);
            started++;
          }
        } finally {
          free.release(wanted - started);
        }
        // A claim that was not filled found all that was due. What becomes due later wakes.
        if (started < wanted && claiming.get()) {
          wakeups.await(work.idle());
        }
      } catch (InterruptedException e) {
        if (!claiming.get()) {
          return;
        }
      } catch (StorageUnavailable | OutcomeUnknown e) {
        LOG.warn("Claiming pauses: {}", e.getMessage());
        pause(PAUSE_AFTER_FAILURE);
      } catch (RuntimeException e) {
        LOG.error("Claiming failed; it goes on", e);
        pause(PAUSE_AFTER_FAILURE);
      }
    }
  }

  private void start(Job job) {
    var thread = Thread.ofVirtual().name("slipway-work").unstarted(() -> run(job));
    running.add(new Running(job, thread));
    thread.start();
  }

  private void run(Job job) {
    try {
      job.run();
    } catch (StorageUnavailable | OutcomeUnknown e) {
      LOG.warn("{} is delivered again when its lease has ended: {}", job.name(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} is delivered again when its lease has ended", job.name(), e);
    } finally {
      running.removeIf(one -> one.job() == job);
      free.release();
    }
  }

  private void renewLoop() {
    var interval = work.lease().dividedBy(3);
    while (pause(interval)) {
      for (var one : running) {
        try {
          if (!one.job().renew() && running.contains(one)) {
            LOG.warn("The lease of {} has ended: its work stops", one.job().name());
            one.thread().interrupt();
          }
        } catch (StorageUnavailable | OutcomeUnknown e) {
          LOG.warn("The lease of {} could not be renewed: {}", one.job().name(), e.getMessage());
        } catch (RuntimeException e) {
          LOG.error("The lease of {} could not be renewed", one.job().name(), e);
        }
      }
    }
  }

  private void deadlineLoop() {
    while (pause(deadlineInterval)) {
      step("Judging deadlines", work::judgeDeadlines);
    }
  }

  private void sweepLoop() {
    do {
      once("The sweep", work::sweep);
    } while (pause(SWEEP_INTERVAL));
  }

  private void upkeepLoop() {
    for (int i = 1; pause(UPKEEP_INTERVAL); i++) {
      once("Adopting orphans", work::adoptOrphans);
      if (i % HOUSEKEEPING_EVERY == 0) {
        step("Housekeeping", work::housekeep);
      }
    }
  }

  /** What nobody else can do, who answers and does not work: to write down which tokens came. */
  private void notesLoop() {
    while (pause(UPKEEP_INTERVAL.multipliedBy(HOUSEKEEPING_EVERY))) {
      step("Housekeeping", work::housekeep);
    }
  }

  private interface Step {
    int run();
  }

  /** Runs a step until it finds nothing more to do. */
  private void step(String name, Step step) {
    while (once(name, step) > 0 && ended.getCount() > 0) {
      LOG.debug("{} goes on", name);
    }
  }

  /** Runs a step; tells how much it did. */
  private static int once(String name, Step step) {
    try {
      return step.run();
    } catch (StorageUnavailable | OutcomeUnknown e) {
      LOG.warn("{} pauses: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} failed; it goes on", name, e);
    }
    return 0;
  }

  private static void handBack(Job job) {
    try {
      job.handBack();
    } catch (StorageUnavailable | OutcomeUnknown e) {
      LOG.warn("{} was not handed back; its lease ends by itself: {}", job.name(), e.getMessage());
    }
  }

  /** Waits; tells whether to go on. */
  private boolean pause(Duration time) {
    try {
      return !ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return ended.getCount() > 0 && claiming.get();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

package dev.slipway.kit;

import dev.slipway.ports.driven.delivery.Wakeups;
import dev.slipway.ports.driving.delivery.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Work that is there when a test says so, with a diary of who asked. Waiting ends when a test
 * rings. Thread-safe.
 */
final class ScriptedWork implements Work, Wakeups {

  private final BlockingQueue<Job> due = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> diary = new LinkedBlockingQueue<>();
  private final Semaphore rings = new Semaphore(0);

  void add(Job job) {
    due.add(job);
  }

  void ring() {
    rings.release();
  }

  /** The next thing that happened: {@code claimed N of LIMIT} or {@code waits}. */
  String next() throws InterruptedException {
    return String.valueOf(diary.poll(30, TimeUnit.SECONDS));
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(10);
  }

  @Override
  public List<Job> claim(int limit) {
    var claimed = Stream.generate(due::poll).limit(Math.min(limit, due.size())).toList();
    diary.add("claimed " + claimed.size() + " of " + limit);
    return claimed;
  }

  @Override
  public void await(Duration atMost) throws InterruptedException {
    diary.add("waits");
    rings.acquire();
  }

  @Override
  public int judgeDeadlines() {
    return 0;
  }

  @Override
  public int sweep() {
    return 0;
  }

  @Override
  public int adoptOrphans() {
    return 0;
  }

  @Override
  public int housekeep() {
    return 0;
  }

  @Override
  public Duration idle() {
    return Duration.ofMinutes(10);
  }
}

package dev.slipway.benchmarks.delivery;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.adapterspostgres.PostgresStore;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Load;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.delivery.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Claims and acknowledges messages through the ports of a store on PostgreSQL, as workers do whose
 * work is nothing. Not thread-safe.
 */
final class Deliveries implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** A message of an installation, one a key; the longest due first in the order of their ids. */
  private static final String FILL =
      """
      INSERT INTO slipway.heads (key, id, type, payload, attempt, token, due_at, behind)
      SELECT 'installation/org' || i % 1000 || '/acme/p' || i, nextval('slipway.message_ids'),
        'INSTALL_REQUESTED',
        '{"v":1,"organization":"org' || i % 1000 || '","provider":"acme/p' || i || '","generation":1}',
        0, NULL, slipway.store_now() - interval '1 minute' + i * interval '1 microsecond', 0
      FROM generate_series(1, %d) i
      """;

  private final PostgresSettings database;
  private final int workers;
  private final Store store;

  Deliveries(PostgresSettings database, int workers) {
    this.database = database;
    this.workers = workers;
    this.store = PostgresStore.open(database.withConnections(workers + 1));
  }

  /** What acknowledges: one commit for all that was claimed together, or one for each message. */
  enum Ending {
    TOGETHER,
    ONE_BY_ONE
  }

  /** Makes the store hold about so many messages: filled anew when a fifth of them is gone. */
  void keep(long messages) {
    if (store.outbox().size() < messages - messages / 5) {
      fill(messages);
    }
  }

  /** Makes the store hold so many messages, none of them claimed. */
  void fill(long messages) {
    Postgres.execute(
        database,
        "TRUNCATE slipway.heads, slipway.backlog",
        FILL.replace("%d", Long.toString(messages)),
        "VACUUM ANALYZE slipway.heads",
        "CHECKPOINT");
  }

  /**
   * Delivers that many of the stored messages, or all.
   *
   * @param batch how many a worker claims at once
   * @return how long it took
   */
  Duration deliver(long messages, int batch, Ending ending) throws InterruptedException {
    var left = new AtomicLong(messages);
    long begun = System.nanoTime();
    together(
        () -> {
          while (left.get() > 0) {
            var claimed = store.outbox().claim(batch, LEASE);
            if (claimed.isEmpty()) {
              return;
            }
            acknowledge(claimed, ending);
            left.addAndGet(-claimed.size());
          }
        });
    if (left.get() > 0) {
      throw new IllegalStateException(left + " messages were not delivered");
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void acknowledge(List<Delivery> claimed, Ending ending) {
    switch (ending) {
      case TOGETHER -> commit(claimed.stream().map(Deliveries::done).toList());
      case ONE_BY_ONE -> claimed.forEach(one -> commit(List.of(done(one))));
    }
  }

  private static Change done(Delivery delivery) {
    return new Change.Acknowledge(delivery.claim());
  }

  private void commit(List<Change> changes) {
    if (!(store.commits().commit(new Commit(changes)) instanceof Committed.Done)) {
      throw new IllegalStateException("A claim was lost, and nobody else was there");
    }
  }

  /**
   * How long a message waits from the call that commits it to its claim, while some come in every
   * second and all workers wait.
   */
  Histogram waits(int messages, int perSecond, int batch) throws InterruptedException {
    fill(0);
    var nanos = new ConcurrentHistogram(Load.histogram());
    var seen = new AtomicLong();
    var over = new AtomicBoolean();
    var appending = Thread.ofPlatform().unstarted(() -> append(messages, perSecond));
    appending.start();
    together(
        () -> {
          while (!over.get()) {
            var claimed = store.outbox().claim(batch, LEASE);
            long now = System.nanoTime();
            for (var one : claimed) {
              nanos.recordValue(Math.max(0, now - at(one)));
            }
            if (!claimed.isEmpty()) {
              acknowledge(claimed, Ending.TOGETHER);
              over.compareAndSet(false, seen.addAndGet(claimed.size()) >= messages);
            } else if (!over.get()) {
              await();
            }
          }
        });
    appending.join();
    return nanos;
  }

  private void await() {
    try {
      store.wakeups().await(LONGEST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(int messages, int perSecond) {
    try {
      long begun = System.nanoTime();
      for (int i = 0; i < messages; i++) {
        long due = begun + i * Duration.ofSeconds(1).toNanos() / perSecond;
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        commit(
            List.of(
                new Change.Append(
                    new Message(
                        new DeliveryKey("timely/" + i),
                        "TIMELY",
                        Json.object().put("at", System.nanoTime()).build()))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long at(Delivery delivery) {
    return delivery
        .message()
        .payload()
        .get("at")
        .filter(Json.JsonNumber.class::isInstance)
        .map(Json.JsonNumber.class::cast)
        .map(at -> Long.parseLong(at.digits()))
        .orElseGet(System::nanoTime);
  }

  /** Every worker does this, and all end before this does. */
  private void together(Runnable work) throws InterruptedException {
    var ended = new CountDownLatch(workers);
    var failed = new AtomicLong();
    for (int i = 0; i < workers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                failed.incrementAndGet();
                try {
                  work.run();
                  failed.decrementAndGet();
                } finally {
                  ended.countDown();
                }
              });
    }
    ended.await();
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " workers failed; see the log");
    }
  }

  @Override
  public void close() {
    store.close();
  }
}

package dev.slipway.benchmarks.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Load;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/** db-scheduler, in this process. Like ours, it is warm when it is measured. */
record DbScheduler() implements Peer {

  private static final int THREADS = 50;
  private static final int WARMUP = 5_000;
  private static final double LOWER = 0.5;
  private static final double UPPER = 4.0;
  private static final int BATCH = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 5;

  /** The table that its documentation says to make. */
  private static final String TABLE =
      """
      CREATE TABLE scheduled_tasks (
        task_name text NOT NULL,
        task_instance text NOT NULL,
        task_data bytea,
        execution_time timestamptz NOT NULL,
        picked boolean NOT NULL,
        picked_by text,
        last_success timestamptz,
        last_failure timestamptz,
        consecutive_failures int,
        last_heartbeat timestamptz,
        version bigint NOT NULL,
        priority smallint,
        PRIMARY KEY (task_name, task_instance))
      """;

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public String settings() {
    return "lock-and-fetch (SELECT FOR UPDATE SKIP LOCKED), "
        + THREADS
        + " threads, fetches up to "
        + UPPER
        + " times as many, polls every 100 ms, immediate execution, HikariCP; at least once, no"
        + " order, each job completed by a transaction of its own";
  }

  @Override
  public Outcome measure(PostgresSettings database, Asked asked) throws InterruptedException {
    Postgres.execute(
        database,
        TABLE,
        "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
        "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
    try (var source = source(database, asked.connections())) {
      drain(source, database, WARMUP);
      var drained = drain(source, database, asked.jobs());
      var waits = waits(source, asked);
      return new Outcome.Measured(
          drained,
          Duration.ofNanos(waits.getValueAtPercentile(50)),
          Duration.ofNanos(waits.getValueAtPercentile(99)));
    }
  }

  private static HikariDataSource source(PostgresSettings database, int connections) {
    var config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:postgresql://%s:%d/%s"
            .formatted(database.host(), database.port(), database.database()));
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    return new HikariDataSource(config);
  }

  private static Scheduler scheduler(HikariDataSource source, OneTimeTask<?> task) {
    return Scheduler.create(source, task)
        .threads(THREADS)
        .pollUsingLockAndFetch(LOWER, UPPER)
        .pollingInterval(Duration.ofMillis(100))
        .enableImmediateExecution()
        .build();
  }

  private static Duration drain(HikariDataSource source, PostgresSettings database, int jobs)
      throws InterruptedException {
    var all = new CountDownLatch(jobs);
    var task = Tasks.oneTime("nothing").execute((instance, context) -> all.countDown());
    var scheduler = scheduler(source, task);
    var now = Instant.now();
    for (int from = 0; from < jobs; from += BATCH) {
      scheduler.scheduleBatch(
          IntStream.range(from, Math.min(jobs, from + BATCH))
              .<TaskInstance<?>>mapToObj(i -> task.instance("installation/org1/acme/p" + i))
              .toList(),
          now);
    }
    Postgres.execute(database, "VACUUM ANALYZE scheduled_tasks", "CHECKPOINT");
    long begun = System.nanoTime();
    scheduler.start();
    try {
      all.await();
      awaitEmpty(source);
      return Duration.ofNanos(System.nanoTime() - begun);
    } finally {
      scheduler.stop();
    }
  }

  private static void awaitEmpty(HikariDataSource source) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      try (var connection = source.getConnection();
          var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
        if (rows.next() && rows.getLong(1) == 0) {
          return;
        }
      } catch (SQLException e) {
        throw new IllegalStateException("Counting the tasks of db-scheduler", e);
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException("db-scheduler left tasks behind");
  }

  private static ConcurrentHistogram waits(HikariDataSource source, Asked asked)
      throws InterruptedException {
    var nanos = new ConcurrentHistogram(Load.histogram());
    var all = new CountDownLatch(asked.timely());
    var task =
        Tasks.oneTime("timely")
            .execute(
                (instance, context) -> {
                  var at = instance.getId().substring(instance.getId().indexOf('/') + 1);
                  nanos.recordValue(Math.max(0, System.nanoTime() - Long.parseLong(at)));
                  all.countDown();
                });
    var scheduler = scheduler(source, task);
    scheduler.start();
    try {
      long begun = System.nanoTime();
      for (int i = 0; i < asked.timely(); i++) {
        long due = begun + i * Duration.ofSeconds(1).toNanos() / asked.perSecond();
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        scheduler.schedule(task.instance(i + "/" + System.nanoTime()), Instant.now());
      }
      all.await();
    } finally {
      scheduler.stop();
    }
    return nanos;
  }
}

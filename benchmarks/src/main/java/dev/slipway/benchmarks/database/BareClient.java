package dev.slipway.benchmarks.database;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.measure.Load;
import dev.slipway.benchmarks.measure.Measured;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The driver that the server uses, alone: so many connections, each with one statement prepared,
 * each sending the next when the last is answered.
 */
public final class BareClient implements AutoCloseable {

  private static final int SECONDS = 20;
  private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));
  private final List<PgConnection> connections = new ArrayList<>();

  /** Opens so many connections. */
  public BareClient(PostgresSettings database, int many) {
    var options =
        new PgConnectOptions()
            .setHost(database.host())
            .setPort(database.port())
            .setDatabase(database.database())
            .setUser(database.user())
            .setPassword(database.password())
            .setSslMode(SslMode.of(database.tls().word()))
            .addProperty("enable_seqscan", "off")
            .addProperty("max_parallel_workers_per_gather", "0");
    for (int i = 0; i < many; i++) {
      connections.add(await(() -> PgConnection.connect(vertx, options)));
    }
  }

  private static <T> T await(Supplier<io.vertx.core.Future<T>> asking) {
    try {
      return asking.get().await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The database did not answer within " + SECONDS + " s", e);
    }
  }

  /** Runs a statement that must answer at least one row, again and again. */
  public Measured closed(
      String name, Duration warmup, Duration time, String sql, Supplier<Tuple> given)
      throws InterruptedException {
    long from = System.nanoTime() + warmup.toNanos();
    var run =
        new Run(
            given,
            from,
            from + time.toNanos(),
            new ConcurrentHistogram(LONGEST_NANOS, Load.DIGITS),
            new AtomicLong(),
            new AtomicLong(),
            new CountDownLatch(connections.size()));
    for (var connection : connections) {
      run.next(await(() -> connection.prepare(sql)));
    }
    run.ended.await();
    return new Measured(name, run.right.get(), run.wrong.get(), time, run.nanos);
  }

  private record Run(
      Supplier<Tuple> given,
      long from,
      long until,
      ConcurrentHistogram nanos,
      AtomicLong right,
      AtomicLong wrong,
      CountDownLatch ended) {

    void next(PreparedStatement statement) {
      long begun = System.nanoTime();
      if (begun - until >= 0) {
        ended.countDown();
        return;
      }
      statement
          .query()
          .execute(given.get())
          .onComplete(
              rows -> {
                long now = System.nanoTime();
                if (now - from >= 0 && now - until < 0) {
                  if (rows.succeeded() && rows.result().size() > 0) {
                    right.incrementAndGet();
                    nanos.recordValue(now - begun);
                  } else {
                    wrong.incrementAndGet();
                  }
                }
                next(statement);
              });
    }
  }

  @Override
  public void close() {
    await(vertx::close);
  }
}

package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.PostgresSettings.Limits;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one store: so many at most, opened when needed, each lent to one thread at a
 * time ({@link SharedReads} lets others in). Thread-safe.
 *
 * <h2>Why not the client's own pool</h2>
 *
 * A connection that does not answer must be given up, not given back, and the client's pool has no
 * way to say so: after a network that swallows packets it would be empty for as long as TCP waits.
 * And here every connection has all statements prepared before it is lent, so that no call ever
 * pays for it.
 */
final class Connections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** A connection that was idle for longer may have been forgotten by a firewall in between. */
  private static final Duration IDLE = Duration.ofMinutes(4);

  private static final String SERVER =
      """
      SELECT pg_postmaster_start_time()::text AS started_at,
        coalesce(pg_last_wal_replay_lsn()::text, '') AS recovered_to,
        current_setting('server_version_num')::integer AS version
      """;

  private static final int OLDEST_SERVER = 140_000;

  /** They only read and write; one core's worth of them is never more than half of the machine. */
  private static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);

  private final PostgresSettings settings;
  private final List<Statement> statements;
  private final PgConnectOptions options;
  private final ConnectionLoops loops;
  private final boolean ownLoops;
  private final Semaphore free;

  /** How many are open, or are being opened. */
  private final AtomicInteger standing = new AtomicInteger();

  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

  private volatile boolean closed;

  /**
   * On loops of its own.
   *
   * @param statements which to prepare on every connection
   */
  Connections(PostgresSettings settings, List<Statement> statements) {
    this(settings, statements, ownLoops(), true);
  }

  /** On loops of somebody else. */
  Connections(PostgresSettings settings, List<Statement> statements, ConnectionLoops loops) {
    this(settings, statements, loops, false);
  }

  private Connections(
      PostgresSettings settings,
      List<Statement> statements,
      ConnectionLoops loops,
      boolean ownLoops) {
    this.settings = settings;
    this.statements = List.copyOf(statements);
    this.options = options(settings);
    this.free = new Semaphore(settings.connections());
    this.loops = loops;
    this.ownLoops = ownLoops;
  }

  private static ConnectionLoops ownLoops() {
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setUseDaemonThread(true)
                .setAddressResolverOptions(new AddressResolverOptions().setCacheMaxTimeToLive(30))
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    return new ConnectionLoops(vertx, () -> vertx);
  }

  private static PgConnectOptions options(PostgresSettings settings) {
    var answer = Long.toString(settings.limits().answer().toMillis());
    var options =
        new PgConnectOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setDatabase(settings.database())
            .setUser(settings.user())
            .setPassword(settings.password())
            .setPipeliningLimit(100_000)
            .setSslMode(SslMode.of(settings.tls().word()))
            .addProperty("application_name", "slipway")
            // What is true of a commit must not hang on how somebody set up the database.
            .addProperty("default_transaction_isolation", "read committed")
            // The server gives up before we do, so that a refusal is known to be one.
            .addProperty("statement_timeout", answer)
            .addProperty("idle_in_transaction_session_timeout", answer)
            // Every statement has its index. The tables begin empty, and a plan made then would go
            // on reading all of them until the server looks again how large they have become.
            .addProperty("enable_seqscan", "off")
            // A plan for any values takes the end of a page for a tenth of its table, and would
            // start processes to read a hundred rows.
            .addProperty("max_parallel_workers_per_gather", "0");
    if (settings.tls() != PostgresSettings.Tls.DISABLE) {
      options.setSslOptions(ssl(settings));
    }
    return options;
  }

  private static ClientSSLOptions ssl(PostgresSettings settings) {
    var ssl = new ClientSSLOptions();
    switch (settings.tls()) {
      case DISABLE, PREFER, REQUIRE -> ssl.setTrustAll(true);
      case VERIFY_CA -> ssl.setTrustOptions(trusted(settings));
      case VERIFY_FULL ->
          ssl.setTrustOptions(trusted(settings)).setHostnameVerificationAlgorithm("HTTPS");
    }
    return ssl;
  }

  private static TrustOptions trusted(PostgresSettings settings) {
    return settings
        .rootCertificate()
        .<TrustOptions>map(path -> new PemTrustOptions().addCertPath(path.toString()))
        .orElseGet(() -> TrustOptions.wrap(platform().getTrustManagers()[0]));
  }

  private static TrustManagerFactory platform() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      return factory;
    } catch (NoSuchAlgorithmException | KeyStoreException e) {
      throw new IllegalStateException("this Java platform has no trusted certificates", e);
    }
  }

  /** How many are lent at this moment. */
  int lent() {
    return settings.connections() - free.availablePermits();
  }

  PostgresSettings settings() {
    return settings;
  }

  /**
   * Lends a connection.
   *
   * @param attempted what it is for, for the message
   * @param patience how long to wait until one is free, and how long to open another
   * @throws StorageUnavailable when none is free in time, or none can be opened
   */
  Session take(String attempted, Limits patience) {
    refuseWhenClosed(attempted);
    acquire(attempted, patience.free());
    try {
      return idleOrOpened(attempted, patience.connect());
    } catch (RuntimeException | Error e) {
      free.release();
      throw e;
    }
  }

  /** As {@link #take}. */
  Lending lend(String attempted, Limits patience) {
    return new Alone(take(attempted, patience));
  }

  private final class Alone implements Lending {
    private final Session session;

    Alone(Session session) {
      this.session = session;
    }

    @Override
    public Session session() {
      return session;
    }

    @Override
    public void giveBack() {
      Connections.this.giveBack(session);
    }

    @Override
    public void giveUp() {
      Connections.this.giveUp(session);
    }
  }

  /** Which loop carries the calling thread. */
  Object here() {
    return loops.here().get();
  }

  /** Whether somebody waits for one to be given back. */
  boolean isWanted() {
    return free.hasQueuedThreads();
  }

  /** Whether nothing is lent any more. */
  boolean isClosed() {
    return closed;
  }

  /**
   * One of this loop; a new one, while there may be more; another loop's. Whoever asks has a
   * permit, so that one of the three is to be had, if not at once.
   */
  private Session idleOrOpened(String attempted, Duration patience) {
    while (true) {
      var own = ownIdle();
      if (own != null) {
        return own;
      }
      if (mayOpen()) {
        return opened(attempted, patience);
      }
      var others = anyIdle();
      if (others != null) {
        return others;
      }
      Thread.onSpinWait();
    }
  }

  private Session opened(String attempted, Duration patience) {
    try {
      return open(attempted, patience);
    } catch (RuntimeException | Error e) {
      standing.decrementAndGet();
      throw e;
    }
  }

  /** Lends a connection that stands and is free at this moment, if there is one. */
  Optional<Session> takeIdle() {
    if (closed || !free.tryAcquire()) {
      return Optional.empty();
    }
    var session = Optional.ofNullable(idleOne());
    if (session.isEmpty()) {
      free.release();
    }
    return session;
  }

  private void acquire(String attempted, Duration patience) {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageUnavailable(
            attempted
                + ": all "
                + settings.connections()
                + " connections to "
                + settings.address()
                + " were busy for "
                + patience.toMillis()
                + " ms; try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailable(attempted + ": interrupted while waiting for a connection", e);
    }
  }

  private @Nullable Session idleOne() {
    var own = ownIdle();
    return own == null ? anyIdle() : own;
  }

  /** One that was opened on this loop. */
  private @Nullable Session ownIdle() {
    var here = here();
    for (var session : idle) {
      if (session.home().equals(here) && idle.remove(session) && isGood(session)) {
        return session;
      }
    }
    return null;
  }

  private @Nullable Session anyIdle() {
    for (var session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
      if (isGood(session)) {
        return session;
      }
    }
    return null;
  }

  private boolean isGood(Session session) {
    boolean good = !session.isLost() && System.nanoTime() - session.idleSince() < IDLE.toNanos();
    if (!good) {
      end(session);
    }
    return good;
  }

  /** Whether one more may be opened; whoever is told so opens it. */
  private boolean mayOpen() {
    int before = standing.getAndUpdate(many -> Math.min(many + 1, settings.connections()));
    return before < settings.connections();
  }

  private Future<Void> end(Session session) {
    standing.decrementAndGet();
    return session.close();
  }

  /** Takes back a connection that has answered everything it was sent, or will. */
  void giveBack(Session session) {
    if (closed || session.isLost()) {
      end(session);
    } else {
      session.idleFrom(System.nanoTime());
      idle.addFirst(session);
    }
    free.release();
    if (closed) {
      var unused = closeIdle();
    }
  }

  /** Ends a connection that was lent and is good for nothing any more. */
  void giveUp(Session session) {
    end(session);
    free.release();
  }

  private Session open(String attempted, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    var connection = connect(attempted, patience);
    try {
      var server = connection.query(SERVER).execute();
      var preparing = statements.stream().map(one -> connection.prepare(one.sql())).toList();
      Unanswered.await(
          Future.all(Future.all(preparing), server), Duration.ofNanos(end - System.nanoTime()));
      var row = server.result().iterator().next();
      refuseOldServers(row, attempted);
      return new Session(connection, prepared(preparing), incarnation(row), here());
    } catch (Unanswered e) {
      connection.close();
      throw new StorageUnavailable(
          attempted
              + ": the database "
              + settings.address()
              + " is not ready for this release ("
              + e.why()
              + "); were its migrations run?",
          e);
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  private void refuseOldServers(Row row, String attempted) {
    if (row.getInteger("version") < OLDEST_SERVER) {
      throw new StorageUnavailable(
          attempted + ": " + settings.address() + " is older than PostgreSQL 14; update it");
    }
  }

  private static Session.Incarnation incarnation(Row row) {
    return new Session.Incarnation(row.getString("started_at"), row.getString("recovered_to"));
  }

  private Map<Statement, PreparedStatement> prepared(List<Future<PreparedStatement>> preparing) {
    return IntStream.range(0, statements.size())
        .boxed()
        .collect(Collectors.toUnmodifiableMap(statements::get, i -> preparing.get(i).result()));
  }

  /**
   * Opens a connection that is not one of the counted ones; whoever asks for it closes it.
   *
   * @throws StorageUnavailable when the database cannot be reached or refuses
   */
  PgConnection connect(String attempted, Duration patience) {
    refuseWhenClosed(attempted);
    var connecting = PgConnection.connect(loops.vertx(), options);
    try {
      var connection = Unanswered.await(connecting, patience);
      connection.noticeHandler(
          notice -> LOG.debug("{} notes: {}", settings.address(), notice.getMessage()));
      return connection;
    } catch (Unanswered e) {
      // It may still come; nobody would close it then.
      connecting.onSuccess(PgConnection::close);
      throw new StorageUnavailable(
          attempted
              + ": the database "
              + settings.address()
              + " cannot be reached ("
              + e.why()
              + "); try again",
          e);
    }
  }

  /** The life in which the server is that a connection leads to. */
  Session.Incarnation incarnation(PgConnection connection, Duration atMost) throws Unanswered {
    return incarnation(
        Unanswered.await(connection.query(SERVER).execute(), atMost).iterator().next());
  }

  private void refuseWhenClosed(String attempted) {
    if (closed) {
      throw new StorageUnavailable(attempted + ": this store is closed; open another");
    }
  }

  /** Ends every connection; those that are lent, when they come back. */
  @Override
  public void close() {
    closed = true;
    var ended = closeIdle();
    var all = ownLoops ? loops.vertx().close() : Future.join(ended).<Void>mapEmpty();
    try {
      Unanswered.awaitThroughInterrupts(all, settings.limits().connect());
    } catch (Unanswered e) {
      // Threads of its own are daemons, and its sockets end with the process at the latest.
      return;
    }
  }

  private List<Future<Void>> closeIdle() {
    var ended = new ArrayList<Future<Void>>();
    for (var session = anyIdle(); session != null; session = anyIdle()) {
      ended.add(end(session));
    }
    return ended;
  }
}

package dev.slipway.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.release.BuildInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that lives and dies with this process: durable (it flushes what it commits), reached
 * over loopback with a random password, its data kept between runs. When it ends by itself it is
 * started again on the same port. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /*
   * Why pg_ctl, and not a child process: pg_ctl starts the server in a session of its own, so that
   * Ctrl-C in a terminal reaches us and not the database under the requests that we still finish.
   *
   * Why the durable settings stand on the command line: there they beat every file in the folder.
   */

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private static final String MAJOR = "18";
  private static final int PASSWORD_BYTES = 32;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int PORTS_TO_TRY = 5;
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long PAUSE_SECONDS = 1;

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + Access.HOST,
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "password_encryption=scram-sha-256",
          "timezone=UTC",
          "log_timezone=UTC",
          // One file for each day of the week, each begun anew: a bounded log.
          "logging_collector=on",
          "log_directory=../log",
          "log_filename=postgresql-%a.log",
          "log_truncate_on_rotation=on",
          "log_rotation_age=1440",
          "log_rotation_size=0",
          "log_checkpoints=off");

  private final Path home;
  private final Binaries binaries;
  private final Unprivileged unprivileged;
  private final ReentrantLock lifecycle = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private Access access;

  private EmbeddedPostgres(Path home, Binaries binaries, Unprivileged unprivileged, Access access) {
    this.home = home;
    this.binaries = binaries;
    this.unprivileged = unprivileged;
    this.access = access;
  }

  /**
   * Starts the PostgreSQL of a folder, makes it when there is none, and ends one that a killed
   * process left running there.
   *
   * @throws CommandFailed when it cannot be started; the message says why
   */
  public static EmbeddedPostgres start(DataFolder folder) {
    return start(folder, Unprivileged.ofThisProcess());
  }

  static EmbeddedPostgres start(DataFolder folder, Unprivileged unprivileged) {
    Path home = home(folder.path());
    try {
      Files.createDirectories(home.resolve("log"));
      Binaries binaries = Binaries.unpack(binaries(home));
      Access access =
          new Access(
              0, Access.read(accessFile(home)).map(Access::password).orElseGet(() -> secret()));
      var postgres = new EmbeddedPostgres(home, binaries, unprivileged, access);
      postgres.makeReachable(folder.path());
      postgres.endOrphan();
      postgres.makeCluster();
      postgres.launchOnFreePort();
      Thread.ofVirtual().name("embedded-postgres").start(postgres::keepAlive);
      return postgres;
    } catch (IOException e) {
      throw CommandFailed.refused(
          "The embedded PostgreSQL in %s cannot be started: %s".formatted(home, e.getMessage()), e);
    }
  }

  /**
   * How to reach the PostgreSQL that another process runs in a folder; absent when none was started
   * there yet.
   */
  public static Optional<Access> running(Path folder) {
    Path file = accessFile(home(folder));
    try {
      return Access.read(file).filter(access -> access.port() != 0);
    } catch (IOException e) {
      throw CommandFailed.refused(
          "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  /** Stops the PostgreSQL that a killed server left running in a folder, if any. */
  public static void endOrphan(Path folder) throws IOException {
    Path home = home(folder);
    Path binaries = binaries(home);
    if (Files.isDirectory(binaries)) {
      new EmbeddedPostgres(
              home, Binaries.at(binaries), Unprivileged.ofThisProcess(), new Access(0, ""))
          .endOrphan();
    }
  }

  private static Path home(Path folder) {
    return folder.resolve("postgresql");
  }

  private static Path accessFile(Path home) {
    return home.resolve("connection.properties");
  }

  private static Path binaries(Path home) {
    return home.resolve("binaries-" + BuildInfo.ofThisJar().postgresql());
  }

  private static String secret() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** How to reach it. */
  public Access access() {
    lifecycle.lock();
    try {
      return access;
    } finally {
      lifecycle.unlock();
    }
  }

  private Path cluster() {
    return home.resolve("cluster-" + MAJOR);
  }

  /** Gives the files to whoever runs PostgreSQL; matters for root alone. */
  private void makeReachable(Path folder) throws IOException {
    int us = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (us != 0 && us == unprivileged.owner()) {
      return;
    }
    if (unprivileged.owner() != 0) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
    Folders.give(home, unprivileged.owner());
  }

  private Path pidFile() {
    return cluster().resolve("postmaster.pid");
  }

  private void endOrphan() throws IOException {
    Path file = pidFile();
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> orphan = server(file);
    if (orphan.isEmpty()) {
      // Its number may belong to anybody by now, in whose face PostgreSQL would refuse to start.
      Files.deleteIfExists(file);
      return;
    }
    LOG.info(
        "Stopping the PostgreSQL {} that a killed server left in {}", orphan.get().pid(), home);
    stop();
  }

  private Optional<ProcessHandle> server(Path file) throws IOException {
    String pid = Files.readString(file, UTF_8).lines().findFirst().orElse("").strip();
    if (!pid.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(ProcessHandle::isAlive)
        .filter(this::runsOurCluster);
  }

  private boolean runsOurCluster(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return info.arguments()
        .map(arguments -> List.of(arguments).contains(cluster().toString()))
        .or(() -> info.commandLine().map(line -> line.contains(cluster().toString())))
        .orElse(false);
  }

  private void makeCluster() throws IOException {
    if (Files.isDirectory(cluster())) {
      if (!Files.exists(accessFile(home))) {
        throw new IOException(
            "the password of its database was in %s, which is gone; restore it, or remove %s and"
                    .formatted(accessFile(home), home)
                + " all data with it");
      }
      return;
    }
    LOG.info("Making a PostgreSQL database in {}", home);
    Path unfinished = home.resolve("cluster.new");
    Folders.delete(unfinished);
    Path password = home.resolve("password.new");
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, access.password(), UTF_8);
      Folders.give(password, unprivileged.owner());
      // The builtin provider orders by code point and knows all letters, on every system alike.
      run(
          START,
          "initdb",
          "--pgdata=" + unfinished,
          "--username=" + Access.USER,
          "--auth=scram-sha-256",
          "--pwfile=" + password,
          "--encoding=UTF8",
          "--locale=C",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--no-instructions");
    } finally {
      Files.deleteIfExists(password);
    }
    access.write(accessFile(home));
    Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void launchOnFreePort() throws IOException {
    for (int left = PORTS_TO_TRY; ; left--) {
      access = new Access(freePort(), access.password());
      try {
        launch();
        break;
      } catch (IOException e) {
        // Between finding a free port and using it, somebody else may have taken it.
        if (left <= 1 || !String.valueOf(e.getMessage()).contains("could not bind")) {
          throw e;
        }
      }
    }
    access.write(accessFile(home));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private void launch() throws IOException {
    Path log = home.resolve("log").resolve("start.log");
    Files.deleteIfExists(log);
    StringBuilder settings = new StringBuilder("-p ").append(access.port());
    SETTINGS.forEach(setting -> settings.append(" -c ").append(setting));
    try {
      run(
          START.plus(STOP),
          "pg_ctl",
          "start",
          "--pgdata=" + cluster(),
          "--log=" + log,
          "--wait",
          "--timeout=" + START.toSeconds(),
          "--options=" + settings);
    } catch (IOException e) {
      String said = Files.exists(log) ? Files.readString(log, UTF_8).strip() : "";
      throw new IOException(said.isEmpty() ? e.getMessage() : said, e);
    }
  }

  private void run(Duration atMost, String program, String... arguments) throws IOException {
    String[] line = new String[arguments.length + 1];
    line[0] = binaries.program(program).toString();
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    Program.Ended ended = Program.run(unprivileged.calling(line), atMost);
    if (!ended.ok()) {
      throw new IOException(program + " failed: " + ended.said());
    }
  }

  /** Starts it again whenever it ends by itself. */
  private void keepAlive() {
    while (closing.getCount() > 0) {
      try {
        server(pidFile()).ifPresent(server -> server.onExit().join());
        if (closing.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
        relaunch();
      } catch (IOException e) {
        LOG.error("The embedded PostgreSQL in {} cannot be started again yet", home, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void relaunch() throws IOException {
    lifecycle.lock();
    try {
      if (closing.getCount() == 0) {
        return;
      }
      if (Files.exists(pidFile())) {
        if (server(pidFile()).isPresent()) {
          return;
        }
        Files.deleteIfExists(pidFile());
      }
      LOG.warn("The embedded PostgreSQL in {} has ended by itself; starting it again", home);
      launch();
    } finally {
      lifecycle.unlock();
    }
  }

  private void stop() throws IOException {
    try {
      stop("fast");
    } catch (IOException e) {
      LOG.warn("The embedded PostgreSQL in {} does not stop; it is cut off and will recover", home);
      stop("immediate");
    }
  }

  private void stop(String mode) throws IOException {
    run(
        STOP.multipliedBy(2),
        "pg_ctl",
        "stop",
        "--pgdata=" + cluster(),
        "--mode=" + mode,
        "--wait",
        "--timeout=" + STOP.toSeconds());
  }

  /** Stops it; what was committed is kept. Does nothing the second time. */
  @Override
  public void close() {
    lifecycle.lock();
    try {
      if (closing.getCount() == 0) {
        return;
      }
      closing.countDown();
      if (Files.exists(pidFile())) {
        stop();
      }
    } catch (IOException e) {
      LOG.error("The embedded PostgreSQL in {} cannot be stopped", home, e);
    } finally {
      lifecycle.unlock();
    }
  }

  /** Leaves it running, as a process that is killed does; for tests. */
  void abandon() {
    closing.countDown();
  }
}

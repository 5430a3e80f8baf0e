package dev.slipway.adaptersprocess;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.delivery.Backoff;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A machine with a folder on which a server runs children; closed at the end of a test. */
final class Machine implements AutoCloseable {

  static final InstallationId STORE = id("org", "acme/store");
  static final Incarnation INCARNATION = new Incarnation("ins_1");

  private final Path folder;
  private final LocalWheels wheels = new LocalWheels();
  private final LocalLeases leases;
  private final List<ProcessRuntimes> servers = new ArrayList<>();
  private final AtomicInteger minted = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile CountDownLatch restarts = new CountDownLatch(0);
  private Duration grace = Duration.ofSeconds(20);
  private Duration drain = Duration.ofSeconds(40);

  Machine(Path folder) {
    this(folder, new LocalLeases());
  }

  Machine(Path folder, LocalLeases leases) {
    this.folder = folder;
    this.leases = leases;
  }

  static InstallationId id(String organization, String provider) {
    return new InstallationId(new OrganizationId(organization), ProviderName.of(provider));
  }

  Path folder() {
    return folder;
  }

  LocalWheels wheels() {
    return wheels;
  }

  LocalLeases leases() {
    return leases;
  }

  /** Gives children so much time to end, and all of them at the end of the server. */
  Machine patient(Duration one, Duration all) {
    grace = one;
    drain = all;
    return this;
  }

  ProcessSettings settings(String holder) {
    return ProcessSettings.of(
            folder,
            holder,
            () -> "http://127.0.0.1:" + (8000 + asked.getAndIncrement()),
            (id, incarnation, rollout) -> {
              restarts.countDown();
              return "fresh-" + minted.incrementAndGet();
            })
        .withLease(Duration.ofMillis(600))
        .withGrace(grace, drain)
        .withRestarts(
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)), Duration.ofMinutes(1), 3)
        .withBounds(64 * 1024, 50);
  }

  ProcessRuntimes start() {
    return start(settings("test"));
  }

  ProcessRuntimes start(ProcessSettings settings) {
    var server = ProcessRuntimes.start(settings, wheels, leases, InstantSource.system());
    servers.add(server);
    return server;
  }

  /** From now on, counts how often children start again. */
  void countRestarts(int times) {
    restarts = new CountDownLatch(times);
  }

  /** Waits until children were about to start again as often as is counted. */
  void awaitRestarts() throws InterruptedException, TimeoutException {
    if (!restarts.await(60, TimeUnit.SECONDS)) {
      throw new TimeoutException("nothing was started again");
    }
  }

  static WheelUrl wheel(String version) {
    return WheelUrl.of("https://example.com/store-" + version + "-py3-none-any.whl");
  }

  static Release release(
      ProviderName provider, SemVer version, Optional<Sha256> digest, List<String> entrypoint) {
    return new Release(
        new VersionId(provider, version),
        new WheelContent(
            wheel(version.text()),
            digest,
            Optional.of("acme_store"),
            ProviderSchemas.NONE,
            Optional.empty(),
            entrypoint),
        SemVer.of("1.0.0"),
        1,
        Instant.EPOCH);
  }

  /** A rollout that runs a script of the shell. */
  static Deployment script(long number, String script) {
    return deployment(number, Map.of(), List.of("sh", "-c", script));
  }

  static Deployment deployment(long number, Map<String, String> config, List<String> entrypoint) {
    return deployment(
        number, config, release(STORE.provider(), version(number), Optional.empty(), entrypoint));
  }

  static Deployment deployment(long number, Map<String, String> config, Release release) {
    return new Deployment(
        STORE,
        INCARNATION,
        number,
        new Rollout(
            number,
            new Specification(
                release.id().version(), ResourceTier.STANDARD, new InstallationConfig(config))),
        false,
        release,
        "registry.example/runtime:1",
        new Deployment.Credentials("first-token"));
  }

  static SemVer version(long number) {
    return SemVer.of(number + ".0.0");
  }

  /** The files below a folder of the machine whose names end so; others may delete meanwhile. */
  List<Path> files(String below, String ending) {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          folder.resolve(below),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && file.toString().endsWith(ending)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              return goOnUnlessGone(failure);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              return failure == null ? FileVisitResult.CONTINUE : goOnUnlessGone(failure);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().toList();
  }

  private static FileVisitResult goOnUnlessGone(IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  /** What the children printed, without our own lines. */
  List<String> printed() {
    return files("logs", ".log").stream()
        .flatMap(Machine::lines)
        .filter(line -> !line.startsWith("[slipway "))
        .toList();
  }

  /** Our own lines about the children, without their times. */
  String notes() {
    return files("logs", ".log").stream()
        .flatMap(Machine::lines)
        .filter(line -> line.startsWith("[slipway "))
        .map(line -> line.substring(line.indexOf(']') + 2))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (NoSuchFileException e) {
      return Stream.empty(); // the log went on in another file while we looked
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of a process; whether it came. */
  static boolean ended(long pid) throws InterruptedException, ExecutionException {
    var process = ProcessHandle.of(pid);
    if (process.isEmpty() || !Processes.isAlive(process.get())) {
      return true;
    }
    try {
      process.get().onExit().get(60, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Every process that descends from this one. */
  static Set<ProcessHandle> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(Processes::isAlive)
        .collect(Collectors.toSet());
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(Processes::isAlive).isPresent();
  }

  @Override
  public void close() {
    servers.forEach(ProcessRuntimes::close);
  }
}

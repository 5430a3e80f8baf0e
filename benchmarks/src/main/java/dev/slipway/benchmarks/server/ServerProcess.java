package dev.slipway.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A Slipway server in a process of its own. Not thread-safe. */
public final class ServerProcess implements AutoCloseable {

  /** What the launcher says about where the packed server is. */
  public static final String JAR = "slipway.jar";

  /**
   * What the launcher says about where the cache is that makes its starts faster, if there is one.
   */
  private static final String CACHE = "slipway.aot";

  /** Options that have to do with caches themselves. */
  private static final Pattern CACHING = Pattern.compile("-Xshare|-XX:AOT|Archive");

  /** The system property that says how the launcher lets a server's methods be inlined. */
  private static final String INLINING = "slipway.inlining";

  private static final String READY = "listening on ";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 2;
  private static final int TAIL = 30;

  private final Process process;
  private final Path folder;
  private URI address = URI.create("http://127.0.0.1");

  private ServerProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts one on a free port and waits until it listens. It uses the cache that the launcher has
   * made, as a server does that the launcher starts.
   *
   * @param jvm options for the JVM, such as {@code -Xmx256m}
   * @param serve options of {@code serve}, such as {@code --store}
   */
  public static ServerProcess start(List<String> jvm, List<String> serve)
      throws InterruptedException {
    var options = new ArrayList<>(jvm);
    cache()
        .filter(file -> jvm.stream().noneMatch(one -> CACHING.matcher(one).find()))
        .ifPresent(file -> options.add("-XX:AOTCache=" + file));
    return startWith(options, serve);
  }

  /** The cache that makes starts faster, where the launcher has made one. */
  static Optional<Path> cache() {
    return Optional.ofNullable(System.getProperty(CACHE))
        .filter(file -> !file.isEmpty())
        .map(Path::of)
        .filter(file -> file.toFile().length() > 0);
  }

  private static List<String> inlining() {
    return Arrays.stream(System.getProperty(INLINING, "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  /** The same, without the launcher's cache: with these options for the JVM beside its own. */
  static ServerProcess startWith(List<String> jvm, List<String> serve) throws InterruptedException {
    try {
      var folder = Files.createTempDirectory("slipway-bench-server");
      var line = new ArrayList<>(java());
      line.addAll(inlining());
      line.addAll(jvm);
      line.addAll(program());
      line.addAll(List.of("serve", "--port", "0"));
      line.addAll(serve);
      var builder =
          new ProcessBuilder(line)
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("log").toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
      var process = builder.start();
      // When somebody interrupts the measure.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(process::destroyForcibly, "kill-" + process.pid()));
      var server = new ServerProcess(process, folder);
      server.awaitAddress();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Starting a server to be measured", e);
    }
  }

  /** The server's command line, as far as the program. */
  static List<String> java() {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  static List<String> program() {
    var jar = System.getProperty(JAR);
    return jar == null
        ? List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.slipway.app.Main")
        : List.of("-jar", jar);
  }

  private void awaitAddress() throws IOException, InterruptedException {
    var out = folder.resolve("out");
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() - deadline < 0) {
      var said = Files.readString(out, UTF_8);
      // The JVM may have said something before, and the line may not be whole yet.
      var line = said.indexOf(READY);
      if (line >= 0 && said.indexOf('\n', line) > 0) {
        address =
            URI.create(said.substring(line + READY.length(), said.indexOf('\n', line)).strip());
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    var log = log();
    close();
    throw new IllegalStateException("The server did not come up. It said:\n" + log);
  }

  /**
   * Runs another command of the same program, such as {@code token create}, and waits for it.
   *
   * @return what it printed
   */
  public static String command(List<String> arguments) throws InterruptedException {
    try {
      var line = new ArrayList<>(java());
      line.addAll(program());
      line.addAll(arguments);
      var process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(arguments.get(0) + " ended with " + process.exitValue());
      }
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Running " + arguments.get(0), e);
    }
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** Its process id, for {@code jcmd}. */
  public long pid() {
    return process.pid();
  }

  /** The last lines of its log. */
  public String log() {
    try {
      var lines = Files.readAllLines(folder.resolve("log"), UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the log of a server in " + folder, e);
    }
  }

  /** Kills it at once, as a power cut would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop and waits; ends it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("Removing " + folder, e);
    }
  }
}

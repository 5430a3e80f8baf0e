package dev.slipway.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.app.signal.Signals;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The stage with Python: providers are processes of this machine. */
final class ProcessStage implements Stage {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Wheels wheels;
  private final ChildServer server;
  private final Path logs;
  private final Story story;
  private final Signals stop;
  private long serving;

  /**
   * @param logs the folder where the server keeps what providers print
   */
  ProcessStage(Wheels wheels, ChildServer server, Path logs, Story story, Signals stop) {
    this.wheels = wheels;
    this.server = server;
    this.logs = logs;
    this.story = story;
    this.stop = stop;
  }

  @Override
  public ObjectNode publication(String version) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", "dev/hello")
            .put("version", version)
            .put("wheel_url", wheels.url(version))
            .put("sha256", wheels.digest(version))
            .put("package_name", HelloWheel.PACKAGE);
    body.putArray("entrypoint").add("python").add("-m").add(HelloWheel.PACKAGE);
    return body;
  }

  @Override
  public String digest(String version) {
    return wheels.digest(version);
  }

  @Override
  public void showRunning(String version) {
    serving = awaitOther(serving).pid();
    story.happening(
        "process %d runs %s".formatted(serving, wheels.url(version).replaceFirst(".*/", "")));
  }

  @Override
  public void showUntouched() {
    if (running().stream().noneMatch(process -> process.pid() == serving)) {
      throw new Difference("Process %d should still run, and does not".formatted(serving));
    }
    story.happening("process %d still runs".formatted(serving));
  }

  @Override
  public void silence(Consumer<String> upgrade) {
    story.step("Stop the process (SIGSTOP): it is not heard any more, and soon degraded.");
    serving = awaitOther(0).pid();
    signal("STOP");
  }

  @Override
  public void speakAgain() {
    story.step("Let it go on (SIGCONT): it is healthy at the next heartbeat.");
    signal("CONT");
  }

  @Override
  public void kill(Runnable redeploy) {
    story.step("Kill the process (SIGKILL): it is started again, and registers as a new instance.");
    signal("KILL");
  }

  @Override
  public void showReborn() {
    long killed = serving;
    serving = awaitOther(killed).pid();
    story.happening("process %d has taken the place of %d, and says:".formatted(serving, killed));
    story.happening("  " + awaitLine("registered hello-%d-".formatted(serving)));
  }

  @Override
  public void showNothingRuns() {
    long began = System.nanoTime();
    while (!running().isEmpty()) {
      pause(began, "The process should end, and runs on");
    }
    story.happening("process %d has ended".formatted(serving));
  }

  /** The only process that runs, as soon as it is alone and another one. */
  private ProcessHandle awaitOther(long than) {
    long began = System.nanoTime();
    while (true) {
      List<ProcessHandle> now = running();
      if (now.size() == 1 && now.getFirst().pid() != than) {
        return now.getFirst();
      }
      pause(began, "One process other than %d should run, not %s".formatted(than, now));
    }
  }

  /** A line of what the provider has printed, as soon as it has. */
  private String awaitLine(String part) {
    long began = System.nanoTime();
    while (true) {
      Optional<String> line = printed().filter(one -> one.contains(part)).findFirst();
      if (line.isPresent()) {
        return line.get();
      }
      pause(began, "The provider should print '%s', and does not".formatted(part));
    }
  }

  private Stream<String> printed() {
    List<String> lines = new ArrayList<>();
    try {
      Files.walkFileTree(
          logs,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path log, BasicFileAttributes attributes)
                throws IOException {
              try {
                // Not readAllLines: a provider may print what is no UTF-8.
                new String(Files.readAllBytes(log), UTF_8).lines().forEach(lines::add);
                return FileVisitResult.CONTINUE;
              } catch (NoSuchFileException e) {
                return visitFileFailed(log, e);
              }
            }

            @Override
            public FileVisitResult visitFileFailed(Path log, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // the server keeps only the newest
              }
              throw failure;
            }
          });
      return lines.stream();
    } catch (IOException e) {
      throw new Difference("What the provider prints cannot be read: " + e.getMessage());
    }
  }

  private List<ProcessHandle> running() {
    return server.running(HelloWheel.PACKAGE);
  }

  private void pause(long began, String difference) {
    if (System.nanoTime() - began > SOON.toNanos()) {
      throw new Difference(difference);
    }
    if (stop.await(BETWEEN_LOOKS)) {
      throw new Interrupted();
    }
  }

  private void signal(String name) {
    story.happening("kill -%s %d".formatted(name, serving));
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, serving))
              .inheritIO()
              .start();
      if (!kill.waitFor(SOON.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new Difference("Process %d should take SIG%s, and did not".formatted(serving, name));
      }
    } catch (IOException e) {
      throw new Difference("SIG%s cannot be sent: %s".formatted(name, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted();
    }
  }
}

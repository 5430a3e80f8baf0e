package dev.slipway.adaptersprocess;

import dev.slipway.adaptersprocess.Gate.Started;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.version.SemVer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A rollout that runs: its child process, started again whenever it exits, until it is ended. One
 * thread looks after it; another one writes down what it prints. Thread-safe.
 */
final class Child {

  /* How this works
   *
   * Only the supervisor's thread starts and ends processes; whoever wants the child to end completes
   * `wanted`, once, and may wait for `ended`. The supervisor waits for the exit of the process or for
   * `wanted`, whichever is first, so that no wake-up is lost.
   *
   * Output is read by a thread of the platform, because reading a pipe holds on to the thread that
   * carries a virtual one. It ends when the last process that can write into the pipe has ended; an
   * orphan that nobody finds keeps that thread, and nothing else.
   */

  private static final System.Logger LOG = System.getLogger(Child.class.getName());
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final int BUFFER = 8 * 1024;

  /**
   * What is to run.
   *
   * @param variables what the child sees beside what it sees of the server's environment, without
   *     its token and the platform's address
   */
  record Plan(
      InstallationId id,
      Incarnation incarnation,
      long rollout,
      SemVer version,
      String image,
      Command command,
      Path seat,
      Path work,
      Path log,
      Map<String, String> variables) {

    @Override
    public String toString() {
      return id + " " + version.text() + " (rollout " + rollout + ")";
    }
  }

  /**
   * How it is.
   *
   * @param upSince since when its process runs, by the machine's own count; empty when none does
   * @param trouble why it ended last, in words; empty text when it never did
   */
  private record Condition(Optional<Long> upSince, String trouble) {

    Condition up() {
      return new Condition(Optional.of(System.nanoTime()), trouble);
    }

    Condition down() {
      return new Condition(Optional.empty(), trouble);
    }
  }

  private final Plan plan;
  private final ProcessSettings settings;
  private final Gate gate;
  private final Ledger ledger;
  private final InstantSource clock;
  private final RotatingLog log;
  private final CompletableFuture<Optional<String>> firstStart = new CompletableFuture<>();
  private final CompletableFuture<Duration> wanted = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private volatile Condition condition = new Condition(Optional.empty(), "");

  private Child(
      Plan plan, ProcessSettings settings, Gate gate, Ledger ledger, InstantSource clock) {
    this.plan = plan;
    this.settings = settings;
    this.gate = gate;
    this.ledger = ledger;
    this.clock = clock;
    this.log = new RotatingLog(plan.log(), settings.logBytes());
  }

  /**
   * Starts what is planned.
   *
   * @param token for the first start
   * @param afterwards what is done when nothing of it is left, before {@link #ended} is completed
   */
  static Child start(
      Plan plan,
      ProcessSettings settings,
      Gate gate,
      Ledger ledger,
      InstantSource clock,
      String token,
      Consumer<Child> afterwards) {
    var child = new Child(plan, settings, gate, ledger, clock);
    var unused =
        Thread.ofVirtual()
            .name("slipway-child-" + plan)
            .start(() -> child.supervise(token, afterwards));
    return child;
  }

  Plan plan() {
    return plan;
  }

  boolean isUp() {
    return condition.upSince().isPresent();
  }

  /** What is wrong, in words; empty text when nothing is, or when it is over. */
  String trouble() {
    var now = condition;
    return now.upSince().filter(this::isSteady).isPresent() ? "" : now.trouble();
  }

  /** Why it could not be started the first time; empty when it was. */
  CompletableFuture<Optional<String>> firstStart() {
    return firstStart;
  }

  /** Asks for its end, within a grace; the first one who asks decides about it. */
  void end(Duration grace) {
    wanted.complete(grace);
  }

  /** Completed when nothing of it is left any more, with {@code false} when something is. */
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  // -- The supervisor ------------------------------------------------------------------------

  /** A named loop: it outlives whatever a child, its disk, or the platform does to it. */
  private void supervise(String firstToken, Consumer<Child> afterwards) {
    var clean = true;
    try (log) {
      log.open();
      var token = Optional.of(firstToken);
      int exits = 0;
      while (clean && !wanted.isDone()) {
        var begun = System.nanoTime();
        try {
          var started = begin(token.isPresent() ? token.get() : fresh());
          token = Optional.empty();
          clean = follow(started);
          exits = isSteady(begun) ? 1 : exits + 1;
          exited(started, exits);
        } catch (RuntimeException | IOException e) {
          exits++;
          failed(e, exits);
        }
        rest(exits);
      }
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.ERROR, plan + " is no longer looked after", e);
      notStarted("The rollout's log cannot be written");
    } finally {
      notStarted("The rollout was ended before it was started");
      condition = condition.down();
      try {
        afterwards.accept(this);
      } finally {
        ended.complete(clean);
      }
    }
  }

  private String fresh() {
    return settings.tokens().mint(plan.id(), plan.incarnation(), plan.rollout());
  }

  private Started begin(String token) throws IOException {
    var variables = new LinkedHashMap<>(plan.variables());
    variables.put("SLIPWAY_URL", settings.url().get());
    variables.put("SLIPWAY_TOKEN", token);
    var started = gate.start(plan.toString(), plan.command(), plan.work(), variables);
    log.note(clock.instant(), "started as process " + started.process().pid());
    condition = condition.up();
    firstStart.complete(Optional.empty());
    return started;
  }

  /** Follows a process to its end and the end of its family; tells whether nobody is left. */
  private boolean follow(Started started) {
    var process = started.process();
    var reader =
        Thread.ofPlatform()
            .daemon()
            .name("slipway-output-" + plan)
            .start(() -> read(process.getInputStream()));
    try {
      CompletableFuture.anyOf(process.onExit(), wanted).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("waiting for " + plan + " cannot fail", e);
    }
    // Who exits leaves nobody behind; who is asked to end may take its time.
    var nobodyLeft =
        Processes.end(
            Optional.of(process.toHandle()), started.mark(), wanted.getNow(Duration.ZERO));
    condition = condition.down();
    hearOut(reader);
    if (nobodyLeft) {
      forget(started);
    } else {
      LOG.log(Level.ERROR, "{0} could not be killed; it stays written down", plan);
    }
    return nobodyLeft;
  }

  private void read(InputStream output) {
    var buffer = new byte[BUFFER];
    try (output) {
      for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
        log.write(buffer, length);
      }
    } catch (IOException e) {
      // The pipe was closed, because the process has ended.
      LOG.log(Level.DEBUG, "The output of {0} has ended: {1}", plan, e.getMessage());
    }
  }

  private static void hearOut(Thread reader) {
    try {
      if (!reader.join(LAST_WORDS)) {
        LOG.log(Level.DEBUG, "{0} is still open", reader.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget(Started started) {
    try {
      ledger.forget(started.mark());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The end of " + plan + " could not be written down", e);
    }
  }

  private boolean isSteady(long begun) {
    return System.nanoTime() - begun >= settings.steady().toNanos();
  }

  private void exited(Started started, int exits) {
    if (wanted.isDone()) {
      log.note(clock.instant(), "ended");
      return;
    }
    var status = "exited with status " + started.process().exitValue();
    log.note(clock.instant(), status);
    LOG.log(Level.WARNING, "{0} {1}; its output is in {2}", plan, status, plan.log());
    troubled(status, exits);
  }

  private void failed(Exception failure, int exits) {
    LOG.log(Level.WARNING, plan + " could not be started", failure);
    log.note(clock.instant(), "could not be started: " + failure.getMessage());
    condition = condition.down();
    troubled("not started", exits);
    if (notStarted("The machine that runs providers could not start its process")) {
      // Whoever asked for it is told, and asks again.
      wanted.complete(Duration.ZERO);
    }
  }

  private void troubled(String words, int exits) {
    condition =
        new Condition(Optional.empty(), exits >= settings.crashLoop() ? "crash loop" : words);
  }

  private boolean notStarted(String reason) {
    return firstStart.complete(Optional.of(reason));
  }

  private void rest(int exits) {
    var wait = settings.restarts().after(exits, ThreadLocalRandom.current().nextDouble());
    try {
      var unused = wanted.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.DEBUG, "{0} is started again", plan);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails the wish for an end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

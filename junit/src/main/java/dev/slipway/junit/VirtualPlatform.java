package dev.slipway.junit;

import dev.slipway.adaptersinmemory.artifacts.ScriptedRegistry;
import dev.slipway.adaptersinmemory.faults.Faults;
import dev.slipway.adaptersinmemory.faults.Killed;
import dev.slipway.adaptersinmemory.identity.CountingIds;
import dev.slipway.adaptersinmemory.runtimes.Pause;
import dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimes;
import dev.slipway.adaptersinmemory.runtimes.SimulatedSettings;
import dev.slipway.adaptersinmemory.schemas.TrustingSchemaChecks;
import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.adaptersinmemory.wheels.InMemoryWheels;
import dev.slipway.domain.installation.Installation;
import dev.slipway.kit.Settings;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driving.delivery.Work.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The platform in memory, in virtual time: nothing happens by itself. {@link #settle()} lets happen
 * what is due now, {@link #advance} what becomes due on the way; both in a fixed order, so that a
 * test reads the same at every run. Not thread-safe, save that requests may come from any thread.
 */
public final class VirtualPlatform implements AutoCloseable {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONGEST_STEP = Duration.ofSeconds(1);
  private static final Duration SHORTEST_STEP = Duration.ofMillis(1);
  private static final int CLAIMS = 16;
  private static final int MAX_ROUNDS = 100_000;

  private final VirtualClock clock = new VirtualClock(START);
  private final Faults faults = new Faults();
  private final InMemoryWheels wheels = InMemoryWheels.create();
  private final ScriptedRegistry registry = ScriptedRegistry.create();
  private final Store store;
  private final SimulatedRuntimes runtimes;
  private final Slipway slipway;
  private boolean deadLettersExpected;

  /** A platform with the default settings. */
  public static VirtualPlatform create() {
    return create(Settings.defaults());
  }

  /**
   * A platform with settings of one's own. JSON Schemas are not judged: every value fits, and forms
   * say so in a warning.
   */
  public static VirtualPlatform create(Settings settings) {
    return create(settings, TrustingSchemaChecks.create());
  }

  /** A platform with settings of one's own, which judges JSON Schemas by these checks. */
  public static VirtualPlatform create(Settings settings, SchemaChecks schemas) {
    return new VirtualPlatform(settings, schemas);
  }

  private VirtualPlatform(Settings settings, SchemaChecks schemas) {
    this.store = InMemoryStore.create(clock);
    var simulated = new AtomicReference<SimulatedRuntimes>();
    this.slipway =
        Slipway.builder()
            .settings(settings)
            .clock(clock)
            .ids(CountingIds.create())
            .store(faults.before(store))
            .wheels(wheels)
            .artifacts(registry)
            .schemas(schemas)
            .runtimes(
                surroundings -> {
                  var made =
                      SimulatedRuntimes.create(
                          SimulatedSettings.of(surroundings.holder()).withPause(letting(clock)),
                          surroundings.registration(),
                          surroundings.leases(),
                          clock);
                  simulated.set(made);
                  return faults.before(made);
                })
            .build();
    this.runtimes = simulated.get();
  }

  private static Pause letting(VirtualClock clock) {
    return time -> clock.moveTo(clock.instant().plus(time));
  }

  /** The platform, as an embedder has it. */
  public Slipway slipway() {
    return slipway;
  }

  /** The time. */
  public VirtualClock clock() {
    return clock;
  }

  /** What breaks: nothing, until the test says so. */
  public Faults faults() {
    return faults;
  }

  /** The wheels that can be fetched: none, until the test puts some. */
  public InMemoryWheels wheels() {
    return wheels;
  }

  /** The registries of packages: empty and well-behaved, until the test pushes or scripts. */
  public ScriptedRegistry registry() {
    return registry;
  }

  /** The world in which providers run: well-behaved, until the test scripts it. */
  public SimulatedRuntimes runtimes() {
    return runtimes;
  }

  /** What is stored, past all faults: for looking, not for writing. */
  public Store store() {
    return store;
  }

  /** Lets dead letters be there at the end of the test. */
  public void expectDeadLetters() {
    deadLettersExpected = true;
  }

  /** Lets everything happen that is due now, and whatever becomes due at this very moment by it. */
  public void settle() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      if (deliver() + tick() + judge() == 0) {
        return;
      }
    }
    throw new IllegalStateException("something becomes due again and again at " + clock.instant());
  }

  /** Moves time on, and lets everything happen that becomes due on the way, in its order. */
  public void advance(Duration time) {
    var end = clock.instant().plus(time);
    settle();
    while (clock.instant().isBefore(end)) {
      var next = nextStep();
      clock.moveTo(next.isBefore(end) ? next : end);
      survive(() -> slipway.work().adoptOrphans());
      settle();
    }
    survive(() -> slipway.work().housekeep());
  }

  /**
   * What is wrong between what is stored and what runs, in words; empty when nothing is. Asked by
   * the extension after every test.
   */
  public List<String> inconsistencies() {
    faults.clear();
    var wrong = new ArrayList<String>();
    if (!deadLettersExpected) {
      store
          .deadLetters()
          .page("", 100)
          .forEach(letter -> wrong.add("a dead letter nobody expected: " + letter));
    }
    for (var installation : store.installations().all(Optional.empty(), 1_000)) {
      judge(installation.value(), wrong);
    }
    for (var observed : runtimes.running(Optional.empty(), 1_000)) {
      if (store.installations().find(observed.installation()).isEmpty()) {
        wrong.add("runs without being installed: " + observed);
      }
    }
    return wrong;
  }

  private void judge(Installation installation, List<String> wrong) {
    var settled =
        installation instanceof Installation.Ready || installation instanceof Installation.Failed;
    if (!settled || store.outbox().size() > 0) {
      return;
    }
    var wanted = installation.details().running().map(rollout -> rollout.number());
    var observed = runtimes.observe(installation.id());
    if (!observed.flatMap(Observed::serving).equals(wanted)) {
      wrong.add(installation.id() + " should serve rollout " + wanted + ", but " + observed);
    }
  }

  @Override
  public void close() {
    slipway.close();
    runtimes.close();
    store.close();
  }

  private Instant nextStep() {
    var now = clock.instant();
    var next = now.plus(LONGEST_STEP);
    var due = store.outbox().nextDue();
    if (due.isPresent() && due.get().isBefore(next)) {
      next = due.get();
    }
    var ticked = new AtomicReference<Optional<Instant>>(Optional.empty());
    survive(
        () -> {
          ticked.set(runtimes.tick());
          return 0;
        });
    var tick = ticked.get();
    if (tick.isPresent() && tick.get().isBefore(next)) {
      next = tick.get();
    }
    var soonest = now.plus(SHORTEST_STEP);
    return next.isBefore(soonest) ? soonest : next;
  }

  private int deliver() {
    var jobs = new ArrayList<Job>();
    survive(
        () -> {
          jobs.addAll(slipway.work().claim(CLAIMS));
          return 0;
        });
    jobs.forEach(
        job ->
            survive(
                () -> {
                  job.run();
                  return 1;
                }));
    return jobs.size();
  }

  private int tick() {
    return survive(
        () -> {
          runtimes.tick();
          return 0;
        });
  }

  private int judge() {
    return survive(() -> slipway.work().judgeDeadlines());
  }

  /** One step of a worker, which may die in it; the next one is done by another worker. */
  private interface Step {
    int run();
  }

  private static int survive(Step step) {
    try {
      return step.run();
    } catch (Killed | StorageUnavailable | OutcomeUnknown e) {
      // What a test asked to break: whoever comes next does it again.
      return 0;
    }
  }
}

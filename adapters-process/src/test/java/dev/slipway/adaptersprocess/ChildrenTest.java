package dev.slipway.adaptersprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.domain.delivery.Backoff;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How children are started, started again, and ended; also those that do not want to. */
class ChildrenTest {

  private final Path folder;
  private final Machine machine;
  private final Pipe pipe;

  ChildrenTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.machine = new Machine(folder.resolve("machine"));
    this.pipe = Pipe.at(folder.resolve("pipe"));
  }

  @AfterEach
  void everything_ends() {
    machine.close();
    assertThat(machine.files("processes", "")).as("everything has ended").isEmpty();
  }

  private static Observed observed(ProcessRuntimes runtimes) {
    return runtimes.observe(Machine.STORE).orElseThrow();
  }

  private static void done(Effect effect) {
    assertThat(effect).isEqualTo(new Effect.Done());
  }

  private void tells(ProcessRuntimes runtimes, long rollout, String script) {
    done(
        runtimes.apply(
            Machine.deployment(
                rollout, Map.of("PIPE", pipe.path().toString()), List.of("sh", "-c", script))));
  }

  @Nested
  class A_child_that_cannot_run {

    private final ProcessRuntimes runtimes = machine.start();

    @Test
    void fails_when_its_program_is_not_there() {
      for (var program :
          List.of(
              "no-such-program",
              "/no/such/program",
              "./no-such-program",
              "",
              "ü",
              "/tmp",
              "a\0b")) {
        var effect = runtimes.apply(Machine.deployment(1, Map.of(), List.of(program, "-m", "x")));

        assertThat(effect)
            .as(program)
            .isInstanceOfSatisfying(
                Effect.Failed.class,
                failed -> assertThat(failed.reason()).startsWith("The entrypoint"));
      }
      assertThat(runtimes.observe(Machine.STORE)).isEmpty();
      assertThat(machine.files("rollouts", "")).isEmpty();
    }

    @Test
    void fails_when_its_program_is_not_executable() throws Exception {
      var program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");

      var effect = runtimes.apply(Machine.deployment(1, Map.of(), List.of(program.toString())));

      assertThat(effect).isInstanceOf(Effect.Failed.class);
    }

    @Test
    void leaves_what_serves_alone() {
      done(runtimes.apply(Machine.script(1, "exec sleep 1000")));
      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1));

      var effect = runtimes.apply(Machine.deployment(2, Map.of(), List.of("no-such-program")));

      assertThat(effect).isInstanceOf(Effect.Failed.class);
      assertThat(observed(runtimes).serving()).contains(1L);
      assertThat(observed(runtimes).candidate()).isEmpty();
      assertThat(observed(runtimes).availableReplicas()).isEqualTo(1);
    }

    @Test
    void is_a_crash_loop_when_its_program_cannot_be_executed_after_all() throws Exception {
      var program = Files.writeString(folder.resolve("program"), "#!/no/such/interpreter\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
      machine.countRestarts(3);

      done(runtimes.apply(Machine.deployment(1, Map.of(), List.of(program.toString()))));
      machine.awaitRestarts();

      assertThat(observed(runtimes).trouble()).isEqualTo("crash loop");
    }
  }

  @Nested
  class A_child_that_exits {

    @Test
    void is_started_again_and_is_a_crash_loop_after_some_exits_in_a_row() throws Exception {
      var runtimes = machine.start();
      machine.countRestarts(1);
      done(runtimes.apply(Machine.script(1, "echo hello; exit 3")));
      machine.awaitRestarts();
      machine.countRestarts(3);
      machine.awaitRestarts();

      assertThat(observed(runtimes).candidate()).contains(1L);
      assertThat(observed(runtimes).trouble()).isEqualTo("crash loop");
      assertThat(machine.printed()).contains("hello");
      assertThat(machine.notes()).contains("started as process", "exited with status 3");
    }

    @Test
    void says_how_it_exited_before_it_is_a_crash_loop() throws Exception {
      var runtimes =
          machine.start(
              machine
                  .settings("test")
                  .withRestarts(
                      new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
                      Duration.ofMinutes(1),
                      1_000));
      machine.countRestarts(2);

      done(runtimes.apply(Machine.script(1, "exit 3")));
      machine.awaitRestarts();

      assertThat(observed(runtimes).trouble()).isEqualTo("exited with status 3");
    }

    @Test
    void is_in_no_trouble_when_it_is_up_for_long_enough() throws Exception {
      var runtimes =
          machine.start(
              machine
                  .settings("test")
                  .withRestarts(
                      new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), Duration.ZERO, 2));
      tells(
          runtimes,
          1,
          "test -e third && { echo up > \"$PIPE\"; exec sleep 1000; };"
              + " test -e second && touch third; touch second");

      assertThat(pipe.read()).isEqualTo("up\n");

      assertThat(observed(runtimes).trouble()).isEmpty();
    }

    @Test
    void takes_with_it_what_it_left_behind() throws Exception {
      var runtimes = machine.start();
      machine.countRestarts(1);
      tells(runtimes, 1, "sleep 1000 & echo $! > \"$PIPE\"; exit 0");

      var left = pipe.readNumber();
      machine.awaitRestarts();

      assertThat(Machine.alive(left)).isFalse();
    }
  }

  @Nested
  class A_child_that_is_ended {

    @Test
    void is_asked_first() throws Exception {
      var runtimes = machine.start();
      tells(
          runtimes,
          1,
          "trap 'echo bye > \"$PIPE\"; exit 0' TERM; echo up > \"$PIPE\"; sleep 1000 & wait");
      assertThat(pipe.read()).isEqualTo("up\n");
      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1));
      done(runtimes.apply(Machine.script(2, "exec sleep 1000")));

      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 2, 2));

      assertThat(pipe.read()).isEqualTo("bye\n");
      assertThat(observed(runtimes).serving()).contains(2L);
    }

    @Test
    void is_the_candidate_when_what_serves_is_restored() throws Exception {
      var runtimes = machine.start();
      done(runtimes.apply(Machine.script(1, "exec sleep 1000")));
      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1));
      var serving = Machine.children();
      tells(runtimes, 2, "echo $$ > \"$PIPE\"; exec sleep 1000");
      var candidate = pipe.readNumber();
      var one = Machine.script(1, "exec sleep 1000");

      done(
          runtimes.apply(
              new Deployment(
                  Machine.STORE,
                  Machine.INCARNATION,
                  3,
                  one.rollout(),
                  true,
                  one.release(),
                  "",
                  one.credentials())));

      assertThat(Machine.ended(candidate)).isTrue();
      assertThat(Machine.children()).containsAll(serving);
    }

    @Test
    void is_killed_when_it_does_not_listen() throws Exception {
      var runtimes = machine.patient(Duration.ofMillis(200), Duration.ofSeconds(20)).start();
      tells(runtimes, 1, "trap '' TERM; echo $$ > \"$PIPE\"; while :; do sleep 1000; done");
      var deaf = pipe.readNumber();

      done(runtimes.remove(Machine.STORE, Machine.INCARNATION, 2));

      assertThat(Machine.alive(deaf)).isFalse();
    }

    @Test
    void is_killed_when_it_was_stopped() throws Exception {
      var runtimes = machine.patient(Duration.ofMillis(200), Duration.ofSeconds(20)).start();
      tells(runtimes, 1, "echo $$ > \"$PIPE\"; kill -STOP $$");
      var stopped = pipe.readNumber();

      done(runtimes.remove(Machine.STORE, Machine.INCARNATION, 2));

      assertThat(Machine.alive(stopped)).isFalse();
    }

    @Test
    void takes_its_children_with_it() throws Exception {
      var runtimes = machine.patient(Duration.ofMillis(200), Duration.ofSeconds(20)).start();
      tells(
          runtimes,
          1,
          "sh -c 'trap \"\" TERM; echo $$ > \"$PIPE\"; while :; do sleep 1000; done' & wait");
      var grandchild = pipe.readNumber();

      done(runtimes.remove(Machine.STORE, Machine.INCARNATION, 2));

      assertThat(Machine.alive(grandchild)).isFalse();
    }

    @Test
    void takes_with_it_who_left_its_parents() throws Exception {
      assumeTrue(
          Files.isDirectory(Path.of("/proc/self")),
          "who left its parents is found where there is /proc");
      var runtimes = machine.patient(Duration.ofMillis(200), Duration.ofSeconds(20)).start();
      tells(
          runtimes, 1, "( ( sh -c 'echo $$ > \"$PIPE\"; exec sleep 1000' & ) & ); exec sleep 1000");
      var daemon = pipe.readNumber();

      done(runtimes.remove(Machine.STORE, Machine.INCARNATION, 2));

      assertThat(Machine.alive(daemon)).isFalse();
    }

    @Test
    void leaves_no_file_but_those_of_others() throws Exception {
      var runtimes = machine.start();
      tells(
          runtimes,
          1,
          "mkdir -p locked/deep && touch locked/deep/file && ln -s / root && chmod 0 locked"
              + " && echo up > \"$PIPE\"; exec sleep 1000");
      assertThat(pipe.read()).isEqualTo("up\n");

      done(runtimes.remove(Machine.STORE, Machine.INCARNATION, 2));

      assertThat(machine.files("rollouts", "")).isEmpty();
      assertThat(machine.files("logs", "")).isEmpty();
      assertThat(Path.of("/bin/sh")).exists();
    }

    @Test
    void ends_with_its_server_within_the_drain_time() throws Exception {
      var runtimes = machine.patient(Duration.ofHours(1), Duration.ofSeconds(2)).start();
      tells(runtimes, 1, "trap '' TERM; echo $$ > \"$PIPE\"; while :; do sleep 1000; done");
      var deaf = pipe.readNumber();

      runtimes.close();

      assertThat(Machine.alive(deaf)).isFalse();
      assertThat(machine.leases().holder(Ownership.LEASE)).isEmpty();
      machine.patient(Duration.ofSeconds(1), Duration.ofSeconds(5)).start();
    }
  }

  @Nested
  class What_a_child_prints {

    @Test
    void is_kept_up_to_a_bound_however_much_it_is() throws Exception {
      var runtimes = machine.start();
      tells(
          runtimes,
          1,
          "head -c 3000000 /dev/zero | tr '\\0' 'x'; echo; echo the end; echo done > \"$PIPE\";"
              + " exec sleep 1000");

      assertThat(pipe.read()).isEqualTo("done\n");
      done(runtimes.apply(Machine.script(1, "")));
      runtimes.close();

      var kept = machine.files("logs", "");
      assertThat(kept).hasSize(2);
      for (var file : kept) {
        assertThat(Files.size(file)).isLessThanOrEqualTo(64 * 1024);
      }
      assertThat(machine.printed()).contains("the end");
    }

    @Test
    void never_holds_it_or_others_up() throws Exception {
      var runtimes = machine.start();
      done(runtimes.apply(Machine.deployment(1, Map.of(), List.of("yes", "a".repeat(4_000)))));
      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1));

      done(runtimes.apply(Machine.script(2, "exec sleep 1000")));
      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 2, 2));
      done(runtimes.remove(Machine.STORE, Machine.INCARNATION, 3));

      assertThat(runtimes.observe(Machine.STORE)).isEmpty();
    }

    @Test
    void is_kept_of_the_newest_rollouts_and_of_what_serves() throws Exception {
      var runtimes = machine.start();
      done(runtimes.apply(Machine.script(1, "exec sleep 1000")));
      done(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1));

      // Who has not ended yet keeps what it printed; a later rollout finds that it has.
      int rollout = 1;
      var names = logs();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (rollout < 15
          || ((names.contains("2.log") || names.contains("3.log"))
              && System.nanoTime() - deadline < 0)) {
        rollout++;
        done(runtimes.apply(Machine.script(rollout, "exec sleep 1000")));
        names = logs();
      }

      assertThat(names)
          .contains("1.log", rollout + ".log", (rollout - 1) + ".log")
          .doesNotContain("2.log", "3.log");
    }

    private List<String> logs() {
      return machine.files("logs", ".log").stream()
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  @Nested
  class Many_children {

    @Test
    void are_bounded() {
      var runtimes = machine.start(machine.settings("test").withBounds(1024, 1));
      done(runtimes.apply(Machine.script(1, "exec sleep 1000")));

      var effect = runtimes.apply(Machine.script(2, "exec sleep 1000"));

      assertThat(effect)
          .isEqualTo(
              new Effect.Failed("The machine that runs providers runs as many as it may: 1"));
    }
  }
}

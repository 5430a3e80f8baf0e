package dev.slipway.adaptersprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about what a killed server left running. */
class OrphansTest {

  private final Path folder;
  private final Machine machine;
  private final List<Process> innocent = new ArrayList<>();

  OrphansTest(@TempDir Path folder) {
    this.folder = folder;
    this.machine =
        new Machine(folder.resolve("machine"))
            .patient(Duration.ofMillis(200), Duration.ofSeconds(9));
  }

  @AfterEach
  void everything_ends() throws Exception {
    machine.close();
    for (var process : innocent) {
      // Told to end is not ended: on a busy machine it would be taken for one of the next test.
      assertThat(process.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Starts a process that is no child of ours. */
  private Process sleeping(Optional<String> mark) throws Exception {
    var builder = new ProcessBuilder("sleep", "1000");
    mark.ifPresent(text -> builder.environment().put(Processes.MARK, text));
    var process = builder.start();
    innocent.add(process);
    return process;
  }

  private Path processes() throws Exception {
    return Files.createDirectories(machine.folder().resolve("processes"));
  }

  @BeforeEach
  void nothing_is_left_of_others() {
    assertThat(Machine.children()).isEmpty();
  }

  @Test
  void the_children_of_a_killed_server_are_ended_and_start_again_when_they_are_applied()
      throws Exception {
    var pipes = List.of(Pipe.at(folder.resolve("pipe-1")), Pipe.at(folder.resolve("pipe-2")));
    var server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledServer.class.getName(),
                machine.folder().toString(),
                folder.resolve("pipe").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    innocent.add(server);
    var orphans = new ArrayList<Long>();
    for (var pipe : pipes) {
      for (var number : pipe.read().strip().split(" ", -1)) {
        orphans.add(Long.parseLong(number));
      }
    }
    assertThat(orphans).hasSize(4).allMatch(Machine::alive);

    server.destroyForcibly();
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(orphans).as("a kill reaches no child").allMatch(Machine::alive);
    machine.leases().take(Ownership.LEASE, "killed", Duration.ofHours(1));
    var runtimes = machine.start();

    var alive = orphans.stream().filter(Machine::alive).toList();
    var named = List.of(orphans.get(1), orphans.get(3));
    assertThat(alive).doesNotContainAnyElementsOf(named);
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertThat(alive).isEmpty();
    }
    assertThat(machine.files("processes", "")).isEmpty();
    assertThat(runtimes.running(Optional.empty(), 10)).isEmpty();
    assertThat(runtimes.apply(Machine.script(1, "exec sleep 1000"))).isEqualTo(new Effect.Done());
  }

  @Test
  void a_process_that_merely_has_the_number_is_left_alone() throws Exception {
    var other = sleeping(Optional.empty());
    new Ledger(processes())
        .write(
            new Ledger.Entry(
                "mark", Optional.of(other.pid()), Optional.of(Instant.EPOCH), "a child"));

    machine.start();

    assertThat(other.isAlive()).isTrue();
    assertThat(machine.files("processes", "")).isEmpty();
  }

  @Test
  void a_process_of_which_nobody_knows_the_start_is_left_alone() throws Exception {
    var other = sleeping(Optional.empty());
    new Ledger(processes())
        .write(new Ledger.Entry("mark", Optional.of(other.pid()), Optional.empty(), "a child"));

    machine.start();

    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void an_orphan_is_known_by_its_start() throws Exception {
    var orphan = sleeping(Optional.empty());
    new Ledger(processes())
        .write(
            new Ledger.Entry(
                "mark",
                Optional.of(orphan.pid()),
                Processes.startedAt(orphan.toHandle()),
                "a child"));

    machine.start();

    assertThat(orphan.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_orphan_is_known_by_its_mark_although_the_clock_was_set_since() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "marks can be read where there is /proc");
    var orphan = sleeping(Optional.of("mark"));
    new Ledger(processes())
        .write(
            new Ledger.Entry(
                "mark", Optional.of(orphan.pid()), Optional.of(Instant.EPOCH), "a child"));

    machine.start();

    assertThat(orphan.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_orphan_whose_page_is_unreadable_is_known_by_its_mark() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "marks can be read where there is /proc");
    var orphan = sleeping(Optional.of("mark"));
    Files.writeString(processes().resolve("mark.properties"), "pid=\\u00zz");
    Files.writeString(processes().resolve("other.properties"), "pid=many");
    Files.writeString(processes().resolve("half.unfinished"), "pi");

    machine.start();

    assertThat(orphan.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(machine.files("processes", ".properties")).isEmpty();
  }

  @Test
  void what_a_killed_server_had_stored_for_its_children_is_deleted() throws Exception {
    Files.createDirectories(machine.folder().resolve("rollouts/acme-store/1-seat/work"));
    Files.writeString(machine.folder().resolve("rollouts/acme-store/1-seat/a.whl"), "wheel");
    Files.createDirectories(machine.folder().resolve("incoming"));
    Files.writeString(machine.folder().resolve("incoming/half.whl"), "whe");

    machine.start();

    assertThat(machine.files("rollouts", "")).isEmpty();
    assertThat(machine.files("incoming", "")).isEmpty();
  }
}

package dev.slipway.adaptersprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Process runtimes belong to one server. */
class OwnershipTest {

  private final Path folder;
  private final LocalLeases leases = new LocalLeases();
  private final Machine machine;
  private final Machine beside;

  OwnershipTest(@TempDir Path folder) {
    this.folder = folder;
    this.machine = new Machine(folder.resolve("machine"), leases);
    this.beside = new Machine(folder.resolve("beside"), leases);
  }

  @AfterEach
  void everything_ends() {
    machine.close();
    beside.close();
  }

  @Test
  void a_second_server_on_the_same_store_is_told_who_has_them() {
    // The second waits for its own lease; the first may not be late with renewing, however busy
    // the machine is.
    machine.start(machine.settings("first").withLease(Duration.ofHours(1)));

    assertThatThrownBy(() -> beside.start(beside.settings("second")))
        .isInstanceOf(RuntimesNotStarted.class)
        .hasMessageContaining("belong to first");
    assertThat(leases.holder(Ownership.LEASE)).contains("first");
  }

  @Test
  void a_second_server_on_the_same_folder_is_told_who_has_it() {
    machine.start(machine.settings("first"));
    var other = new Machine(machine.folder());

    assertThatThrownBy(() -> other.start(other.settings("second")))
        .isInstanceOf(RuntimesNotStarted.class)
        .hasMessageContaining("belong to first")
        .hasMessageContaining(machine.folder().toString());
  }

  @Test
  void a_lease_is_kept_as_long_as_its_server_lives() throws Exception {
    machine.start(machine.settings("first").withLease(Duration.ofSeconds(3)));

    assertThat(leases.askedAgain(4)).isTrue();

    assertThat(leases.holder(Ownership.LEASE)).contains("first");
  }

  @Test
  void a_server_that_was_here_before_is_known_to_be_gone() {
    machine.start(machine.settings("first")).close();
    leases.take(Ownership.LEASE, "first", Duration.ofHours(1));

    machine.start(machine.settings("second"));

    assertThat(leases.holder(Ownership.LEASE)).contains("second");
  }

  @Test
  void a_server_that_is_silent_for_a_lease_is_taken_for_gone() {
    leases.take(Ownership.LEASE, "silent", Duration.ofMillis(300));

    machine.start(machine.settings("second"));

    assertThat(leases.holder(Ownership.LEASE)).contains("second");
  }

  @Test
  void a_server_that_lost_them_ends_its_children_and_refuses_until_it_has_them_again()
      throws Exception {
    var pipe = Pipe.at(folder.resolve("pipe"));
    var runtimes = machine.start(machine.settings("first"));
    var child =
        Machine.deployment(
            1,
            Map.of("PIPE", pipe.path().toString()),
            List.of("sh", "-c", "echo $$ > \"$PIPE\"; exec sleep 1000"));
    assertThat(runtimes.apply(child)).isEqualTo(new Effect.Done());
    var pid = pipe.readNumber();

    leases.take(Ownership.LEASE, "second", Duration.ofHours(1));

    assertThat(Machine.ended(pid)).isTrue();
    assertThat(runtimes.observe(Machine.STORE)).isEmpty();
    assertThatThrownBy(() -> runtimes.apply(child))
        .isInstanceOf(RuntimeUnavailable.class)
        .hasMessageContaining("second");
    assertThatThrownBy(() -> runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1))
        .isInstanceOf(RuntimeUnavailable.class);
    assertThatThrownBy(() -> runtimes.remove(Machine.STORE, Machine.INCARNATION, 2))
        .isInstanceOf(RuntimeUnavailable.class);

    leases.release(Ownership.LEASE, "second");
    assertThat(leases.askedAgain(2)).isTrue();

    assertThat(runtimes.apply(child)).isEqualTo(new Effect.Done());
    assertThat(pipe.readNumber()).isPositive();
  }

  @Test
  void nothing_is_brought_out_by_a_server_that_stops() {
    var runtimes = machine.start();

    runtimes.close();

    assertThatThrownBy(() -> runtimes.apply(Machine.script(1, "exec sleep 1000")))
        .isInstanceOf(RuntimeUnavailable.class)
        .hasMessageContaining("org:acme/store")
        .hasMessageContaining("stopping");
    assertThat(machine.files("rollouts", "")).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_used_is_named() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "no folder");
    var impossible = new Machine(file.resolve("machine"));

    assertThatThrownBy(impossible::start)
        .isInstanceOf(RuntimesNotStarted.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_folder_whose_name_would_divide_a_python_path_is_refused() {
    var impossible = new Machine(folder.resolve("a:b"));

    assertThatThrownBy(impossible::start)
        .isInstanceOf(RuntimesNotStarted.class)
        .hasMessageContaining("colon");
  }
}

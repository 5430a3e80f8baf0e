package dev.slipway.adaptersprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a child whose server dies while it starts it. */
class GateTest {

  @Test
  void a_script_that_did_not_arrive_whole_does_nothing(@TempDir Path folder) throws Exception {
    var trace = folder.resolve("trace");
    var script =
        new Gate(new Ledger(folder))
            .script(
                new Command(List.of(Command.standard("touch").toString(), trace.toString())),
                Map.of("A", "it's", "UID", "5"));
    var bytes = script.getBytes(UTF_8);

    // The last newline may be missing: the block is whole then.
    for (int length = 0; length < bytes.length - 1; length += 3) {
      run(folder, bytes, length);
      assertThat(trace).as("after %s of %s bytes", length, bytes.length).doesNotExist();
    }
    run(folder, bytes, bytes.length - 2);
    assertThat(trace).doesNotExist();
    run(folder, bytes, bytes.length);
    assertThat(trace).exists();
  }

  private static void run(Path folder, byte[] script, int length) throws Exception {
    var process =
        new ProcessBuilder(Command.standard("sh").toString())
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var input = process.getOutputStream()) {
      input.write(script, 0, length);
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  static List<List<String>> shells() {
    var shells = new ArrayList<List<String>>();
    shells.add(List.of(Command.standard("sh").toString()));
    for (var other :
        List.of(
            List.of("/bin/dash"),
            List.of("/bin/bash"),
            List.of("/bin/bash", "--posix"),
            List.of("/bin/busybox", "sh"),
            List.of("/bin/ksh"))) {
      if (Files.isExecutable(Path.of(other.getFirst()))) {
        shells.add(other);
      }
    }
    return shells;
  }

  @ParameterizedTest
  @MethodSource("shells")
  void every_shell_hands_over_what_it_was_given_and_nothing_of_its_own(
      List<String> shell, @TempDir Path folder) throws Exception {
    var variables = new TreeMap<String, String>();
    for (var name : List.of("A", "UID", "OPTIND", "PWD", "SHLVL", "SECONDS", "PS4", "ENV")) {
      variables.put(name, "mine:" + name);
    }
    var script =
        new Gate(new Ledger(folder))
            .script(new Command(List.of(Command.standard("env").toString())), variables);
    var builder = new ProcessBuilder(shell).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", "/nowhere");

    var process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(script.getBytes(UTF_8));
    }
    var seen = new TreeMap<String, String>();
    for (var line : new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
      var parts = line.split("=", 2);
      seen.put(parts[0], parts[1]);
    }

    variables.put("HOME", "/nowhere");
    assertThat(seen).isEqualTo(variables);
  }

  @Test
  void a_start_is_written_down_before_it_does_anything_and_forgotten_when_it_is_refused(
      @TempDir Path folder) throws Exception {
    var ledger = new Ledger(folder);
    var trace = folder.resolve("trace");
    var command =
        new Command(
            List.of(
                Command.standard("sh").toString(),
                "-c",
                "ls '"
                    + folder
                    + "' > '"
                    + trace
                    + ".new' && mv '"
                    + trace
                    + ".new' '"
                    + trace
                    + "'"));

    var started = new Gate(ledger).start("a test", command, folder, Map.of());
    assertThat(started.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Files.readString(trace)).contains(started.mark() + ".properties");
    var entry = ledger.entries().getFirst();
    assertThat(entry.mark()).isEqualTo(started.mark());
    assertThat(entry.pid()).contains(started.process().pid());
    assertThat(entry.startedAt()).isPresent();
    assertThat(entry.what()).isEqualTo("a test");
    assertThat(entry.process()).isEmpty();
  }
}

package dev.slipway.adaptersprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child sees, and nothing else. */
class EnvironmentTest {

  private final Path folder;
  private final Machine machine;
  private final ProcessRuntimes runtimes;

  EnvironmentTest(@TempDir Path folder) {
    this.folder = folder;
    this.machine = new Machine(folder.resolve("machine"));
    this.runtimes = machine.start();
  }

  @AfterEach
  void everything_ends() {
    machine.close();
  }

  /** Runs {@code env} as a child, until it is about to run again, and reads what it printed. */
  private Map<String, String> environment(Map<String, String> config) throws Exception {
    machine.countRestarts(1);
    assertThat(runtimes.apply(Machine.deployment(1, config, List.of("env"))))
        .isEqualTo(new Effect.Done());
    machine.awaitRestarts();
    var seen = new TreeMap<String, String>();
    for (var line : machine.printed()) {
      var parts = line.split("=", 2);
      seen.putIfAbsent(parts[0], parts[1]);
    }
    return seen;
  }

  /** Runs a script as a child, until it is about to run again. */
  private void run(Map<String, String> config, String script) throws Exception {
    machine.countRestarts(1);
    assertThat(runtimes.apply(Machine.deployment(1, config, List.of("sh", "-c", script))))
        .isEqualTo(new Effect.Done());
    machine.awaitRestarts();
  }

  @Test
  void a_child_sees_nothing_of_the_server_but_where_programs_and_files_are() throws Exception {
    assertThat(System.getenv()).as("a server has more than that").hasSizeGreaterThan(4);

    var seen = environment(Map.of("GREETING", "hello"));

    assertThat(seen.keySet())
        .isSubsetOf(
            "PATH",
            "HOME",
            "LANG",
            "TMPDIR",
            "PYTHONPATH",
            "GREETING",
            "SLIPWAY_INSTANCE",
            "SLIPWAY_URL",
            "SLIPWAY_TOKEN",
            "SLIPWAY_PROVIDER",
            "SLIPWAY_VERSION",
            "SLIPWAY_WHEEL_URL",
            "SLIPWAY_WHEEL_SHA256",
            "SLIPWAY_PACKAGE");
    for (var name : List.of("PATH", "HOME", "LANG", "TMPDIR")) {
      assertThat(Optional.ofNullable(seen.get(name)))
          .as(name)
          .isEqualTo(Optional.ofNullable(System.getenv(name)));
    }
  }

  @Test
  void a_child_knows_who_it_is_and_where_the_platform_is() throws Exception {
    var seen = environment(Map.of());

    assertThat(seen)
        .containsEntry("SLIPWAY_URL", "http://127.0.0.1:8000")
        .containsEntry("SLIPWAY_TOKEN", "first-token")
        .containsEntry("SLIPWAY_PROVIDER", "acme/store")
        .containsEntry("SLIPWAY_VERSION", "1.0.0")
        .containsEntry("SLIPWAY_WHEEL_URL", Machine.wheel("1.0.0").text())
        .containsEntry("SLIPWAY_WHEEL_SHA256", LocalWheels.digestOf(Machine.wheel("1.0.0")).hex())
        .containsEntry("SLIPWAY_PACKAGE", "acme_store");
  }

  @Test
  void a_child_finds_its_wheel_on_its_python_path() throws Exception {
    run(
        Map.of("COPY", folder.resolve("copy").toString()),
        "test \"${PYTHONPATH##*/}\" = store-1.0.0-py3-none-any.whl && cp \"$PYTHONPATH\""
            + " \"$COPY\"");

    assertThat(folder.resolve("copy")).hasContent(Machine.wheel("1.0.0").text());
  }

  @Test
  void a_python_path_of_the_config_comes_behind_the_wheel() throws Exception {
    var seen = environment(Map.of("PYTHONPATH", "/opt/one:/opt/two"));

    assertThat(seen.get("PYTHONPATH")).endsWith(".whl:/opt/one:/opt/two");
  }

  @Test
  void values_arrive_as_they_are_written() throws Exception {
    var values =
        List.of(
            "two\nlines\n",
            "it's \"quoted\" \\ and $HOME and `date` and $(date)",
            "'",
            "''\n'",
            "\u0001\u007f\ttab\r",
            "größer 日本語 🚀",
            "",
            " blank at both ends ",
            "*; rm -rf nothing & # not a comment }",
            "x".repeat(32 * 1024));
    for (int i = 0; i < values.size(); i++) {
      var target = folder.resolve("value-" + i);
      var config = Map.of("VALUE", values.get(i), "TARGET", target.toString());
      machine.countRestarts(1);
      assertThat(
              runtimes.apply(
                  Machine.deployment(
                      i + 1, config, List.of("sh", "-c", "printf %s \"$VALUE\" > \"$TARGET\""))))
          .isEqualTo(new Effect.Done());
      machine.awaitRestarts();

      assertThat(Files.readString(target, StandardCharsets.UTF_8)).isEqualTo(values.get(i));
    }
  }

  @Test
  void arguments_arrive_as_they_are_written() throws Exception {
    var target = folder.resolve("arguments");
    machine.countRestarts(1);

    assertThat(
            runtimes.apply(
                Machine.deployment(
                    1,
                    Map.of("TARGET", target.toString()),
                    List.of(
                        "sh",
                        "-c",
                        "printf '%s|' \"$@\" > \"$TARGET\"",
                        "it's",
                        "a\nb",
                        "ü",
                        "",
                        "$HOME"))))
        .isEqualTo(new Effect.Done());
    machine.awaitRestarts();

    assertThat(Files.readString(target, StandardCharsets.UTF_8)).isEqualTo("a\nb|ü||$HOME|");
  }

  @Test
  void names_that_shells_keep_for_themselves_arrive_too() throws Exception {
    var config = new LinkedHashMap<String, String>();
    for (var name :
        List.of(
            "UID",
            "EUID",
            "PPID",
            "OPTIND",
            "IFS",
            "PWD",
            "SHLVL",
            "RANDOM",
            "LINENO",
            "PS4",
            "BASH_ENV",
            "BASH_VERSION",
            "ENV",
            "SECONDS",
            "_")) {
      config.put(name, "mine:" + name);
    }

    var seen = environment(config);

    // Some shells write this one at every start of a program, and none can be told not to.
    seen.put("_", "mine:_");
    assertThat(seen).containsAllEntriesOf(config);
  }

  @Test
  void a_config_may_say_where_its_programs_are() throws Exception {
    var tools = Files.createDirectories(folder.resolve("tools"));
    var tool = Files.writeString(tools.resolve("own-tool"), "#!/bin/sh\n/bin/echo found\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    machine.countRestarts(1);

    assertThat(
            runtimes.apply(
                Machine.deployment(1, Map.of("PATH", tools.toString()), List.of("own-tool"))))
        .isEqualTo(new Effect.Done());
    machine.awaitRestarts();

    assertThat(machine.printed()).contains("found");
  }

  @Test
  void a_child_that_starts_again_has_a_fresh_token_and_asks_anew_where_the_platform_is()
      throws Exception {
    machine.countRestarts(3);
    assertThat(
            runtimes.apply(
                Machine.script(1, "echo \"$SLIPWAY_TOKEN at $SLIPWAY_URL as $SLIPWAY_INSTANCE\"")))
        .isEqualTo(new Effect.Done());
    machine.awaitRestarts();

    var printed = machine.printed().stream().map(line -> line.replaceAll(" as .*", "")).toList();
    assertThat(printed.subList(0, 3))
        .containsExactly(
            "first-token at http://127.0.0.1:8000",
            "fresh-1 at http://127.0.0.1:8001",
            "fresh-2 at http://127.0.0.1:8002");
    assertThat(machine.printed().stream().map(line -> line.replaceAll(".* as ", "")))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_child_works_in_a_folder_of_its_own_and_reads_nothing() throws Exception {
    run(
        Map.of("TARGET", folder.resolve("target").toString()),
        "touch here && ls > \"$TARGET\" && cat >> \"$TARGET\"");

    assertThat(folder.resolve("target")).hasContent("here\n");
  }
}

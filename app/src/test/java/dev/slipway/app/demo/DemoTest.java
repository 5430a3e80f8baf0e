package dev.slipway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.harness.Slipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  private static final List<String> NEEDED =
      List.of("sh", "env", "kill", "true", "uname", "unshare", "setpriv");

  private final Path temporary;

  DemoTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  /** Java keeps its temporary files where this says. */
  private static Map<String, String> keepingFilesIn(Path folder) {
    return Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
  }

  private Path emptyFolder() throws IOException {
    return Files.createDirectory(temporary.resolve("tmp"));
  }

  /** Where no Python can be found. */
  private Path toolsWithoutPython() throws IOException {
    var tools = Files.createDirectory(temporary.resolve("tools"));
    for (var folder : System.getenv("PATH").split(":", -1)) {
      for (var tool : NEEDED) {
        var found = Path.of(folder, tool);
        if (Files.isExecutable(found) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), found);
        }
      }
    }
    return tools;
  }

  private static List<String> left(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .toList();
    }
  }

  private static Stream<ProcessHandle> mentioning(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().arguments().map(List::of).orElse(List.of()).stream()
                    .anyMatch(argument -> argument.contains(folder.toString())));
  }

  @Test
  void every_answer_is_as_expected_with_real_processes_and_nothing_is_left() throws IOException {
    assumeTrue(Demo.pythonWorks(), "the tour with real processes needs python3");
    var folder = emptyFolder();

    var ended = Slipway.run(temporary, keepingFilesIn(folder), "demo");

    assertThat(ended.exitCode()).as(ended.out()).isZero();
    assertThat(ended.out())
        .contains("POST /providers/install -> 201 (")
        .contains("kill -STOP")
        .contains("registered hello-")
        .contains("POST /v1/packages:import -> 201 (")
        .contains("SEMVER_EXISTS");
    assertThat(left(folder)).isEmpty();
    assertThat(mentioning(folder)).isEmpty();
  }

  @Test
  void without_python_it_says_so_and_simulates() throws IOException {
    var folder = emptyFolder();
    var variables =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Djava.io.tmpdir=" + folder,
            "PATH",
            toolsWithoutPython().toString());

    var ended = Slipway.run(temporary, variables, "demo");

    assertThat(ended.exitCode()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("no python3").contains("degraded").contains(" -> 404 (");
    assertThat(left(folder)).isEmpty();
  }

  @Test
  void ctrl_c_in_the_middle_leaves_nothing() throws IOException {
    var folder = emptyFolder();
    try (var demo = Slipway.start(temporary, keepingFilesIn(folder), "demo")) {
      Slipway.await("the first answer", () -> demo.out().contains(" -> 201 ("));

      demo.signal("INT");

      assertThat(demo.ended().exitCode()).isEqualTo(130);
    }
    assertThat(left(folder)).isEmpty();
    assertThat(mentioning(folder)).isEmpty();
  }
}

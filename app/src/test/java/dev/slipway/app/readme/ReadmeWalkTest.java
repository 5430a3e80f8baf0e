package dev.slipway.app.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.harness.Slipway;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeWalkTest {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- walk -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

  /** In README the server listens where it does by default. */
  private static final String THERE = "localhost:8000";

  private static String readme() throws IOException {
    var here = Path.of("").toAbsolutePath();
    var root = Files.exists(here.resolve("slipway")) ? here : here.resolve("..");
    return Files.readString(root.resolve("README.md"));
  }

  private static List<String> walk() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (Matcher matcher = BLOCK.matcher(readme()); matcher.find(); ) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private static boolean isThere(String program) {
    for (var folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void the_walk_goes_from_publishing_to_uninstalling() throws IOException {
    var walk = String.join("", walk());

    assertThat(walk)
        .contains("/console/runtime/versions")
        .contains("/provider-versions")
        .contains("/providers/install")
        .contains("/upgrade")
        .contains("-X DELETE")
        .contains(THERE);
  }

  @Test
  void every_request_of_the_walk_is_answered_as_it_should(@TempDir Path temporary)
      throws Exception {
    assumeTrue(isThere("curl") && isThere("sh"), "the walk needs curl and sh");
    try (var server =
        Slipway.start(
            temporary, "serve --dev --store memory --runtimes simulated --port 0".split(" "))) {
      var address = server.address().getAuthority();
      var output = temporary.resolve("walk.out").toFile();
      var script =
          "set -e\ncurl() { command curl --fail-with-body \"$@\"; echo; }\n"
              + String.join("\n", walk()).replace(THERE, address);

      var shell =
          new ProcessBuilder("sh", "-c", script)
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();

      assertThat(shell.waitFor(Slipway.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(shell.exitValue()).as(Files.readString(output.toPath())).isZero();
      assertThat(Files.readString(output.toPath()))
          .contains("\"status\":\"published\"")
          .contains("\"lifecycle_state\":\"ready\"")
          .contains("\"current_version\":\"1.1.0\"");
    }
  }
}

package dev.slipway.kit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.version.SemVer;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Slipway inside another program: the region between the marks is what the README shows. */
class EmbeddingTest {

  @Test
  void the_example_installs_a_provider() {
    var answer = publishAndInstall();

    assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
  }

  @Test
  void the_readme_shows_this_code() throws IOException {
    var example = region(Files.readString(source()), "// <example>\n", "    // </example>");

    var readme = Files.readString(root().resolve("README.md"));

    assertThat(readme.lines().map(String::strip).toList())
        .containsSubsequence(example.lines().map(String::strip).toList());
  }

  static InstallationAnswer publishAndInstall() {
    // <example>
    try (var slipway = Slipway.inMemory()) {
      var acme = Slipway.operator("acme");
      var database = ProviderName.of("acme/database");
      var wheel = WheelUrl.parse("https://wheels.example/database-1.0.0-py3-none-any.whl");
      var content = WheelContent.of(wheel.orElseThrow());

      var runtimes = slipway.runtimeVersions();
      var runtime = runtimes.register(acme, RegisterCommand.of(SemVer.of("1.0.0"), "runtime:1"));
      var publish = PublishCommand.of(database, SemVer.of("1.0.0"), content);
      var published = slipway.publish().publish(acme, publish);
      var installed = slipway.install().install(acme, InstallCommand.latest(database));

      System.out.println(runtime + "\n" + published + "\n" + installed);
      return installed;
    }
    // </example>
  }

  private static String region(String text, String from, String to) {
    int start = text.lastIndexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static Path source() {
    return root().resolve("kit/src/test/java/dev/slipway/kit/example/EmbeddingTest.java");
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("kit")) ? here : here.resolve("..").normalize();
  }
}

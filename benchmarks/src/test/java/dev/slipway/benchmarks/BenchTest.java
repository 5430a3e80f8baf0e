package dev.slipway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class BenchTest {

  static List<String> drivers() {
    return List.copyOf(Bench.line().getSubcommands().keySet());
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void every_driver_says_how_it_is_used(String driver) {
    int code = Bench.run(driver, "--help");

    assertThat(code).isEqualTo(CommandLine.ExitCode.OK);
  }

  @Test
  void an_unknown_driver_is_refused() {
    int code = Bench.run("guessing");

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
  }
}

package dev.slipway.benchmarks.server;

import picocli.CommandLine.Option;

/** {@code --kills}: how often a {@link MortalServer} dies while it is measured. */
public final class KillsOption {

  @Option(
      names = "--kills",
      defaultValue = "0",
      description =
          "how often the server is killed in between, and started again (default:"
              + " ${DEFAULT-VALUE})")
  private int kills;

  /** How often. */
  public int kills() {
    return kills;
  }
}

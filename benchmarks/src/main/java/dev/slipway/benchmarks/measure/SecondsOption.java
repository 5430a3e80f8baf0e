package dev.slipway.benchmarks.measure;

import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code --seconds}: how long each measure of a driver takes. */
public final class SecondsOption {

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "for each measure (default: ${DEFAULT-VALUE})")
  private int seconds = 10;

  /** As a time. */
  public Duration time() {
    return Duration.ofSeconds(seconds);
  }
}

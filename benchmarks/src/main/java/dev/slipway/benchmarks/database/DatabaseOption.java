package dev.slipway.benchmarks.database;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --database}: where a driver gets its databases. */
public final class DatabaseOption {

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "postgresql://… of a server; without it one is started")
  private Optional<String> url = Optional.empty();

  /** The given server, or one that is started now. */
  public Postgres open() {
    return Postgres.of(url);
  }
}

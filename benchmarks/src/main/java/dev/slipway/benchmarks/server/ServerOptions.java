package dev.slipway.benchmarks.server;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Postgres;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * {@code --heap}, {@code --jvm} and {@code --serve}: how the server is started that is measured.
 */
public final class ServerOptions {

  @Option(
      names = "--heap",
      defaultValue = "256m",
      description = "the server's largest heap (default: ${DEFAULT-VALUE})")
  private String heap = "256m";

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "one more option for the server's JVM; may be repeated")
  private List<String> jvm = new ArrayList<>();

  @Option(
      names = "--serve",
      paramLabel = "OPTION",
      description = "one more option of 'slipway serve'; may be repeated")
  private List<String> serve = new ArrayList<>();

  /** The largest heap, as it was given. */
  public String heap() {
    return heap;
  }

  /**
   * Starts a server.
   *
   * @param options options of {@code serve}, beside where the store is
   */
  public ServerProcess start(PostgresSettings database, String... options)
      throws InterruptedException {
    var machine = new ArrayList<>(List.of("-Xmx" + heap));
    machine.addAll(jvm);
    var all = new ArrayList<>(List.of("--store", Postgres.url(database)));
    all.addAll(List.of(options));
    all.addAll(serve);
    return ServerProcess.start(machine, all);
  }
}

package dev.slipway.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.app.configuration.LogFormat;
import dev.slipway.app.logging.Logging;
import dev.slipway.benchmarks.delivery.DeliveryBench;
import dev.slipway.benchmarks.micro.MicroBench;
import dev.slipway.benchmarks.overload.OverloadBench;
import dev.slipway.benchmarks.server.StartupBench;
import dev.slipway.benchmarks.serving.IsolationBench;
import dev.slipway.benchmarks.serving.PlansBench;
import dev.slipway.benchmarks.serving.ServersBench;
import dev.slipway.benchmarks.serving.ServingBench;
import dev.slipway.benchmarks.soak.SoakBench;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The command {@code ./slipway bench}: each subcommand is one driver. */
@Command(
    name = "slipway bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what things cost, and prints ratios within this run on this machine: absolute"
          + " numbers say nothing elsewhere. Load, server and database share the cores.",
      "",
      "How each ratio is formed: docs/performance.md. Each subcommand has a --help of its own."
    },
    synopsisSubcommandLabel = "DRIVER",
    commandListHeading = "%nDrivers:%n",
    // A driver is a picocli command that is a Callable or a Runnable; list it here.
    subcommands = {
      ServingBench.class,
      DeliveryBench.class,
      IsolationBench.class,
      OverloadBench.class,
      SoakBench.class,
      ServersBench.class,
      PlansBench.class,
      StartupBench.class,
      MicroBench.class
    },
    footer = {
      "",
      "A first look, in a minute:",
      "  ./slipway bench serving --rows 1000 --seconds 2",
      "On a database of yours (it gets databases named slipway_bench_…, dropped at the end):",
      "  ./slipway bench serving --database postgresql://postgres:PASSWORD@127.0.0.1:5432/postgres"
    })
public final class Bench {

  private Bench() {}

  /** Runs a driver, and ends the process with its exit code. */
  public static void main(String[] args) {
    Logging.begin(LogFormat.TEXT, true);
    System.exit(run(args));
  }

  static CommandLine line() {
    return new CommandLine(new Bench()).setUsageHelpAutoWidth(true);
  }

  static int run(String... args) {
    var line = line();
    if (args.length == 0) {
      line.usage(new PrintWriter(System.out, true, UTF_8), Ansi.AUTO);
      return line.getCommandSpec().exitCodeOnUsageHelp();
    }
    return line.execute(args);
  }
}

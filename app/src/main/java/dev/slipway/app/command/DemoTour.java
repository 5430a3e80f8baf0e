package dev.slipway.app.command;

import dev.slipway.app.configuration.LogFormat;
import dev.slipway.app.demo.Demo;
import dev.slipway.app.logging.Logging;
import dev.slipway.app.signal.Signals;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway demo}. */
final class DemoTour implements Subcommand {

  private final Shell shell;

  DemoTour(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Take a guided tour: a server of its own in a temporary folder, a small Python"
                + " provider, and every step from publishing it to uninstalling it, with requests"
                + " and answers. Takes less than a minute, needs no network, and leaves nothing"
                + " behind. Ends with exit code 1 when any answer differs from what it should be.");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    Logging.begin(LogFormat.TEXT, true);
    return Demo.run(shell.out(), Signals.allAreRequests());
  }
}

package dev.slipway.app.command;

import dev.slipway.app.configuration.Configuration;
import dev.slipway.app.configuration.Options;
import dev.slipway.app.configuration.Settings;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.app.logging.Logging;
import dev.slipway.app.server.Server;
import dev.slipway.app.signal.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway serve}: a server, until it is told to stop. */
final class Serve implements Subcommand {

  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  private final Shell shell;

  Serve(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = OptionSpecs.add(CommandSpec.create(), Options.SERVE);
    spec.usageMessage()
        .description(
            "Run a server until SIGTERM or Ctrl-C.",
            "Every option is also an environment variable (--log-format: SLIPWAY_LOG_FORMAT) and a"
                + " key of the --config file (log-format). The command line beats the environment"
                + " beats the file. Durations are written 500ms, 10s, 5m, 1h; sizes 64KiB, 1MiB,"
                + " 1GiB.")
        .footer(
            "",
            "For yourself, on this machine; data is kept between runs, nobody needs a token:",
            "  slipway serve --dev",
            "For a test of any language; nothing is kept, providers are scripted, the port is on"
                + " standard output:",
            "  slipway serve --dev --store memory --runtimes simulated --port 0",
            "For others, who need tokens ('slipway token create' makes them); providers run on the"
                + " Kubernetes cluster of the kubeconfig:",
            "  slipway serve --host 0.0.0.0 --public-url https://slipway.example.com \\",
            "    --store postgresql://slipway:PASSWORD@db.example.com/slipway",
            "The same from a file:",
            "  slipway serve --config slipway.yaml");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    Configuration configuration =
        Configuration.read(
            Options.SERVE, OptionSpecs.given(parsed, Options.SERVE), shell.environment());
    Settings settings = Settings.of(configuration, shell.userData());
    Logging.begin(configuration.get(Options.LOG_FORMAT), false);
    configuration.warnings().forEach(LOG::warn);
    Signals stop = Signals.firstIsARequest();
    try (Server server = Server.start(settings)) {
      if (settings.dev()) {
        LOG.info("Development mode: requests without a token act as organization 'dev'");
      } else if (!server.hasTokens()) {
        LOG.warn(
            "There is no token yet, so nobody can sign in. Make the first one beside this server:"
                + " slipway token create --organization ORGANIZATION, with the same --store and"
                + " --data");
      }
      shell.out().println("listening on " + server.address());
      shell.out().flush();
      stop.await();
      LOG.info("Stopping: no new requests; what is in work is finished first");
    }
    LOG.info("Stopped");
    return ExitCode.DONE;
  }
}

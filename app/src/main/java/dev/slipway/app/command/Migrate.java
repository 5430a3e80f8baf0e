package dev.slipway.app.command;

import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.Configuration;
import dev.slipway.app.configuration.Options;
import dev.slipway.app.configuration.StoreChoice;
import dev.slipway.app.configuration.StoreSettings;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.app.logging.Logging;
import dev.slipway.app.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway migrate}. */
final class Migrate implements Subcommand {

  private static final Logger LOG = LoggerFactory.getLogger(Migrate.class);

  private final Shell shell;

  Migrate(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = OptionSpecs.add(CommandSpec.create(), Options.STORING);
    spec.usageMessage()
        .description(
            "Bring the tables of the store up to this release, and say at which version they are."
                + " Safe while servers of the previous release run. 'slipway serve' does the same"
                + " when it starts.")
        .footer(
            "", "Before a new release is rolled out:", "  slipway migrate --store postgresql://…");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    Configuration configuration =
        Configuration.read(
            Options.STORING, OptionSpecs.given(parsed, Options.STORING), shell.environment());
    StoreSettings settings = StoreSettings.of(configuration, shell.userData());
    if (settings.choice() instanceof StoreChoice.Memory) {
      throw CommandFailed.usage("--store memory has no schema to migrate.");
    }
    Logging.begin(configuration.get(Options.LOG_FORMAT), true);
    configuration.warnings().forEach(LOG::warn);
    try (Closing closing = new Closing()) {
      shell.out().println("schema is at " + Storage.migrate(settings, closing));
    }
    return ExitCode.DONE;
  }
}

package dev.slipway.app.command;

import dev.slipway.adapterspostgres.ConfigReencryption.Progress;
import dev.slipway.adapterspostgres.ConfigReencryption.Report;
import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.Configuration;
import dev.slipway.app.configuration.KeyFile;
import dev.slipway.app.configuration.Options;
import dev.slipway.app.configuration.StoreChoice;
import dev.slipway.app.configuration.StoreSettings;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.app.logging.Logging;
import dev.slipway.app.storage.Storage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway reencrypt}. */
final class Reencrypt implements Subcommand {

  private static final Logger LOG = LoggerFactory.getLogger(Reencrypt.class);

  private final Shell shell;

  Reencrypt(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = OptionSpecs.add(CommandSpec.create(), Options.ENCRYPTING);
    spec.usageMessage()
        .description(
            "Encrypt the stored config of installations and credentials for registries anew with"
                + " the first key of --encryption-key-file: what is under another key, and what is"
                + " still in plain. Works beside running servers and without one; loses nothing"
                + " when it is stopped, and does what is left when it is run again.")
        .footer(
            "",
            "After a new key was put first, and every server was started anew with it:",
            "  slipway reencrypt --encryption-key-file keys --store postgresql://…",
            "When it has ended with 0, the other keys are needed no more.");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    Configuration configuration =
        Configuration.read(
            Options.ENCRYPTING, OptionSpecs.given(parsed, Options.ENCRYPTING), shell.environment());
    StoreSettings settings = StoreSettings.of(configuration, shell.userData());
    if (settings.choice() instanceof StoreChoice.Memory) {
      throw CommandFailed.usage("--store memory is inside a server and is never encrypted.");
    }
    KeyFile keys =
        settings
            .keys()
            .orElseThrow(
                () ->
                    CommandFailed.usage(
                        "--encryption-key-file is needed: its first key encrypts, the others"
                            + " decrypt."));
    Logging.begin(configuration.get(Options.LOG_FORMAT), true);
    configuration.warnings().forEach(LOG::warn);
    Report report;
    try (Closing closing = new Closing()) {
      report = Storage.reencrypt(settings, keys, this::show, closing);
    }
    shell
        .out()
        .printf(
            "re-encrypted %d of %d installations, %d of %d registry credentials and %d of %d kept"
                + " answers with key '%s'%n",
            report.installations().changed(),
            report.installations().looked(),
            report.credentials().changed(),
            report.credentials().looked(),
            report.answers().changed(),
            report.answers().looked(),
            keys.cipher().writingKey().orElseThrow());
    shell.out().flush();
    if (!report.complete()) {
      throw CommandFailed.refused(left(report));
    }
    return ExitCode.DONE;
  }

  private void show(Progress progress) {
    shell
        .err()
        .printf(
            "%s: %d looked at, %d re-encrypted%n",
            switch (progress.kind()) {
              case INSTALLATIONS -> "installations";
              case CREDENTIALS -> "registry credentials";
              case ANSWERS -> "kept answers";
            },
            progress.looked(),
            progress.changed());
  }

  private static String left(Report report) {
    var sentences = new StringBuilder();
    report.unreadable().forEach(one -> sentences.append(one).append('\n'));
    Optional.of(report.unreadableCount())
        .filter(count -> count > 0)
        .ifPresent(
            count ->
                sentences
                    .append(count)
                    .append(
                        " could not be read and were left as they are; give the missing keys and"
                            + " run this again.\n"));
    Optional.of(report.busyCount())
        .filter(count -> count > 0)
        .ifPresent(
            count ->
                sentences
                    .append(count)
                    .append(" changed faster than they could be encrypted; run this again.\n"));
    return sentences.toString().stripTrailing();
  }
}

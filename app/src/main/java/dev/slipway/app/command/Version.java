package dev.slipway.app.command;

import dev.slipway.app.exit.ExitCode;
import dev.slipway.app.release.BuildInfo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway version}. */
final class Version implements Subcommand {

  private final Shell shell;

  Version(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Print what this build is.");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    shell.out().println(BuildInfo.ofThisJar().line());
    return ExitCode.DONE;
  }
}

package dev.slipway.app;

import dev.slipway.app.command.CommandLineTool;
import dev.slipway.app.command.Shell;
import dev.slipway.app.configuration.LogFormat;
import dev.slipway.app.logging.Logging;

/** The command that {@code ./slipway} starts. */
public final class Main {

  private Main() {}

  /** Runs a command line, and ends the process with its exit code. */
  public static void main(String[] args) {
    // Before anything can log: what is not set up logs to standard output.
    Logging.begin(LogFormat.TEXT, true);
    System.exit(CommandLineTool.run(Shell.ofThisProcess(), args));
  }
}

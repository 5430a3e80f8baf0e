package dev.slipway.app.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: what it understands, and what it does. */
interface Subcommand {

  /** What it understands, and its help page. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @param parsed what was written on the line for it
   * @return what to tell the shell
   */
  int run(ParseResult parsed);
}

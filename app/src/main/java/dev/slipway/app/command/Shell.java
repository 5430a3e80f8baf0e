package dev.slipway.app.command;

import dev.slipway.app.configuration.UserFolders;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command was called.
 *
 * @param environment the variables
 * @param userData the folder for a user's data
 * @param in standard input: a secret that is not to stand in a command line
 * @param out standard output: what was asked for, and nothing else
 * @param err standard error: everything else
 */
public record Shell(
    Map<String, String> environment,
    Path userData,
    InputStream in,
    PrintStream out,
    PrintStream err) {

  public Shell {
    environment = Map.copyOf(environment);
  }

  /** A shell that gives a command nothing to read. */
  public Shell(Map<String, String> environment, Path userData, PrintStream out, PrintStream err) {
    this(environment, userData, InputStream.nullInputStream(), out, err);
  }

  /** The shell that called this process. */
  public static Shell ofThisProcess() {
    return new Shell(
        System.getenv(),
        UserFolders.data(
            System.getenv(),
            System.getProperty("os.name", ""),
            Path.of(System.getProperty("user.home", "."))),
        System.in,
        System.out,
        System.err);
  }
}

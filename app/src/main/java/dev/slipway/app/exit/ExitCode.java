package dev.slipway.app.exit;

/** What the command tells the shell (contract/foundation.md section 6). */
public final class ExitCode {

  /** Done; of a server: stopped by a signal, and drained. */
  public static final int DONE = 0;

  /** The outside refused: a port in use, a store that does not answer, a folder that is locked. */
  public static final int REFUSED = 1;

  /** The command was written wrongly: an unknown option, a value that cannot be. */
  public static final int USAGE = 2;

  private ExitCode() {}
}

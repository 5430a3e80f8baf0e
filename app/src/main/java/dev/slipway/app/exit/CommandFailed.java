package dev.slipway.app.exit;

/**
 * The command cannot go on. The message is a sentence for the person who called it, and says what
 * to do; it holds no secret. The root of what this module throws.
 */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailed(int exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  private CommandFailed(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The command was written wrongly ({@link ExitCode#USAGE}). */
  public static CommandFailed usage(String sentence) {
    return new CommandFailed(ExitCode.USAGE, sentence);
  }

  /** The outside refused ({@link ExitCode#REFUSED}). */
  public static CommandFailed refused(String sentence) {
    return new CommandFailed(ExitCode.REFUSED, sentence);
  }

  /** The outside refused ({@link ExitCode#REFUSED}), and this is what it said. */
  public static CommandFailed refused(String sentence, Throwable cause) {
    return new CommandFailed(ExitCode.REFUSED, sentence, cause);
  }

  /** What to tell the shell. */
  public int exitCode() {
    return exitCode;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}

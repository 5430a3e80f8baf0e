package dev.slipway.adaptersprocess;

/**
 * Process runtimes cannot be used here: they belong to another server, or their folder cannot be
 * used. The message says what to do.
 */
public class RuntimesNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a cause of its own. */
  public RuntimesNotStarted(String message) {
    super(message);
  }

  /**
   * @param message what was attempted, and what to do next
   * @param cause what the machine said
   */
  public RuntimesNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}

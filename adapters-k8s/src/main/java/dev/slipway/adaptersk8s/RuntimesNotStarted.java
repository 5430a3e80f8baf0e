package dev.slipway.adaptersk8s;

/**
 * Kubernetes runtimes cannot be used: no cluster answers, or it does not let us look. The message
 * says what to do.
 */
public class RuntimesNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a cause of its own. */
  public RuntimesNotStarted(String message) {
    super(message);
  }

  /**
   * @param message what was attempted, and what to do next
   * @param cause what the cluster or its client said
   */
  public RuntimesNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.slipway.ports.driven.commit;

/**
 * Nobody knows whether a commit became true. Read what it should have changed before trying again;
 * never treat it as a no.
 */
public class OutcomeUnknown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was attempted, on what, and what to do next
   * @param cause what the store's client said
   */
  public OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message what was attempted, on what, and what to do next
   */
  public OutcomeUnknown(String message) {
    super(message);
  }
}

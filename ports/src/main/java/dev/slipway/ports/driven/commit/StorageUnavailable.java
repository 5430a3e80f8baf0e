package dev.slipway.ports.driven.commit;

/** The store cannot be reached or did not answer in time; nothing was written. Try again later. */
public class StorageUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was attempted, on what
   * @param cause what the store's client said
   */
  public StorageUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message what was attempted, on what
   */
  public StorageUnavailable(String message) {
    super(message);
  }
}

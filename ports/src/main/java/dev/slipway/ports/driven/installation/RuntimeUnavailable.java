package dev.slipway.ports.driven.installation;

/** The world in which providers run cannot be reached. It may be reached later. */
public class RuntimeUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was attempted, on which installation
   * @param cause what the world's client said
   */
  public RuntimeUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

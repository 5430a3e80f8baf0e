package dev.slipway.app.demo;

/** Somebody asked the tour to end. */
final class Interrupted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Interrupted() {
    super("asked to stop");
  }
}

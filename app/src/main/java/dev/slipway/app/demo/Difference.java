package dev.slipway.app.demo;

/** Something was not as the contract says. The message says what was expected and what came. */
final class Difference extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Difference(String what) {
    super(what);
  }
}

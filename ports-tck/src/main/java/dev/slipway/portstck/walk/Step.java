package dev.slipway.portstck.walk;

import java.util.function.Consumer;

/**
 * One step of a walk. A step that makes no sense where the walk stands does nothing, so that any
 * part of a walk is a walk.
 *
 * @param what for people
 * @param asks whether it asks for something of an installation, so that a settled one may move
 * @param action what is done
 */
record Step(String what, boolean asks, Consumer<Steps> action) {

  static Step of(String what, Consumer<Steps> action) {
    return new Step(what, false, action);
  }

  static Step asking(String what, Consumer<Steps> action) {
    return new Step(what, true, action);
  }

  @Override
  public String toString() {
    return what;
  }
}

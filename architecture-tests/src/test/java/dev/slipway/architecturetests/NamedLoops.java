package dev.slipway.architecturetests;

import java.util.Set;

/** The only sources that may catch everything: each owns a loop or a request. */
final class NamedLoops {

  static final Set<String> FILES =
      Set.of(
          "Workers.java", // the loops behind the requests
          "Workshop.java", // one message
          "Slipway.java"); // closing what was opened, whatever one of them throws

  private NamedLoops() {}
}

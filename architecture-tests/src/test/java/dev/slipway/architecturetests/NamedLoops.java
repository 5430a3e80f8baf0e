package dev.slipway.architecturetests;

import java.util.Set;

/** The only sources that may catch everything: each owns a loop or a request. */
final class NamedLoops {

  static final Set<String> FILES =
      Set.of(
          "Bridge.java", // one request
          "SimulatedRuntimes.java", // the simulation's clockwork
          "Connections.java", // opening what must be closed again, whatever is thrown
          "Database.java", // one statement on a connection that must come back
          "OpenStore.java", // opening what must be closed again, whatever is thrown
          "CarryingLoop.java", // the turns of an event loop
          "Ownership.java", // the loop that keeps the lease of process runtimes
          "Child.java", // the life of one child process
          "Workers.java", // the loops behind the requests
          "Workshop.java", // one message
          "Slipway.java"); // closing what was opened, whatever one of them throws

  private NamedLoops() {}
}

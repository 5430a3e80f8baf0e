package dev.slipway.kit;

import dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimes;
import dev.slipway.adaptersinmemory.runtimes.SimulatedSettings;
import java.util.Deque;

/** The runtimes of a platform that was handed none: simulated, on the machine's clock. */
final class Simulation {

  private Simulation() {}

  /** Makes simulated runtimes that run, and that are closed with whoever owns them. */
  static RuntimesFactory owned(Deque<AutoCloseable> owned) {
    return surroundings -> {
      var simulated =
          SimulatedRuntimes.create(
              SimulatedSettings.of(surroundings.holder()),
              surroundings.registration(),
              surroundings.leases(),
              surroundings.clock());
      simulated.start();
      owned.push(simulated);
      return simulated;
    };
  }
}

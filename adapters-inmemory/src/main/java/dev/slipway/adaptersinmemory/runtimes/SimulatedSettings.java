package dev.slipway.adaptersinmemory.runtimes;

import java.time.Duration;

/**
 * What simulated runtimes need to know of the server in which they live.
 *
 * @param holder names the server among all that share the store
 * @param lease how long an installation stays with a server that is not heard; at least 1 ms
 * @param pause how removals that take a while let time pass
 */
public record SimulatedSettings(String holder, Duration lease, Pause pause) {

  private static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

  /**
   * @throws IllegalArgumentException when the lease is shorter than a millisecond
   */
  public SimulatedSettings {
    if (lease.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("a lease of " + lease + " is no lease");
    }
  }

  /** Leases of 10 s, and sleeping. */
  public static SimulatedSettings of(String holder) {
    return new SimulatedSettings(holder, DEFAULT_LEASE, Pause.SLEEPING);
  }

  /** The same with other leases. */
  public SimulatedSettings withLease(Duration time) {
    return new SimulatedSettings(holder, time, pause);
  }

  /** The same with another way to let time pass. */
  public SimulatedSettings withPause(Pause way) {
    return new SimulatedSettings(holder, lease, way);
  }
}

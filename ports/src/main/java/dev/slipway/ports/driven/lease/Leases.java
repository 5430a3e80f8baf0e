package dev.slipway.ports.driven.lease;

import dev.slipway.domain.installation.InstallationId;
import java.time.Duration;
import java.util.List;

/**
 * Named leases: each is held by at most one holder at a time. The store's own clock decides when
 * one has ended. Thread-safe; blocks.
 */
public interface Leases {

  /** How the names of all leases of runtimes begin; see {@link #ofRuntime}. */
  String RUNTIMES = "runtime/";

  /**
   * The name of the lease under which one server holds what it runs of an installation: {@code
   * runtime/ORGANIZATION/PREFIX/NAME}. Removing the installation ends it.
   */
  static String ofRuntime(InstallationId installation) {
    return RUNTIMES
        + installation.organization().value()
        + "/"
        + installation.provider().canonical();
  }

  /** What became of an attempt to hold a lease. */
  sealed interface Acquired {
    /** The lease is held until its time is over, or longer when it is acquired again before. */
    record Held() implements Acquired {}

    /** Somebody else holds it. */
    record HeldBy(String holder) implements Acquired {}
  }

  /**
   * Acquires or prolongs a lease.
   *
   * @param name what is owned, such as {@code process-runtimes}
   * @param holder who wants to own it
   * @param time how long from now
   * @return {@link Acquired.Held} when it was free, had ended, or was the holder's own
   */
  Acquired acquire(String name, String holder, Duration time);

  /**
   * Prolongs many leases at once. One that has ended and that nobody else acquired since counts as
   * held.
   *
   * @param names of leases; at most a few hundred, none of them twice
   * @param holder who holds them
   * @param time how long from now
   * @return the names of those that are held and were prolonged, in any order; the others were
   *     acquired by somebody else, given up, or never held, and are left as they are
   */
  List<String> prolong(List<String> names, String holder, Duration time);

  /** Acquires a lease whoever holds it. The former holder learns it when it acquires again. */
  void take(String name, String holder, Duration time);

  /** Gives a lease up; does nothing when somebody else holds it. */
  void release(String name, String holder);

  /**
   * Names of leases that have ended and were not given up, the longest ended first, then by name. A
   * lease has ended from the last moment of its time on.
   *
   * @param prefix only names that start with this text
   * @param limit at most so many
   */
  List<String> ended(String prefix, int limit);
}

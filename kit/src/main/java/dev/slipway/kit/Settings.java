package dev.slipway.kit;

import dev.slipway.domain.delivery.Backoff;
import java.time.Duration;

/**
 * What an operator decides (contract.md section 9). Immutable; change a copy with the {@code with…}
 * methods.
 *
 * @param registrationDeadline how long a runtime has to register, over all attempts
 * @param heartbeatInterval how often a runtime must be heard
 * @param attempts how often an effect is tried, 1 to 100
 * @param backoff how long to wait between attempts
 * @param lease how long a worker's claim holds unless renewed, at least 1 s
 * @param dispatchDeadline how long a runtime may work on one request
 * @param idempotencyRetention how long an answer is replayed
 * @param requireDigest whether a wheel without a digest is refused
 * @param requireEmbeddedSchema whether a package's artifact without a schema of its own is refused
 * @param workers how many messages are worked on at once; 0 for a platform that only answers, and
 *     leaves the work to others on the same store
 * @param drain how long closing waits for what is being worked on
 * @param development whether anybody may act as anybody; see {@code --dev}
 */
public record Settings(
    Duration registrationDeadline,
    Duration heartbeatInterval,
    int attempts,
    Backoff backoff,
    Duration lease,
    Duration dispatchDeadline,
    Duration idempotencyRetention,
    boolean requireDigest,
    boolean requireEmbeddedSchema,
    int workers,
    Duration drain,
    boolean development) {

  /**
   * @throws IllegalArgumentException when a setting is out of its bounds
   */
  public Settings {
    if (attempts < 1 || attempts > 100) {
      throw new IllegalArgumentException("attempts is 1 to 100, not " + attempts);
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("lease is at least 1 s, not " + lease);
    }
    if (workers < 0) {
      throw new IllegalArgumentException("workers is at least 0, not " + workers);
    }
  }

  /** The defaults of contract.md section 9. */
  public static Settings defaults() {
    return new Settings(
        Duration.ofSeconds(300),
        Duration.ofSeconds(10),
        3,
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(300),
        Duration.ofHours(24),
        false,
        false,
        64,
        Duration.ofSeconds(10),
        false);
  }

  /** With another time for runtimes to register. */
  public Settings withRegistrationDeadline(Duration next) {
    return new Settings(
        next,
        heartbeatInterval,
        attempts,
        backoff,
        lease,
        dispatchDeadline,
        idempotencyRetention,
        requireDigest,
        requireEmbeddedSchema,
        workers,
        drain,
        development);
  }

  /** With another heartbeat interval. */
  public Settings withHeartbeatInterval(Duration next) {
    return new Settings(
        registrationDeadline,
        next,
        attempts,
        backoff,
        lease,
        dispatchDeadline,
        idempotencyRetention,
        requireDigest,
        requireEmbeddedSchema,
        workers,
        drain,
        development);
  }

  /** With another number of attempts, and another wait between them. */
  public Settings withAttempts(int next, Backoff wait) {
    return new Settings(
        registrationDeadline,
        heartbeatInterval,
        next,
        wait,
        lease,
        dispatchDeadline,
        idempotencyRetention,
        requireDigest,
        requireEmbeddedSchema,
        workers,
        drain,
        development);
  }

  /** With another lease. */
  public Settings withLease(Duration next) {
    return new Settings(
        registrationDeadline,
        heartbeatInterval,
        attempts,
        backoff,
        next,
        dispatchDeadline,
        idempotencyRetention,
        requireDigest,
        requireEmbeddedSchema,
        workers,
        drain,
        development);
  }

  /** With artifacts of packages that need not, or must, bring a schema of their own. */
  public Settings withRequireEmbeddedSchema(boolean next) {
    return new Settings(
        registrationDeadline,
        heartbeatInterval,
        attempts,
        backoff,
        lease,
        dispatchDeadline,
        idempotencyRetention,
        requireDigest,
        next,
        workers,
        drain,
        development);
  }

  /** With or without development mode. */
  public Settings withDevelopment(boolean next) {
    return new Settings(
        registrationDeadline,
        heartbeatInterval,
        attempts,
        backoff,
        lease,
        dispatchDeadline,
        idempotencyRetention,
        requireDigest,
        requireEmbeddedSchema,
        workers,
        drain,
        next);
  }
}

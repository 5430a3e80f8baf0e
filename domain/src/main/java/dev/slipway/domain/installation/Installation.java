package dev.slipway.domain.installation;

import java.time.Instant;

/**
 * A tenant's installation of a provider. Every transition is {@link InstallationMachine#apply}.
 *
 * <p>Removal is no state: an installation that was removed is gone.
 */
public sealed interface Installation {

  /** What every state knows. */
  Details details();

  /** The state's name. */
  default LifecycleState state() {
    return switch (this) {
      case Pending pending -> LifecycleState.PENDING;
      case Processing processing -> LifecycleState.PROCESSING;
      case Ready ready -> LifecycleState.READY;
      case Failed failed -> LifecycleState.FAILED;
      case Deleting deleting -> LifecycleState.DELETING;
    };
  }

  /** Names it. */
  default InstallationId id() {
    return details().id();
  }

  /** The names of the states, in the wire's spelling. */
  enum LifecycleState {
    PENDING("pending"),
    PROCESSING("processing"),
    READY("ready"),
    FAILED("failed"),
    DELETING("deleting");

    private final String word;

    LifecycleState(String word) {
      this.word = word;
    }

    /** The wire's word. */
    public String word() {
      return word;
    }
  }

  /**
   * Asked for; nothing was tried yet.
   *
   * @param operation what was asked for
   */
  record Pending(Details details, OperationKind operation) implements Installation {}

  /**
   * Being brought out; ready when its runtime registers.
   *
   * @param operation what was asked for
   * @param registrationDeadline when waiting ends, over all attempts
   */
  record Processing(Details details, OperationKind operation, Instant registrationDeadline)
      implements Installation {}

  /** What was asked for has registered and serves. */
  record Ready(Details details) implements Installation {}

  /**
   * What was asked for did not come about; what ran before goes on.
   *
   * @param reason why, for the tenant
   * @param failedAt since when
   */
  record Failed(Details details, String reason, Instant failedAt) implements Installation {}

  /** Being removed. */
  record Deleting(Details details) implements Installation {}
}

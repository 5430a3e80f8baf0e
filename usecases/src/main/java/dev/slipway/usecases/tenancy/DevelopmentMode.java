package dev.slipway.usecases.tenancy;

/** Whether anybody may act as anybody, as on a developer's own machine. */
public enum DevelopmentMode {
  /** Tokens are needed. */
  OFF,
  /**
   * A request without a token is organization {@code dev}; {@code dev:ORG} is organization ORG,
   * made at first use (contract/foundation.md section 2).
   */
  ON
}

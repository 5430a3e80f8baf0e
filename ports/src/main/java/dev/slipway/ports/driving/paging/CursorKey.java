package dev.slipway.ports.driving.paging;

/**
 * The secret with which cursors are protected against change, the same on every server of one store
 * and after every restart. Thread-safe; blocks for a read the first time.
 */
public interface CursorKey {

  /**
   * The secret: 64 hexadecimal digits, good for HMAC-SHA-256; for what this server alone must be
   * able to make: cursors, and fingerprints of requests that hold a secret.
   */
  String text();
}

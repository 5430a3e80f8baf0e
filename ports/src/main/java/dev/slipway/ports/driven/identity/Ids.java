package dev.slipway.ports.driven.identity;

/** Fresh ids and secrets; no two calls ever answer the same. Thread-safe; does not block. */
public interface Ids {

  /**
   * A fresh id: the prefix, an underscore, and 26 of Crockford's digits in lower case that rise
   * with time as far as the clock tells, such as {@code tok_…}.
   */
  String next(String prefix);

  /** A fresh secret of 256 random bits, as 43 characters of URL-safe Base64. */
  String secret();

  /** A fresh number from 0 (inclusive) to 1 (exclusive), for jitter. */
  double chance();
}

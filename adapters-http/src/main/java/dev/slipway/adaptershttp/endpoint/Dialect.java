package dev.slipway.adaptershttp.endpoint;

/**
 * How one root of paths speaks when the server itself refuses (docs/adr/0019-two-roots.md).
 * Thread-safe.
 */
@FunctionalInterface
public interface Dialect {

  /** The answer that says so. */
  Answer says(Refusal refusal);

  /** How {@code /} speaks: a {@code detail} for whatever is refused. */
  static Dialect plain() {
    return new PlainDialect();
  }
}

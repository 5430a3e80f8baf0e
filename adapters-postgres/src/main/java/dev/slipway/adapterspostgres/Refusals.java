package dev.slipway.adapterspostgres;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** What PostgreSQL's error codes mean to us. */
final class Refusals {

  /** An unexpired answer is kept under the idempotency key. */
  static final String ANSWERED = "SL001";

  /** An aggregate is not as it was read. */
  static final String MOVED = "SL002";

  /** A provider is not in the catalogue. */
  static final String PROVIDER_GONE = "SL003";

  /** A provider is installed; the detail says how often. */
  static final String PROVIDER_INSTALLED = "SL004";

  /** A claim has ended; the detail is its key. */
  static final String LEASE_LOST = "SL005";

  /** A package is not there. */
  static final String PACKAGE_GONE = "SL006";

  /** What must be one of a kind is there already; the detail names it. */
  static final String TAKEN = "SL007";

  /** Two rows that must differ do not. */
  static final String UNIQUE = "23505";

  /** A check of a table does not hold. */
  static final String CHECK = "23514";

  /** The transaction was ended already by an earlier statement. */
  static final String VOID = "25P02";

  private static final Set<String> TRANSIENT =
      Set.of(
          "40P01", // a circle of locks
          "40001"); // a transaction that cannot be put in order with others

  private static final Set<String> STALE_PLAN =
      Set.of(
          "0A000", // the prepared statement's columns have changed
          "26000"); // the server has forgotten the prepared statement

  private static final Set<String> LAST_WORDS =
      Set.of(
          "57P01", // the server is told to stop, or was told to end this connection
          "57P02", // another of its processes has crashed
          "57P05"); // the connection was idle for longer than somebody allowed

  private Refusals() {}

  /** Whether nothing was done and the same may well work at once. */
  static boolean isWorthAnother(PgException refusal) {
    return TRANSIENT.contains(refusal.getSqlState()) || isOfStalePlan(refusal);
  }

  /** Whether the connection's prepared statements are of no use any more. */
  static boolean isOfStalePlan(PgException refusal) {
    return STALE_PLAN.contains(refusal.getSqlState());
  }

  /** Whether the server ends the connection with it, whatever was asked. */
  static boolean isLastWord(PgException refusal) {
    return LAST_WORDS.contains(refusal.getSqlState());
  }
}

package dev.slipway.adapterspostgres;

/**
 * One statement that runs on the database. There is an enum of them for each subject, and every
 * connection has them all prepared before it is used for the first time.
 */
interface Statement {

  /** The text, with {@code $1…} for what it is given. */
  String sql();
}

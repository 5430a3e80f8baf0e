/**
 * The database of a measure: a durable PostgreSQL of its own or a given one ({@link
 * dev.slipway.benchmarks.database.Postgres}), filled in seconds, and spoken to without Slipway.
 */
@NullMarked
package dev.slipway.benchmarks.database;

import org.jspecify.annotations.NullMarked;

/**
 * The store on PostgreSQL. {@link dev.slipway.adapterspostgres.PostgresMigrations} makes and
 * changes its tables, {@link dev.slipway.adapterspostgres.PostgresStore} opens it, {@link
 * dev.slipway.adapterspostgres.PostgresSettings} say where it is.
 *
 * <p>A read is one round trip, and so is a commit: all of its statements are sent before the first
 * answer is awaited (ADR 10). Statements stand in one enum for each subject; what they are given
 * and what becomes of their rows, in the class that uses them.
 */
@NullMarked
package dev.slipway.adapterspostgres;

import org.jspecify.annotations.NullMarked;

/**
 * The description of what is served, for generators of code, linters and fuzzers.
 *
 * <p>{@link dev.slipway.adaptershttp.openapi.OpenApi} makes it from the table of endpoints; the
 * schemas, parameters and responses that the table names stand in {@code components.json} and
 * {@code packages.json} beside it.
 */
@NullMarked
package dev.slipway.adaptershttp.openapi;

import org.jspecify.annotations.NullMarked;

/**
 * JSON Schema under a budget.
 *
 * <p>{@link dev.slipway.adaptersjsonschema.NetworkntSchemaChecks} is the door. A schema comes from
 * a stranger, so it is first read by {@link dev.slipway.adaptersjsonschema.SchemaMap}, which knows
 * every reference and expression in it, and only then by the library that evaluates it; and every
 * evaluation counts what it does.
 */
@NullMarked
package dev.slipway.adaptersjsonschema;

import org.jspecify.annotations.NullMarked;

/**
 * {@link dev.slipway.ports.driven.schema.SchemaChecks}: turning a JSON Schema into a value that
 * judges values.
 */
@NullMarked
package dev.slipway.ports.driven.schema;

import org.jspecify.annotations.NullMarked;

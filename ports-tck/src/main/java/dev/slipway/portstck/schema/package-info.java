/**
 * What every judge of JSON Schemas owes its callers: {@link
 * dev.slipway.portstck.schema.SchemaChecksContract}.
 */
@NullMarked
package dev.slipway.portstck.schema;

import org.jspecify.annotations.NullMarked;

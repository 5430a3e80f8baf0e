/**
 * JSON Schemas taken on trust: {@link dev.slipway.adaptersinmemory.schemas.TrustingSchemaChecks}.
 */
@NullMarked
package dev.slipway.adaptersinmemory.schemas;

import org.jspecify.annotations.NullMarked;

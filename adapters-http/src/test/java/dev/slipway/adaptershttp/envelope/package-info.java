/** Refusals of {@code /v1} as clients see them. */
@NullMarked
package dev.slipway.adaptershttp.envelope;

import org.jspecify.annotations.NullMarked;

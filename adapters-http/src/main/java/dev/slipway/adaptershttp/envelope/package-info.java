/**
 * How {@code /v1} refuses: one envelope for everything, with a number, a sentence, a place and a
 * reason for each thing that is wrong (contract/packages.md section 2).
 *
 * <p>{@link dev.slipway.adaptershttp.envelope.Envelope} makes answers of findings; {@link
 * dev.slipway.adaptershttp.envelope.EnvelopeDialect} makes findings of what the server itself
 * refuses.
 */
@NullMarked
package dev.slipway.adaptershttp.envelope;

import org.jspecify.annotations.NullMarked;

/**
 * What JSON values promise: equality by meaning, texts that read back, and no fear of size or
 * depth.
 */
@NullMarked
package dev.slipway.domain.json;

import org.jspecify.annotations.NullMarked;

/**
 * What a request line points to.
 *
 * <p>A {@link dev.slipway.adaptershttp.target.RequestTarget} is split into segments and parameters
 * before anything is decoded, and each part is decoded once. Nothing is repaired.
 */
@NullMarked
package dev.slipway.adaptershttp.target;

import org.jspecify.annotations.NullMarked;

/**
 * Values for tests. {@link dev.slipway.portstck.sample.Samples} builds one of each kind, with every
 * field filled; {@link dev.slipway.portstck.sample.Any} draws arbitrary ones for properties.
 */
@NullMarked
package dev.slipway.portstck.sample;

import org.jspecify.annotations.NullMarked;

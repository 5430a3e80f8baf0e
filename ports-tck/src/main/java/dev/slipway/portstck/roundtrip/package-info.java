/**
 * What goes into a store comes out of it: {@link
 * dev.slipway.portstck.roundtrip.RoundTripProperties}.
 */
@NullMarked
package dev.slipway.portstck.roundtrip;

import org.jspecify.annotations.NullMarked;

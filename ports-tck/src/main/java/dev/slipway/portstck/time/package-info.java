/** Time that a test moves: {@link dev.slipway.portstck.time.MovableClock}. */
@NullMarked
package dev.slipway.portstck.time;

import org.jspecify.annotations.NullMarked;

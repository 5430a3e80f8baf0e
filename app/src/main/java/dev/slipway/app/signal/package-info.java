/** Being told to stop: {@link dev.slipway.app.signal.Signals}. */
@NullMarked
package dev.slipway.app.signal;

import org.jspecify.annotations.NullMarked;

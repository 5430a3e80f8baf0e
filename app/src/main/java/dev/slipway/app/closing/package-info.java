/** Closing what was opened: {@link dev.slipway.app.closing.Closing}. */
@NullMarked
package dev.slipway.app.closing;

import org.jspecify.annotations.NullMarked;

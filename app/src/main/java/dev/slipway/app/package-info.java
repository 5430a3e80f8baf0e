/** The command: {@link dev.slipway.app.Main} is what {@code ./slipway} starts. */
@NullMarked
package dev.slipway.app;

import org.jspecify.annotations.NullMarked;

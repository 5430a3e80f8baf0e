/**
 * The command: {@link dev.slipway.app.Main} is what {@code ./slipway} starts, and {@link
 * dev.slipway.app.BuildInfo} is what it knows about itself.
 */
@NullMarked
package dev.slipway.app;

import org.jspecify.annotations.NullMarked;

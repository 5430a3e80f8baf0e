/** The clock of the platform, cut to the precision that every store keeps. */
@NullMarked
package dev.slipway.usecases.time;

import org.jspecify.annotations.NullMarked;

/** Deciding again when a race was lost: {@link dev.slipway.usecases.decision.Deciding}. */
@NullMarked
package dev.slipway.usecases.decision;

import org.jspecify.annotations.NullMarked;

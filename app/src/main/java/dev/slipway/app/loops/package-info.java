/**
 * The threads of a server: event loops, and virtual threads that run on the same threads as these.
 *
 * <p>{@link dev.slipway.app.loops.EventLoops} is where it starts; why it is so is told in ADR 22.
 */
@NullMarked
package dev.slipway.app.loops;

import org.jspecify.annotations.NullMarked;

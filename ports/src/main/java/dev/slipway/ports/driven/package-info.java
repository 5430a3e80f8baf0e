/**
 * What the platform needs. {@link dev.slipway.ports.driven.Store} is everything that one store
 * gives; the world outside has ports of its own.
 */
@NullMarked
package dev.slipway.ports.driven;

import org.jspecify.annotations.NullMarked;

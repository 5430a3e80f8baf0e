/**
 * The same random steps on two stores, every answer compared: {@link
 * dev.slipway.portstck.walk.StoreWalk}.
 */
@NullMarked
package dev.slipway.portstck.walk;

import org.jspecify.annotations.NullMarked;

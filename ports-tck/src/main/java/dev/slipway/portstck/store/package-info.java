/**
 * What a contract needs of the store that it judges: a {@link
 * dev.slipway.portstck.store.StoreHarness}, and {@link dev.slipway.portstck.store.Given} to fill
 * it.
 */
@NullMarked
package dev.slipway.portstck.store;

import org.jspecify.annotations.NullMarked;

/**
 * The store of one process: everything in memory, with one atomic step. {@link
 * dev.slipway.adaptersinmemory.store.InMemoryStore} makes one.
 *
 * <p>It is held to the same contracts as any other store, and is the model with which others are
 * compared.
 */
@NullMarked
package dev.slipway.adaptersinmemory.store;

import org.jspecify.annotations.NullMarked;

/** Tests of the store in memory: the contracts of all stores, and what is its own. */
@NullMarked
package dev.slipway.adaptersinmemory.store;

import org.jspecify.annotations.NullMarked;

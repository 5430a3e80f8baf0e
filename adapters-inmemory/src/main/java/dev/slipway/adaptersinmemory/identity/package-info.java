/**
 * Ids and secrets made in this process: {@link dev.slipway.adaptersinmemory.identity.RandomIds} for
 * real use, {@link dev.slipway.adaptersinmemory.identity.CountingIds} where a test wants the same
 * ones every time.
 */
@NullMarked
package dev.slipway.adaptersinmemory.identity;

import org.jspecify.annotations.NullMarked;

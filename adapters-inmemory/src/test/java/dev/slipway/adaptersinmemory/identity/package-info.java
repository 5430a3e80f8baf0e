/** Tests of ids and secrets. */
@NullMarked
package dev.slipway.adaptersinmemory.identity;

import org.jspecify.annotations.NullMarked;

/** Registries in memory, held to the contract of all who look into artifacts. */
@NullMarked
package dev.slipway.adaptersinmemory.artifacts;

import org.jspecify.annotations.NullMarked;

/** Registries in memory: {@link dev.slipway.adaptersinmemory.artifacts.ScriptedRegistry}. */
@NullMarked
package dev.slipway.adaptersinmemory.artifacts;

import org.jspecify.annotations.NullMarked;

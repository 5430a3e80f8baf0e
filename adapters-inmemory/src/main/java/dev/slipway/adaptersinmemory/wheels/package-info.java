/** Wheels in memory: {@link dev.slipway.adaptersinmemory.wheels.InMemoryWheels}. */
@NullMarked
package dev.slipway.adaptersinmemory.wheels;

import org.jspecify.annotations.NullMarked;

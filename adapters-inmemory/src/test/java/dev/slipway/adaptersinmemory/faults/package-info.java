/** Tests of the fault switches. */
@NullMarked
package dev.slipway.adaptersinmemory.faults;

import org.jspecify.annotations.NullMarked;

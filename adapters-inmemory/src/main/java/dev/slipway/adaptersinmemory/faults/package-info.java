/**
 * Switches that make ports fail on purpose: {@link dev.slipway.adaptersinmemory.faults.Faults}
 * stands before a store or a world of runtimes and lets a test say at which call what breaks.
 */
@NullMarked
package dev.slipway.adaptersinmemory.faults;

import org.jspecify.annotations.NullMarked;

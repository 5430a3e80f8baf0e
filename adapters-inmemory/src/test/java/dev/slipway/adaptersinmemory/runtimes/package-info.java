/** How simulated and external runtimes behave. */
@NullMarked
package dev.slipway.adaptersinmemory.runtimes;

import org.jspecify.annotations.NullMarked;

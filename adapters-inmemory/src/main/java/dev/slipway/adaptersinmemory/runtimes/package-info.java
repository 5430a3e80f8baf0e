/**
 * Worlds in which providers run that need no machine: {@link
 * dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimes}, whose runtimes follow a script inside
 * this process, and {@link dev.slipway.adaptersinmemory.runtimes.ExternalRuntimes}, which deploys
 * nothing (contract/foundation.md section 5, "Simulated" and "External").
 */
@NullMarked
package dev.slipway.adaptersinmemory.runtimes;

import org.jspecify.annotations.NullMarked;

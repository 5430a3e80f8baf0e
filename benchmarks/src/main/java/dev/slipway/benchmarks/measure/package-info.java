/**
 * How a measure is taken and shown: {@link dev.slipway.benchmarks.measure.Load} repeats something
 * for a while, {@link dev.slipway.benchmarks.measure.Measured} is what came of it, and {@link
 * dev.slipway.benchmarks.measure.Table} shows it.
 */
@NullMarked
package dev.slipway.benchmarks.measure;

import org.jspecify.annotations.NullMarked;

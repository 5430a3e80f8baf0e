/**
 * What things cost: the command {@code bench}, whose measures print ratios within one run on one
 * machine. {@link dev.slipway.benchmarks.Bench} is where a measure is listed.
 */
@NullMarked
package dev.slipway.benchmarks;

import org.jspecify.annotations.NullMarked;

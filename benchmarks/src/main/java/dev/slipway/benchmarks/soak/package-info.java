/**
 * Whether anything grows while a server works for long ({@link
 * dev.slipway.benchmarks.soak.SoakBench}).
 */
@NullMarked
package dev.slipway.benchmarks.soak;

import org.jspecify.annotations.NullMarked;

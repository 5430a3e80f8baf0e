/**
 * What becomes of a server that is asked twice as much as it can do ({@link
 * dev.slipway.benchmarks.overload.OverloadBench}).
 */
@NullMarked
package dev.slipway.benchmarks.overload;

import org.jspecify.annotations.NullMarked;

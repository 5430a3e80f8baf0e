/** Tests that the drivers still start; what they measure is nobody's test. */
@NullMarked
package dev.slipway.benchmarks;

import org.jspecify.annotations.NullMarked;

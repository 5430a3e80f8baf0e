/** What a request costs over HTTP, beside the same SQL without Slipway. */
@NullMarked
package dev.slipway.benchmarks.serving;

import org.jspecify.annotations.NullMarked;

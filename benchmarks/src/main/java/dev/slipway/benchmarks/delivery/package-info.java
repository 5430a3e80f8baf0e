/** What a message costs from commit to acknowledgement, beside other queues on PostgreSQL. */
@NullMarked
package dev.slipway.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;

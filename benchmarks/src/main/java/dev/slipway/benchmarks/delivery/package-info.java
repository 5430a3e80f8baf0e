/**
 * What a message costs from commit to acknowledgement: through our own ports ({@link
 * dev.slipway.benchmarks.delivery.Deliveries}), and in other queues on the same PostgreSQL ({@link
 * dev.slipway.benchmarks.delivery.Peer}).
 */
@NullMarked
package dev.slipway.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;

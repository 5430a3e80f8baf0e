/**
 * A Slipway server in a process of its own ({@link dev.slipway.benchmarks.server.ServerProcess}),
 * and what it uses.
 */
@NullMarked
package dev.slipway.benchmarks.server;

import org.jspecify.annotations.NullMarked;

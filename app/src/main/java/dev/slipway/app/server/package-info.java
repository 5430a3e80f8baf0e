/**
 * A whole server: {@link dev.slipway.app.server.Server} wires settings, store, runtimes, platform
 * and HTTP together, starts them in order and drains them in the opposite one.
 */
@NullMarked
package dev.slipway.app.server;

import org.jspecify.annotations.NullMarked;

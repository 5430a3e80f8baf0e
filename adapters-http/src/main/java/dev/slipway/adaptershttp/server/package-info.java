/**
 * The HTTP server: sockets, limits, and the way of a request to its endpoint and back.
 *
 * <p>{@link dev.slipway.adaptershttp.server.HttpServer} is where it starts. A request arrives on an
 * event loop, its body is read within bounds, the {@code Bridge} takes it to a virtual thread, the
 * {@code Dispatcher} finds out who asks and calls the endpoint, and the {@code Exchange} writes the
 * answer back on the event loop. Nothing but the bridge leaves the event loop, and nothing on it
 * calls the platform.
 */
@NullMarked
package dev.slipway.adaptershttp.server;

import org.jspecify.annotations.NullMarked;

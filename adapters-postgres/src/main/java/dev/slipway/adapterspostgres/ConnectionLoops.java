package dev.slipway.adapterspostgres;

import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Event loops of somebody else on which a store's connections live. Worth it where they also carry
 * the threads that call the store: then a statement is sent, and its answer read, by the thread
 * that waits for it.
 *
 * @param vertx whose loops they are; the store does not close it, and must be closed before
 * @param here which of them carries the calling thread; things that are equal for threads of one
 *     loop. Connections are lent to the loop on which they were opened, as long as it has any
 */
public record ConnectionLoops(Vertx vertx, Supplier<?> here) {}

/**
 * What is served: the routes as data, and for each the code that turns a request into a call of the
 * platform and the outcome into an answer.
 *
 * <p>{@link dev.slipway.adaptershttp.endpoint.Endpoints} is the table of all; the router and the
 * OpenAPI document are both made from it. Code here runs on a virtual thread and may block; it
 * knows nothing of sockets and event loops.
 */
@NullMarked
package dev.slipway.adaptershttp.endpoint;

import org.jspecify.annotations.NullMarked;

/** The server over real sockets, with endpoints made for the test. */
@NullMarked
package dev.slipway.adaptershttp.server;

import org.jspecify.annotations.NullMarked;

/** Whole servers in processes of their own: started, stopped, killed, two on one database. */
@NullMarked
package dev.slipway.app.server;

import org.jspecify.annotations.NullMarked;

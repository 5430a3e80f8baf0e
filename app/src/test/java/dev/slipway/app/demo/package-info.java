/** The guided tour, and the wheels that it publishes. */
@NullMarked
package dev.slipway.app.demo;

import org.jspecify.annotations.NullMarked;

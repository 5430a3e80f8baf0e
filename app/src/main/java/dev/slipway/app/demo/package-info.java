/**
 * The guided tour: {@link dev.slipway.app.demo.Demo} starts a server as anybody would, serves
 * wheels of a real Python provider, and walks through the life of an installation as an ordinary
 * client.
 */
@NullMarked
package dev.slipway.app.demo;

import org.jspecify.annotations.NullMarked;

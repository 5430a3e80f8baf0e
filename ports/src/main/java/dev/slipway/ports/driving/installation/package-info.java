/** Installing providers and keeping them at the version that was asked for. */
@NullMarked
package dev.slipway.ports.driving.installation;

import org.jspecify.annotations.NullMarked;

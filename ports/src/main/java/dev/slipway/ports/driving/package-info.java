/** What the platform offers, as a whole: {@link dev.slipway.ports.driving.Platform}. */
@NullMarked
package dev.slipway.ports.driving;

import org.jspecify.annotations.NullMarked;

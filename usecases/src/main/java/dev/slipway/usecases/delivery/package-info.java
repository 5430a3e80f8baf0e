/**
 * The work behind the requests: the installer's messages, deadlines, the sweep and housekeeping.
 */
@NullMarked
package dev.slipway.usecases.delivery;

import org.jspecify.annotations.NullMarked;

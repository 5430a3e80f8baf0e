/** How running providers are known: their tokens, their registrations, their heartbeats. */
@NullMarked
package dev.slipway.usecases.registration;

import org.jspecify.annotations.NullMarked;

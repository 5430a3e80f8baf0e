/**
 * Registrations: a running provider that told the platform that it is there, and whether it still
 * is.
 *
 * <p>A {@link dev.slipway.domain.registration.Registration} belongs to one runtime of one
 * installation; {@link dev.slipway.domain.registration.HealthMachine} turns its heartbeats, and
 * their absence, into {@link dev.slipway.domain.registration.Health}. Health never changes the
 * state of an installation.
 */
@NullMarked
package dev.slipway.domain.registration;

import org.jspecify.annotations.NullMarked;

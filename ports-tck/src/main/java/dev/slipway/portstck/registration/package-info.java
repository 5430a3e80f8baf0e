/**
 * What every store owes to those who read registrations: {@link
 * dev.slipway.portstck.registration.RegistrationsContract}.
 */
@NullMarked
package dev.slipway.portstck.registration;

import org.jspecify.annotations.NullMarked;

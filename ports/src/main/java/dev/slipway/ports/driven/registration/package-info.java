/** Reading the {@link dev.slipway.ports.driven.registration.Registrations} of running providers. */
@NullMarked
package dev.slipway.ports.driven.registration;

import org.jspecify.annotations.NullMarked;

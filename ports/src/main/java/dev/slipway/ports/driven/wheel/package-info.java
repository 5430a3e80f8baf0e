/** {@link dev.slipway.ports.driven.wheel.Wheels}: fetching a wheel and its digest. */
@NullMarked
package dev.slipway.ports.driven.wheel;

import org.jspecify.annotations.NullMarked;

/**
 * What every store owes to those who sign: {@link dev.slipway.portstck.secret.SigningKeysContract}.
 */
@NullMarked
package dev.slipway.portstck.secret;

import org.jspecify.annotations.NullMarked;

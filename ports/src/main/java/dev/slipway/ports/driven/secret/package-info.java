/**
 * {@link dev.slipway.ports.driven.secret.SigningKeys}: the key with which runtime tokens are
 * signed.
 */
@NullMarked
package dev.slipway.ports.driven.secret;

import org.jspecify.annotations.NullMarked;

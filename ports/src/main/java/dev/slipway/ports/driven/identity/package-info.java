/** {@link dev.slipway.ports.driven.identity.Ids}: fresh ids and secrets. */
@NullMarked
package dev.slipway.ports.driven.identity;

import org.jspecify.annotations.NullMarked;

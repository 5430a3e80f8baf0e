/**
 * The one way to write: everything that a decision changes travels as one {@link
 * dev.slipway.ports.driven.commit.Commit} and becomes true as a whole or not at all.
 */
@NullMarked
package dev.slipway.ports.driven.commit;

import org.jspecify.annotations.NullMarked;

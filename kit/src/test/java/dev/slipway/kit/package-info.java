/** What the platform does as a whole, with its work driven by hand. */
@NullMarked
package dev.slipway.kit;

import org.jspecify.annotations.NullMarked;

/** JSON within the bounds of the wire. */
@NullMarked
package dev.slipway.adaptershttp.json;

import org.jspecify.annotations.NullMarked;

/** Who is asking, and the tokens with which they prove it. */
@NullMarked
package dev.slipway.ports.driving.tenancy;

import org.jspecify.annotations.NullMarked;

/** How event loops carry the virtual threads of their requests. */
@NullMarked
package dev.slipway.app.loops;

import org.jspecify.annotations.NullMarked;

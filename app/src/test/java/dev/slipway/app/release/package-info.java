/** What the build wrote into the jar. */
@NullMarked
package dev.slipway.app.release;

import org.jspecify.annotations.NullMarked;

/** What this build is: {@link dev.slipway.app.release.BuildInfo}. */
@NullMarked
package dev.slipway.app.release;

import org.jspecify.annotations.NullMarked;

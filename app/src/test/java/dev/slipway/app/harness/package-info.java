/** The command in processes of its own, for tests: {@link dev.slipway.app.harness.Slipway}. */
@NullMarked
package dev.slipway.app.harness;

import org.jspecify.annotations.NullMarked;

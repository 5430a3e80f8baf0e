/** What the command logs, and how it looks: {@link dev.slipway.app.logging.Logging}. */
@NullMarked
package dev.slipway.app.logging;

import org.jspecify.annotations.NullMarked;

/** Tests of the log's lines. */
@NullMarked
package dev.slipway.app.logging;

import org.jspecify.annotations.NullMarked;

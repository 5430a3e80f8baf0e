/** What cursors promise: there and back, and nothing else gets in. */
@NullMarked
package dev.slipway.adaptershttp.cursor;

import org.jspecify.annotations.NullMarked;

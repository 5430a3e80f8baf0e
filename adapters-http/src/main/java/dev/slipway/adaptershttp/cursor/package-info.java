/**
 * Where a page of a list begins, as an answer can carry it and a request bring it back.
 *
 * <p>{@link dev.slipway.adaptershttp.cursor.Cursors} writes and reads them.
 */
@NullMarked
package dev.slipway.adaptershttp.cursor;

import org.jspecify.annotations.NullMarked;

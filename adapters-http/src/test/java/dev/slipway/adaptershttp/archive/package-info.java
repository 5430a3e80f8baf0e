/**
 * Archives, good ones and hostile ones. {@link dev.slipway.adaptershttp.archive.Archives} writes
 * them, by a library where that would, and byte by byte where no library would.
 */
@NullMarked
package dev.slipway.adaptershttp.archive;

import org.jspecify.annotations.NullMarked;

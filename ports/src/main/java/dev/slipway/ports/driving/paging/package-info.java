/** {@link dev.slipway.ports.driving.paging.CursorKey}: what protects the cursors of lists. */
@NullMarked
package dev.slipway.ports.driving.paging;

import org.jspecify.annotations.NullMarked;

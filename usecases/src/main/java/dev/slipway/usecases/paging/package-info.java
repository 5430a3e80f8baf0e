/** What lists have in common: {@link dev.slipway.usecases.paging.DerivedCursorKey}. */
@NullMarked
package dev.slipway.usecases.paging;

import org.jspecify.annotations.NullMarked;

/**
 * Parts of lists: a {@link dev.slipway.ports.paging.Paging} says which part is wanted, a {@link
 * dev.slipway.ports.paging.Page} is that part.
 */
@NullMarked
package dev.slipway.ports.paging;

import org.jspecify.annotations.NullMarked;

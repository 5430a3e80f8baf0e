/**
 * Parts of lists: a {@link dev.slipway.ports.paging.Paging} says which part is wanted, a {@link
 * dev.slipway.ports.paging.Page} is that part. A list that is told newest first is asked by {@link
 * dev.slipway.ports.paging.NewestFirst}, and answers a {@link dev.slipway.ports.paging.Stretch}.
 */
@NullMarked
package dev.slipway.ports.paging;

import org.jspecify.annotations.NullMarked;

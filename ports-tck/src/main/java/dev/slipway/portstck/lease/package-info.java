/**
 * What every store owes to those who want to be the only one: {@link
 * dev.slipway.portstck.lease.LeasesContract}.
 */
@NullMarked
package dev.slipway.portstck.lease;

import org.jspecify.annotations.NullMarked;

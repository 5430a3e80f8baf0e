/**
 * What every store owes to those who ask who is asking: {@link
 * dev.slipway.portstck.tenancy.TenancyContract}.
 */
@NullMarked
package dev.slipway.portstck.tenancy;

import org.jspecify.annotations.NullMarked;

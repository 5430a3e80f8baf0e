/**
 * Who asks, and what they may do.
 *
 * <p>An {@link dev.slipway.domain.tenancy.Organization} is a tenant; an {@link
 * dev.slipway.domain.tenancy.ApiToken} acts for one with some {@link
 * dev.slipway.domain.tenancy.Scope}s; a {@link dev.slipway.domain.tenancy.Caller} is what a
 * presented credential turned out to be. Every right is judged by {@link
 * dev.slipway.domain.tenancy.Caller#may}, over a {@link dev.slipway.domain.tenancy.Subject} where
 * it is about one.
 */
@NullMarked
package dev.slipway.domain.tenancy;

import org.jspecify.annotations.NullMarked;

/**
 * Reading {@link dev.slipway.ports.driven.tenancy.Organizations} and {@link
 * dev.slipway.ports.driven.tenancy.ApiTokens}.
 */
@NullMarked
package dev.slipway.ports.driven.tenancy;

import org.jspecify.annotations.NullMarked;

/**
 * {@link dev.slipway.ports.driven.lease.Leases}: the right of one server to own something for a
 * while.
 */
@NullMarked
package dev.slipway.ports.driven.lease;

import org.jspecify.annotations.NullMarked;

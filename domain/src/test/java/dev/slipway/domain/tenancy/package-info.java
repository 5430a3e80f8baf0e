/** What holds for tenants, their names and their rights. */
@NullMarked
package dev.slipway.domain.tenancy;

import org.jspecify.annotations.NullMarked;

/** How callers are told apart, and how tokens are made. */
@NullMarked
package dev.slipway.usecases.tenancy;

import org.jspecify.annotations.NullMarked;

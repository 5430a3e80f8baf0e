/** What the catalogue promises: which texts name a provider, a wheel, or where a wheel lies. */
@NullMarked
package dev.slipway.domain.catalogue;

import org.jspecify.annotations.NullMarked;

/** What the catalogue promises. */
@NullMarked
package dev.slipway.domain.catalogue;

import org.jspecify.annotations.NullMarked;

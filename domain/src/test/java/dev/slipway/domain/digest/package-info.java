/** What digests promise. */
@NullMarked
package dev.slipway.domain.digest;

import org.jspecify.annotations.NullMarked;

/** Tests of packages, their drafts and what they fit. */
@NullMarked
package dev.slipway.domain.packages;

import org.jspecify.annotations.NullMarked;

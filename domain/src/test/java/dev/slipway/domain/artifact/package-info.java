/** The texts that name artifacts, row by row, and the laws that they obey. */
@NullMarked
package dev.slipway.domain.artifact;

import org.jspecify.annotations.NullMarked;

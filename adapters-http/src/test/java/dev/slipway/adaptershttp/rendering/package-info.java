/** Tests of how answers look. */
@NullMarked
package dev.slipway.adaptershttp.rendering;

import org.jspecify.annotations.NullMarked;

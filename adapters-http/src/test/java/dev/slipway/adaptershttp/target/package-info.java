/** Request targets as they are written and as they are meant. */
@NullMarked
package dev.slipway.adaptershttp.target;

import org.jspecify.annotations.NullMarked;

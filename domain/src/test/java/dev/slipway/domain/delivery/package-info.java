/** What holds for messages and for the waits between their attempts. */
@NullMarked
package dev.slipway.domain.delivery;

import org.jspecify.annotations.NullMarked;

/** What versions promise: the grammar, the order, its key, and which one is the latest. */
@NullMarked
package dev.slipway.domain.version;

import org.jspecify.annotations.NullMarked;

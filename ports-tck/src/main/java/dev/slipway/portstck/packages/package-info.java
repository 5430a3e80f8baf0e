/** What stores owe those who read and write packages. */
@NullMarked
package dev.slipway.portstck.packages;

import org.jspecify.annotations.NullMarked;

/** What there is to do with packages and their versions. */
@NullMarked
package dev.slipway.ports.driving.packages;

import org.jspecify.annotations.NullMarked;

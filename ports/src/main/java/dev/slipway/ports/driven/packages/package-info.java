/** {@link dev.slipway.ports.driven.packages.Packages}: reading packages and their versions. */
@NullMarked
package dev.slipway.ports.driven.packages;

import org.jspecify.annotations.NullMarked;

/** How packages are brought in, versions registered, looked at and deleted. */
@NullMarked
package dev.slipway.usecases.packages;

import org.jspecify.annotations.NullMarked;

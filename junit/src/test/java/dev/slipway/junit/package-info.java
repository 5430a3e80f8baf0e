/**
 * The platform in virtual time: whole stories, and the same stories with everything breaking at
 * every step.
 */
@NullMarked
package dev.slipway.junit;

import org.jspecify.annotations.NullMarked;

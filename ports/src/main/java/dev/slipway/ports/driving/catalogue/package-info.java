/** Publishing providers, and browsing what is published. */
@NullMarked
package dev.slipway.ports.driving.catalogue;

import org.jspecify.annotations.NullMarked;

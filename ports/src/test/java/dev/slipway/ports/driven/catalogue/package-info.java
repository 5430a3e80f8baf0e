/** Tests of how the catalogue is asked. */
@NullMarked
package dev.slipway.ports.driven.catalogue;

import org.jspecify.annotations.NullMarked;

/** What a running provider says: that it is there, and that it still is. */
@NullMarked
package dev.slipway.ports.driving.registration;

import org.jspecify.annotations.NullMarked;

/** Tests of what a commit may hold. */
@NullMarked
package dev.slipway.ports.driven.commit;

import org.jspecify.annotations.NullMarked;

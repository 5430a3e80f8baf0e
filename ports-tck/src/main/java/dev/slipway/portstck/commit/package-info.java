/**
 * What every store owes to those who write: {@link dev.slipway.portstck.commit.CommitsContract},
 * and {@link dev.slipway.portstck.commit.CommitRacesContract} with real threads.
 */
@NullMarked
package dev.slipway.portstck.commit;

import org.jspecify.annotations.NullMarked;

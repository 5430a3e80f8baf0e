/**
 * The contract, replayed: each line of it that a client can see is a row of a script in {@code
 * src/test/resources/dev/slipway/app/replay}, played over real sockets against every store.
 *
 * <p>{@link dev.slipway.app.replay.Script} reads the scripts, whose notation it explains; {@link
 * dev.slipway.app.replay.Player} plays one scenario; {@link dev.slipway.app.replay.Recorder} holds
 * every answer against the OpenAPI document that the server itself serves.
 */
@NullMarked
package dev.slipway.app.replay;

import org.jspecify.annotations.NullMarked;

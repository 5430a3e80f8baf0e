/**
 * A registry of one process, for demonstrations and tests: it gives out what it was given, by the
 * distribution protocol.
 *
 * <p>{@link dev.slipway.adaptershttp.localregistry.LocalRegistry} listens on loopback, with TLS or
 * without; {@link dev.slipway.adaptershttp.localregistry.PackageArtifact} is what goes into it.
 * Nothing of the server uses it.
 */
@NullMarked
package dev.slipway.adaptershttp.localregistry;

import org.jspecify.annotations.NullMarked;

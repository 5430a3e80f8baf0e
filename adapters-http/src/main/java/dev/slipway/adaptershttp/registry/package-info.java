/**
 * Artifacts of packages in OCI registries, read by the distribution protocol over the guarded core
 * of {@link dev.slipway.adaptershttp.fetch}.
 *
 * <p>{@link dev.slipway.adaptershttp.registry.HttpOciArtifacts} is the door; {@link
 * dev.slipway.adaptershttp.registry.RegistrySettings} says what may be reached and how much may be
 * taken. One look is two GETs and at most one challenge between them, and keeps nothing.
 */
@NullMarked
package dev.slipway.adaptershttp.registry;

import org.jspecify.annotations.NullMarked;

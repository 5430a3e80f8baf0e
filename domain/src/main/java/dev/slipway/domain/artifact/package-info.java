/**
 * Artifacts in other people's OCI registries, and the texts that name them.
 *
 * <p>An {@link dev.slipway.domain.artifact.OciRepository} is the place, a {@link
 * dev.slipway.domain.artifact.ContentDigest} the bytes; a {@link
 * dev.slipway.domain.artifact.ContentReference} is what a publisher writes to name both. A {@link
 * dev.slipway.domain.artifact.RegistryCredential} is what a registry is shown. Nothing here speaks
 * to a registry.
 */
@NullMarked
package dev.slipway.domain.artifact;

import org.jspecify.annotations.NullMarked;

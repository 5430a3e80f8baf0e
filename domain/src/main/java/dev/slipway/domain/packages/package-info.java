/**
 * Packages and their immutable versions, which are registered from other people's OCI registries.
 *
 * <p>A {@link dev.slipway.domain.packages.RegisteredPackage} belongs to a workspace and always has
 * a {@link dev.slipway.domain.packages.PackageVersion}. What somebody wants to register is read
 * into a {@link dev.slipway.domain.packages.VersionDraft} or an {@link
 * dev.slipway.domain.packages.ImportDraft}; {@link dev.slipway.domain.packages.ArtifactMatch} holds
 * it against what the artifact says of itself. Where a version may be installed, its {@link
 * dev.slipway.domain.packages.Compatibility} says.
 */
@NullMarked
package dev.slipway.domain.packages;

import org.jspecify.annotations.NullMarked;

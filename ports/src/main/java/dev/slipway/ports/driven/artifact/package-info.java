/**
 * {@link dev.slipway.ports.driven.artifact.OciArtifacts}: looking into the artifact of a package
 * version, in whatever registry it is.
 */
@NullMarked
package dev.slipway.ports.driven.artifact;

import org.jspecify.annotations.NullMarked;

/**
 * What everybody who looks into artifacts owes: {@link
 * dev.slipway.portstck.artifact.OciArtifactsContract}.
 */
@NullMarked
package dev.slipway.portstck.artifact;

import org.jspecify.annotations.NullMarked;

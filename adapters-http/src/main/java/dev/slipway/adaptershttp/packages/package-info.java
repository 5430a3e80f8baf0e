/**
 * What is served below {@code /v1}: packages and their versions, workspaces, tokens, registry
 * connections (contract/packages.md sections 1 to 5).
 *
 * <p>{@link dev.slipway.adaptershttp.packages.PackageRoot} is where it starts. A request is a
 * {@code Visit}: it is let in by the {@code Reception}, in the order of judgement, before anybody
 * looks at its body. Code here runs on a virtual thread and may block; it knows nothing of sockets.
 */
@NullMarked
package dev.slipway.adaptershttp.packages;

import org.jspecify.annotations.NullMarked;

/**
 * The whole server on a real Kubernetes, where {@code SLIPWAY_TEST_KUBECONFIG} names one; no
 * container runs there, so {@link dev.slipway.app.kubernetes.PlayedRuntimes} registers for them.
 */
@NullMarked
package dev.slipway.app.kubernetes;

import org.jspecify.annotations.NullMarked;

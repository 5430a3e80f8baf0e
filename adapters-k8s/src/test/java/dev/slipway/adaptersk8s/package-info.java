/** How Kubernetes runtimes behave, on a real control plane where there is one. */
@NullMarked
package dev.slipway.adaptersk8s;

import org.jspecify.annotations.NullMarked;

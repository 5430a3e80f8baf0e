/**
 * Provider runtimes on Kubernetes (design.md section 6).
 *
 * <p>{@link dev.slipway.adaptersk8s.KubernetesRuntimes} is the way in. {@code Manifests} says what
 * the objects look like, {@code Standing} what a Deployment says of its installation, {@code
 * Cluster} how they are asked for and changed, {@code Sightings} what the watch has seen, and
 * {@code Caretaker} what is done when something was seen.
 */
@NullMarked
package dev.slipway.adaptersk8s;

import org.jspecify.annotations.NullMarked;

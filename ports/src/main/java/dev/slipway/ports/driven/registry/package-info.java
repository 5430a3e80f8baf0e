/**
 * {@link dev.slipway.ports.driven.registry.RegistryConnections}: reading the credentials that
 * workspaces hold for other people's registries.
 */
@NullMarked
package dev.slipway.ports.driven.registry;

import org.jspecify.annotations.NullMarked;

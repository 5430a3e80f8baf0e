/**
 * Credentials that workspaces hold for other people's registries.
 *
 * <p>A {@link dev.slipway.domain.registry.RegistryConnection} says that there is one; only a {@link
 * dev.slipway.domain.registry.Credentialed} holds it.
 */
@NullMarked
package dev.slipway.domain.registry;

import org.jspecify.annotations.NullMarked;

package dev.slipway.domain.registry;

import dev.slipway.domain.artifact.RegistryCredential;

/**
 * A registry connection with its credential, as it is made and used; nobody is ever told it. Texts
 * of it hold no secret.
 *
 * @param connection the connection
 * @param credential what the registry is shown
 */
public record Credentialed(RegistryConnection connection, RegistryCredential credential) {}

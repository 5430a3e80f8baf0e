package dev.slipway.ports.driven.registry;

import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.time.Instant;
import java.util.Optional;

/**
 * Reading registry connections; they are written by {@code Commits}. Every question names the
 * organization, and no other one's connections are ever in its answer. Thread-safe; blocks.
 */
public interface RegistryConnections {

  /** A stored credential cannot be read: its encryption key is not among the configured ones. */
  final class CredentialUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message which credential, and which key is missing; no secret
     */
    public CredentialUnreadable(String message) {
      super(message);
    }
  }

  /** A connection. */
  Optional<RegistryConnection> find(OrganizationId organization, RegistryConnectionId id);

  /**
   * The connection to a registry, with its credential.
   *
   * @throws CredentialUnreadable when it is encrypted, and the store cannot read it
   */
  Optional<Credentialed> toRegistry(OrganizationId organization, RegistryHost host);

  /** An organization's connections, newest first. */
  Stretch<RegistryConnection> page(OrganizationId organization, NewestFirst part);

  /**
   * Notes when a connection was last used; an unknown one is ignored, and an older time never
   * replaces a newer one.
   */
  void noteUse(OrganizationId organization, RegistryConnectionId id, Instant at);
}

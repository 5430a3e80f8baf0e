package dev.slipway.domain.registry;

import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.tenancy.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * That a workspace has a credential for a registry; the credential itself is apart, and never told.
 * Implements "Credentials" in section 5 of the contract's page on packages.
 *
 * @param id names it
 * @param organization the workspace whose it is; no other one's artifacts are ever read with it
 * @param name what people call it, 1 to 100 characters
 * @param registryUrl the registry as it was written
 * @param host the registry that is meant; a workspace has one connection to each
 * @param type how it proves itself there
 * @param createdAt when it was made
 * @param lastUsedAt about when it was last used, to the minute
 */
public record RegistryConnection(
    RegistryConnectionId id,
    OrganizationId organization,
    String name,
    String registryUrl,
    RegistryHost host,
    CredentialType type,
    Instant createdAt,
    Optional<Instant> lastUsedAt) {

  /** The longest name, in characters. */
  public static final int MAX_NAME = 100;

  /** The connection, used at a time. */
  public RegistryConnection used(Instant at) {
    return new RegistryConnection(
        id, organization, name, registryUrl, host, type, createdAt, Optional.of(at));
  }

  /** How a connection proves itself. */
  public enum CredentialType {
    /** With a name and a password. */
    BASIC("basic"),
    /** With a token that the registry takes as it is. */
    TOKEN("token");

    private final String word;

    CredentialType(String word) {
      this.word = word;
    }

    /** As it is written in requests and answers. */
    public String word() {
      return word;
    }
  }
}

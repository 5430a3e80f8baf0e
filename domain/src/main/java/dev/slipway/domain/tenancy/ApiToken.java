package dev.slipway.domain.tenancy;

import dev.slipway.domain.digest.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The right to act for an organization, held by whoever knows the secret. Only the secret's SHA-256
 * is known here.
 *
 * @param id names the token
 * @param digest SHA-256 of the secret's UTF-8 bytes
 * @param prefix how the secret begins, so that people tell tokens apart: its scheme and four more
 *     characters, such as {@code slp_a3b2}; the scheme alone of a token from before these were
 *     noted
 * @param organization the tenant for which it acts
 * @param name what people call it, 0 to 200 characters
 * @param scopes what it grants, in the order in which they were given
 * @param createdAt when it was made
 * @param expiresAt from when it is refused; empty means never
 * @param lastUsedAt about when it was last presented, to the minute
 * @param revokedAt since when it is refused
 */
public record ApiToken(
    TokenId id,
    Sha256 digest,
    String prefix,
    OrganizationId organization,
    String name,
    List<Scope> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {

  /** What every secret that was made here starts with. */
  public static final String SCHEME = "slp_";

  private static final List<String> SCHEMES = List.of(SCHEME, ForeignSecret.SCHEME);
  private static final int SHOWN = 4;

  public ApiToken {
    scopes = List.copyOf(scopes);
  }

  /** What may be shown of a secret: its scheme, if it is of a known one, and four characters. */
  public static String prefixOf(String secret) {
    int scheme =
        SCHEMES.stream().filter(secret::startsWith).mapToInt(String::length).findFirst().orElse(0);
    return secret.substring(0, Math.min(scheme + SHOWN, secret.length()));
  }

  /** Whether the token is accepted at a time: neither revoked nor expired. */
  public boolean accepted(Instant at) {
    return revokedAt.isEmpty() && expiresAt.map(at::isBefore).orElse(true);
  }

  /** The token, refused from now on; a revoked one stays as it is. */
  public ApiToken revoked(Instant at) {
    return revokedAt.isPresent()
        ? this
        : new ApiToken(
            id,
            digest,
            prefix,
            organization,
            name,
            scopes,
            createdAt,
            expiresAt,
            lastUsedAt,
            Optional.of(at));
  }

  /** The token, presented at a time. */
  public ApiToken used(Instant at) {
    return new ApiToken(
        id,
        digest,
        prefix,
        organization,
        name,
        scopes,
        createdAt,
        expiresAt,
        Optional.of(at),
        revokedAt);
  }
}

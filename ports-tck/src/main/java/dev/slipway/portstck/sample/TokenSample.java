package dev.slipway.portstck.sample;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds a token. Belongs to one thread. */
public final class TokenSample {

  private final String organization;
  private String id = "tok_1";
  private String name = "Build server";
  private Instant createdAt = Samples.NOON;
  private List<Scope> scopes = List.<Scope>of(Scope.Plain.WRITE, Scope.Plain.READ);
  private Optional<Instant> lastUsedAt = Optional.empty();

  TokenSample(String organization) {
    this.organization = organization;
  }

  /** Names it; its secret follows from that. */
  public TokenSample called(String id) {
    this.id = id;
    return this;
  }

  /** What people call it. */
  public TokenSample named(String name) {
    this.name = name;
    return this;
  }

  /** When it was made. */
  public TokenSample madeAt(Instant at) {
    this.createdAt = at;
    return this;
  }

  /** What it grants. */
  public TokenSample granting(Scope... scopes) {
    this.scopes = List.of(scopes);
    return this;
  }

  /** When it was last used. */
  public TokenSample lastUsedAt(Instant at) {
    this.lastUsedAt = Optional.of(at);
    return this;
  }

  /** The token, which expires a year after {@link Samples#NOON} and is not revoked. */
  public ApiToken token() {
    return new ApiToken(
        new TokenId(id),
        Samples.digest("secret of " + id),
        ApiToken.SCHEME,
        new OrganizationId(organization),
        name,
        scopes,
        createdAt,
        Optional.of(Samples.NOON.plusSeconds(31_536_000)),
        lastUsedAt,
        Optional.empty());
  }
}

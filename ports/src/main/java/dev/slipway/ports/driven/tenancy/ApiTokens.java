package dev.slipway.ports.driven.tenancy;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading tokens. Thread-safe; blocks. */
public interface ApiTokens {

  /** The token whose secret has a digest; one read, by an index. */
  Optional<TokenOwner> byDigest(Sha256 digest);

  /** The token of an id. */
  Optional<TokenOwner> find(TokenId id);

  /** The tokens of one organization, by creation, then id; revoked and expired ones too. */
  List<TokenOwner> of(OrganizationId organization);

  /** The tokens of one organization that are not revoked, newest first; expired ones too. */
  Stretch<ApiToken> page(OrganizationId organization, NewestFirst part);

  /** All tokens, by organization, creation, then id. For operators. */
  List<TokenOwner> all();

  /** Whether there is any token at all. */
  boolean any();

  /**
   * Notes when tokens were last used; unknown ids are ignored, an older time never replaces a newer
   * one, and no revision changes.
   */
  void noteUse(Map<TokenId, Instant> lastUsed);
}

package dev.slipway.ports.driving.tenancy;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.ForeignSecret;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes, lists and revokes API tokens (contract/foundation.md section 2). Needs the console right.
 * Thread-safe; blocks.
 */
public interface ManageTokens {

  /**
   * A token that is wanted.
   *
   * @param organization for whom it acts; made when it is not there yet
   * @param slug the organization's slug; absent means its present one, or its id when that fits
   * @param name what people call the token
   * @param scopes what it grants; none means everything
   * @param expiresIn how long it is accepted; absent means for ever
   */
  record CreateToken(
      OrganizationId organization,
      Optional<Slug> slug,
      String name,
      List<Scope> scopes,
      Optional<Duration> expiresIn) {
    public CreateToken {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * A token and its organization; never the secret.
   *
   * @param token the token
   * @param organization for whom it acts
   */
  record TokenView(ApiToken token, Organization organization) {}

  /** What became of a wish for a token. */
  sealed interface Creation {
    /**
     * It is made. The secret is shown this once.
     *
     * @param token the token
     * @param secret {@code slp_…}
     */
    record Created(TokenView token, String secret) implements Creation {
      @Override
      public String toString() {
        return "Created[" + token + ", secret withheld]";
      }
    }

    /** Another organization has the slug, or the organization has another slug. */
    record SlugTaken(Slug slug) implements Creation {}

    /** The id is no slug, and none was given. */
    record SlugNeeded(OrganizationId organization, String reason) implements Creation {}

    /** The caller lacks the console right. */
    record Forbidden() implements Creation {}
  }

  /** What became of a wish to accept a token that was made elsewhere. */
  sealed interface TakingOver {

    /** Its text is accepted from now on. */
    record Taken(TokenView token) implements TakingOver {}

    /** Some token has this text already, accepted or not. */
    record Known() implements TakingOver {}

    /**
     * It is not accepted, for a reason for which none would be made.
     *
     * @param why anything but {@link Creation.Created}
     */
    record NotTaken(Creation why) implements TakingOver {}
  }

  /** What became of a wish to see tokens. */
  sealed interface Listing {
    /** The tokens by creation; revoked and expired ones too. */
    record Tokens(List<TokenView> tokens) implements Listing {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }

    /** The caller lacks the console right. */
    record Forbidden() implements Listing {}
  }

  /** What became of a revocation. */
  enum Revocation {
    /** It is refused from now on. */
    REVOKED,
    /** There is no such token. */
    UNKNOWN,
    /** The caller lacks the console right. */
    FORBIDDEN
  }

  /** Makes a token. */
  Creation create(Caller caller, CreateToken command);

  /** Accepts the text of a token that another platform made. */
  TakingOver takeOver(Caller caller, CreateToken command, ForeignSecret secret);

  /** The tokens of one organization. */
  Listing of(Caller caller, OrganizationId organization);

  /** The tokens of all organizations. */
  Listing all(Caller caller);

  /** Revokes a token; again is the same. */
  Revocation revoke(Caller caller, TokenId id);

  /** Whether any token was ever made: without one nobody can sign in. */
  boolean anyToken();
}

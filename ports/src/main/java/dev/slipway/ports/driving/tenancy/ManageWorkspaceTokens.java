package dev.slipway.ports.driving.tenancy;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.List;

/**
 * The API tokens of the caller's own workspace: {@code /v1/api_tokens}, section 3 of the contract's
 * page on packages. Nobody hands on a scope that nothing of their own covers. Thread-safe; blocks.
 */
public interface ManageWorkspaceTokens {

  /** What became of a wish for a token. */
  sealed interface Creation {

    /**
     * It is made. The secret is shown this once.
     *
     * @param token the token
     * @param secret {@code slp_…}
     */
    record Created(ApiToken token, String secret) implements Creation {
      @Override
      public String toString() {
        return "Created[" + token + ", secret withheld]";
      }
    }

    /** Something is wrong with the body, such as a scope that the caller does not hold. */
    record Invalid(List<Finding> findings) implements Creation {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Creation {}
  }

  /** What became of a wish to see tokens. */
  sealed interface Listing {

    /** Those that are not revoked; expired ones too. */
    record Tokens(Stretch<ApiToken> part) implements Listing {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Listing {}
  }

  /** What became of a wish to revoke a token. */
  sealed interface Revocation {

    /** It is refused from now on. */
    record Revoked() implements Revocation {}

    /** The caller's workspace has no such token, or it is revoked already. */
    record NotFound() implements Revocation {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Revocation {}
  }

  /**
   * Makes a token.
   *
   * @param body the request's body as it came, null where nothing came
   */
  Creation create(Caller.Member member, Json body);

  /** The tokens of the caller's workspace, newest first. */
  Listing list(Caller.Member member, NewestFirst part);

  /**
   * Revokes a token.
   *
   * @param id which, as it stands in the path; an impossible id is an unknown one
   */
  Revocation revoke(Caller.Member member, String id);
}

package dev.slipway.usecases.tenancy;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.TokenDraft;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driving.tenancy.ManageWorkspaceTokens;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps {@link ManageWorkspaceTokens}. Thread-safe. */
public final class WorkspaceTokens implements ManageWorkspaceTokens {

  private final ApiTokens tokens;
  private final Commits commits;
  private final Ids ids;
  private final InstantSource clock;
  private final Identify identify;

  @Inject
  public WorkspaceTokens(
      ApiTokens tokens, Commits commits, Ids ids, InstantSource clock, Identify identify) {
    this.tokens = tokens;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
    this.identify = identify;
  }

  @Override
  public Creation create(Caller.Member member, Json body) {
    var needed = Permission.createToken();
    if (!needed.heldBy(member)) {
      return new Creation.Forbidden(needed);
    }
    return switch (TokenDraft.read(body, member, clock.instant())) {
      case Read.Invalid<TokenDraft>(var findings) -> new Creation.Invalid(findings);
      case Read.Valid<TokenDraft>(var draft) ->
          Deciding.again(
              "Making a token for " + member.organization().id(), () -> store(member, draft));
    };
  }

  private Optional<Creation> store(Caller.Member member, TokenDraft draft) {
    var secret = ApiToken.SCHEME + ids.secret();
    var token =
        new ApiToken(
            new TokenId(ids.next(TokenId.PREFIX)),
            Sha256.of(secret.getBytes(StandardCharsets.UTF_8)),
            ApiToken.prefixOf(secret),
            member.organization().id(),
            draft.name(),
            draft.scopes(),
            clock.instant(),
            draft.expiresAt(),
            Optional.empty(),
            Optional.empty());
    return commits.commit(Commit.of(new Change.PutToken(token, new Expected.Absent())))
            instanceof Committed.Done
        ? Optional.of(new Creation.Created(token, secret))
        : Optional.empty();
  }

  @Override
  public Listing list(Caller.Member member, NewestFirst part) {
    var needed = Permission.listTokens();
    return needed.heldBy(member)
        ? new Listing.Tokens(tokens.page(member.organization().id(), part))
        : new Listing.Forbidden(needed);
  }

  @Override
  public Revocation revoke(Caller.Member member, String id) {
    var needed = Permission.deleteToken();
    if (!needed.heldBy(member)) {
      return new Revocation.Forbidden(needed);
    }
    if (!(TokenId.parse(id) instanceof Parsed.Valid<TokenId>(var token))) {
      return new Revocation.NotFound();
    }
    var outcome = Deciding.again("Revoking token " + id, () -> attempt(member, token));
    identify.forget(token);
    return outcome;
  }

  private Optional<Revocation> attempt(Caller.Member member, TokenId id) {
    var found =
        tokens
            .find(id)
            .filter(owner -> owner.organization().id().equals(member.organization().id()))
            .filter(owner -> owner.token().value().revokedAt().isEmpty());
    if (found.isEmpty()) {
      return Optional.of(new Revocation.NotFound());
    }
    var stored = found.get().token();
    var next = stored.value().revoked(clock.instant());
    return commits.commit(Commit.of(new Change.PutToken(next, stored.expected())))
            instanceof Committed.Done
        ? Optional.of(new Revocation.Revoked())
        : Optional.empty();
  }
}

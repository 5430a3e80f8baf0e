package dev.slipway.usecases.tenancy;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.ForeignSecret;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driven.tenancy.Organizations;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import dev.slipway.ports.driving.tenancy.ManageTokens;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps {@link ManageTokens}. Thread-safe. */
public final class Tokens implements ManageTokens {

  private final ApiTokens tokens;
  private final Organizations organizations;
  private final Commits commits;
  private final Ids ids;
  private final InstantSource clock;
  private final Identify identify;

  @Inject
  public Tokens(
      ApiTokens tokens,
      Organizations organizations,
      Commits commits,
      Ids ids,
      InstantSource clock,
      Identify identify) {
    this.tokens = tokens;
    this.organizations = organizations;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
    this.identify = identify;
  }

  @Override
  public Creation create(Caller caller, CreateToken command) {
    if (!caller.may(Right.CONSOLE)) {
      return new Creation.Forbidden();
    }
    var secret = ApiToken.SCHEME + ids.secret();
    var id = new TokenId(ids.next("tok"));
    return Deciding.again(
        "Making a token for " + command.organization(), () -> attempt(command, id, secret));
  }

  @Override
  public TakingOver takeOver(Caller caller, CreateToken command, ForeignSecret secret) {
    if (!caller.may(Right.CONSOLE)) {
      return new TakingOver.NotTaken(new Creation.Forbidden());
    }
    var digest = Sha256.of(secret.text().getBytes(StandardCharsets.UTF_8));
    var id = new TokenId(ids.next(TokenId.PREFIX));
    return Deciding.again(
        "Accepting a token for " + command.organization(),
        () ->
            tokens.byDigest(digest).isPresent()
                ? Optional.of(new TakingOver.Known())
                : attempt(command, id, secret.text()).map(Tokens::taken));
  }

  private static TakingOver taken(Creation creation) {
    return creation instanceof Creation.Created(var token, var secret)
        ? new TakingOver.Taken(token)
        : new TakingOver.NotTaken(creation);
  }

  private Optional<Creation> attempt(CreateToken command, TokenId id, String secret) {
    var now = clock.instant();
    var changes = new ArrayList<Change>();
    var stored = organizations.find(command.organization());
    Organization organization;
    if (stored.isPresent()) {
      organization = stored.get();
      var other = command.slug().filter(slug -> !slug.equals(organization.slug()));
      if (other.isPresent()) {
        return Optional.of(new Creation.SlugTaken(other.get()));
      }
    } else {
      var slug = slug(command);
      if (!(slug instanceof Parsed.Valid<Slug>(var fitting))) {
        var reason = slug instanceof Parsed.Invalid<Slug>(var why) ? why : "is no slug";
        return Optional.of(new Creation.SlugNeeded(command.organization(), reason));
      }
      organization =
          new Organization(command.organization(), fitting, command.organization().value(), now);
      changes.add(new Change.PutOrganization(organization, new Expected.Absent()));
    }
    var token =
        new ApiToken(
            id,
            Sha256.of(secret.getBytes(StandardCharsets.UTF_8)),
            ApiToken.prefixOf(secret),
            organization.id(),
            command.name(),
            command.scopes().isEmpty() ? List.<Scope>of(Scope.Plain.EVERYTHING) : command.scopes(),
            now,
            command.expiresIn().map(now::plus),
            Optional.empty(),
            Optional.empty());
    changes.add(new Change.PutToken(token, new Expected.Absent()));
    return switch (commits.commit(new Commit(changes))) {
      case Committed.Done done ->
          Optional.of(new Creation.Created(new TokenView(token, organization), secret));
      case Committed.Stale(Lost.SlugTaken(var slug)) -> Optional.of(new Creation.SlugTaken(slug));
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered answered ->
          throw new IllegalStateException("a token has no idempotency key");
    };
  }

  private static Parsed<Slug> slug(CreateToken command) {
    return command
        .slug()
        .map(slug -> Slug.parse(slug.value()))
        .orElseGet(() -> Slug.parse(command.organization().value()));
  }

  @Override
  public Listing of(Caller caller, OrganizationId organization) {
    return caller.may(Right.CONSOLE) ? listing(tokens.of(organization)) : new Listing.Forbidden();
  }

  @Override
  public Listing all(Caller caller) {
    return caller.may(Right.CONSOLE) ? listing(tokens.all()) : new Listing.Forbidden();
  }

  private static Listing listing(List<TokenOwner> owners) {
    return new Listing.Tokens(
        owners.stream()
            .map(owner -> new TokenView(owner.token().value(), owner.organization()))
            .toList());
  }

  @Override
  public Revocation revoke(Caller caller, TokenId id) {
    if (!caller.may(Right.CONSOLE)) {
      return Revocation.FORBIDDEN;
    }
    var outcome = Deciding.again("Revoking token " + id, () -> revoke(id));
    identify.forget(id);
    return outcome;
  }

  private Optional<Revocation> revoke(TokenId id) {
    var found = tokens.find(id);
    if (found.isEmpty()) {
      return Optional.of(Revocation.UNKNOWN);
    }
    var stored = found.get().token();
    var next = stored.value().revoked(clock.instant());
    if (next.equals(stored.value())) {
      return Optional.of(Revocation.REVOKED);
    }
    return commits.commit(Commit.of(new Change.PutToken(next, stored.expected())))
            instanceof Committed.Done
        ? Optional.of(Revocation.REVOKED)
        : Optional.empty();
  }

  @Override
  public boolean anyToken() {
    return tokens.any();
  }
}

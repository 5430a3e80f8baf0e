package dev.slipway.usecases.tenancy;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driven.tenancy.Organizations;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import dev.slipway.ports.driving.tenancy.Authenticate;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/** Keeps {@link Authenticate}. Thread-safe. */
public final class Identify implements Authenticate {

  private static final String DEVELOPMENT = "dev";
  private static final String DEVELOPMENT_TOKEN = "dev:";
  private static final Pattern DEVELOPMENT_ORGANIZATION =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_TOKEN_LENGTH = 4_096;
  private static final int MAX_DEVELOPMENT_ORGANIZATIONS = 10_000;

  private final ApiTokens tokens;
  private final Organizations organizations;
  private final Commits commits;
  private final InstantSource clock;
  private final DevelopmentMode mode;
  private final TokenUses uses;
  private final TokenVerdicts verdicts = new TokenVerdicts();
  private final ConcurrentMap<OrganizationId, Organization> developers = new ConcurrentHashMap<>();

  @Inject
  public Identify(
      ApiTokens tokens,
      Organizations organizations,
      Commits commits,
      InstantSource clock,
      DevelopmentMode mode,
      TokenUses uses) {
    this.tokens = tokens;
    this.organizations = organizations;
    this.commits = commits;
    this.clock = clock;
    this.mode = mode;
    this.uses = uses;
  }

  @Override
  public Authentication anonymous() {
    return new Authentication.Known(
        switch (mode) {
          case OFF -> new Caller.Anonymous();
          case ON -> Caller.everything(developer(DEVELOPMENT), "anonymous");
        });
  }

  @Override
  public Authentication bearer(String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return new Authentication.Refused("longer than any token");
    }
    if (mode == DevelopmentMode.ON && token.startsWith(DEVELOPMENT_TOKEN)) {
      var name = token.substring(DEVELOPMENT_TOKEN.length());
      return developmentName(name)
          ? new Authentication.Known(Caller.everything(developer(name), "anonymous"))
          : new Authentication.Refused("dev: and no organization");
    }
    var digest = Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    var now = clock.instant();
    var owner = verdicts.find(digest, now).or(() -> read(digest));
    if (owner.isEmpty()) {
      return new Authentication.Refused("unknown token");
    }
    var known = owner.get().token().value();
    if (!known.accepted(now)) {
      return new Authentication.Refused(
          "token " + known.id() + (known.revokedAt().isPresent() ? " is revoked" : " has expired"));
    }
    uses.note(known, now);
    return new Authentication.Known(
        new Caller.Member(
            owner.get().organization(), known.id().value(), Set.copyOf(known.scopes())));
  }

  /** What this process has read about a token no longer counts. */
  void forget(TokenId id) {
    verdicts.forget(id);
  }

  private Optional<TokenOwner> read(Sha256 digest) {
    var owner = tokens.byDigest(digest);
    owner.ifPresent(found -> verdicts.keep(digest, found, clock.instant()));
    return owner;
  }

  private static boolean developmentName(String name) {
    return DEVELOPMENT_ORGANIZATION.matcher(name).matches()
        && !name.endsWith("-")
        && !Slug.RESERVED.contains(name);
  }

  private Organization developer(String name) {
    var id = new OrganizationId(name);
    var known = developers.get(id);
    if (known != null) {
      return known;
    }
    var organization = Deciding.again("Making organization " + name, () -> findOrMake(id));
    if (developers.size() < MAX_DEVELOPMENT_ORGANIZATIONS) {
      developers.put(id, organization);
    }
    return organization;
  }

  private Optional<Organization> findOrMake(OrganizationId id) {
    var found = organizations.find(id);
    if (found.isPresent()) {
      return found;
    }
    var slug = new Slug(id.value());
    var taken = organizations.bySlug(slug);
    if (taken.isPresent()) {
      return taken;
    }
    var made = new Organization(id, slug, id.value(), clock.instant());
    var committed =
        commits.commit(Commit.of(new Change.PutOrganization(made, new Expected.Absent())));
    return committed instanceof Committed.Done ? Optional.of(made) : Optional.empty();
  }
}

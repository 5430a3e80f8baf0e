package dev.slipway.adapterspostgres;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driven.tenancy.Organizations;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Organizations and tokens, read. */
final class PostgresTenancy implements Organizations, ApiTokens {

  private final Database database;

  PostgresTenancy(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Organization> find(OrganizationId id) {
    return database.find(
        "reading organization " + id,
        TenancyStatement.ORGANIZATION,
        Given.of(id.value()),
        PostgresTenancy::organization);
  }

  @Override
  public Optional<Organization> bySlug(Slug slug) {
    return database.find(
        "reading the organization with slug " + slug,
        TenancyStatement.ORGANIZATION_BY_SLUG,
        Given.of(slug.value()),
        PostgresTenancy::organization);
  }

  @Override
  public Optional<TokenOwner> byDigest(Sha256 digest) {
    return database.find(
        "reading the token of a secret",
        TenancyStatement.TOKEN_BY_DIGEST,
        Given.of(digest.hex()),
        PostgresTenancy::tokenOwner);
  }

  @Override
  public Optional<TokenOwner> find(TokenId id) {
    return database.find(
        "reading token " + id,
        TenancyStatement.TOKEN,
        Given.of(id.value()),
        PostgresTenancy::tokenOwner);
  }

  @Override
  public List<TokenOwner> of(OrganizationId organization) {
    return database.list(
        "reading the tokens of organization " + organization,
        TenancyStatement.TOKENS_OF_ORGANIZATION,
        Given.of(organization.value()),
        PostgresTenancy::tokenOwner);
  }

  @Override
  public Optional<Organization> ofWorkspace(WorkspaceId workspace) {
    return database.find(
        "reading workspace " + workspace,
        TenancyStatement.ORGANIZATION_OF_WORKSPACE,
        Given.of(workspace.value()),
        PostgresTenancy::organization);
  }

  @Override
  public Stretch<Organization> page(NewestFirst part) {
    return Rows.stretch(
        part,
        database.list(
            "reading organizations",
            TenancyStatement.ORGANIZATIONS,
            Given.stretch(part),
            PostgresTenancy::organization));
  }

  @Override
  public Stretch<ApiToken> page(OrganizationId organization, NewestFirst part) {
    return Rows.stretch(
        part,
        database.list(
            "reading the tokens of organization " + organization,
            TenancyStatement.LIVE_TOKENS,
            Given.stretch(part, organization.value()),
            row -> tokenOwner(row).token().value()));
  }

  @Override
  public List<TokenOwner> all() {
    return database.list(
        "reading all tokens", TenancyStatement.ALL_TOKENS, Given.of(), PostgresTenancy::tokenOwner);
  }

  @Override
  public boolean any() {
    return database.one(
        "asking whether there is a token",
        TenancyStatement.ANY_TOKEN,
        Given.of(),
        row -> row.getBoolean("found"));
  }

  @Override
  public void noteUse(Map<TokenId, Instant> lastUsed) {
    if (lastUsed.isEmpty()) {
      return;
    }
    var sorted = new TreeMap<String, OffsetDateTime>();
    lastUsed.forEach((id, at) -> sorted.put(id.value(), Given.time(at)));
    database.change(
        "noting the use of " + lastUsed.size() + " tokens",
        TenancyStatement.NOTE_USE,
        Given.of(Given.texts(sorted.keySet()), sorted.values().toArray(OffsetDateTime[]::new)));
  }

  private static Organization organization(Row row) {
    return new Organization(
        new OrganizationId(row.getString("id")),
        new Slug(row.getString("slug")),
        row.getString("name"),
        Rows.time(row, "created_at"));
  }

  private static TokenOwner tokenOwner(Row row) {
    var owner =
        new Organization(
            new OrganizationId(row.getString("organization")),
            new Slug(row.getString("o_slug")),
            row.getString("o_name"),
            Rows.time(row, "o_created_at"));
    var token =
        new ApiToken(
            new TokenId(row.getString("id")),
            new Sha256(row.getString("digest")),
            row.getString("prefix"),
            owner.id(),
            row.getString("name"),
            Stream.of(row.getArrayOfStrings("scopes"))
                .map(Scope::parse)
                .map(Parsed::orElseThrow)
                .toList(),
            Rows.time(row, "created_at"),
            Rows.timeIfAny(row, "expires_at"),
            Rows.timeIfAny(row, "last_used_at"),
            Rows.timeIfAny(row, "revoked_at"));
    return new TokenOwner(new Versioned<>(token, Rows.revision(row, "revision")), owner);
  }
}

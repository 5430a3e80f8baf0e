package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Organizations and tokens. */
final class TenancyShelf {

  private final Map<OrganizationId, Versioned<Organization>> organizations = new HashMap<>();
  private final Map<Slug, OrganizationId> slugs = new HashMap<>();
  private final Map<WorkspaceId, OrganizationId> workspaces = new HashMap<>();
  private final Newest<OrganizationId> newest = new Newest<>();
  private final Map<TokenId, Versioned<ApiToken>> tokens = new HashMap<>();
  private final Map<Sha256, TokenId> digests = new HashMap<>();
  private final TreeMap<OrganizationId, NavigableSet<Made>> tokensByOwner = new TreeMap<>();

  /** Where a token stands among those of its organization. */
  private record Made(Instant at, String id) implements Comparable<Made> {
    private static final Comparator<Made> ORDER =
        Comparator.comparing(Made::at).thenComparing(Made::id);

    static Made of(ApiToken token) {
      return new Made(token.createdAt(), token.id().value());
    }

    @Override
    public int compareTo(Made other) {
      return ORDER.compare(this, other);
    }
  }

  Optional<Versioned<Organization>> organization(OrganizationId id) {
    return Optional.ofNullable(organizations.get(id));
  }

  Optional<Organization> bySlug(Slug slug) {
    return Optional.ofNullable(slugs.get(slug)).flatMap(this::organization).map(Versioned::value);
  }

  Optional<Organization> ofWorkspace(WorkspaceId workspace) {
    return Optional.ofNullable(workspaces.get(workspace))
        .flatMap(this::organization)
        .map(Versioned::value);
  }

  Stretch<Organization> page(NewestFirst part) {
    return newest.cut(part).map(id -> organization(id).map(Versioned::value).orElseThrow());
  }

  Optional<Versioned<ApiToken>> token(TokenId id) {
    return Optional.ofNullable(tokens.get(id));
  }

  Optional<TokenId> idOf(Sha256 digest) {
    return Optional.ofNullable(digests.get(digest));
  }

  Optional<TokenOwner> owned(TokenId id) {
    return token(id)
        .flatMap(
            token ->
                organization(token.value().organization())
                    .map(owner -> new TokenOwner(token, owner.value())));
  }

  List<TokenOwner> of(OrganizationId organization) {
    return Optional.ofNullable(tokensByOwner.get(organization)).stream()
        .flatMap(NavigableSet::stream)
        .flatMap(made -> owned(new TokenId(made.id())).stream())
        .toList();
  }

  Stretch<ApiToken> page(OrganizationId organization, NewestFirst part) {
    var live = new Newest<ApiToken>();
    of(organization).stream()
        .map(owner -> owner.token().value())
        .filter(token -> token.revokedAt().isEmpty())
        .forEach(token -> live.put(token.createdAt(), token.id().value(), token));
    return live.cut(part);
  }

  List<TokenOwner> all() {
    return tokensByOwner.keySet().stream().flatMap(owner -> of(owner).stream()).toList();
  }

  boolean anyToken() {
    return !tokens.isEmpty();
  }

  void put(Versioned<Organization> next) {
    organization(next.value().id())
        .map(Versioned::value)
        .ifPresent(
            before -> {
              slugs.remove(before.slug());
              newest.remove(before.createdAt(), before.id().value());
            });
    organizations.put(next.value().id(), next);
    slugs.put(next.value().slug(), next.value().id());
    workspaces.put(WorkspaceId.of(next.value().id()), next.value().id());
    newest.put(next.value().createdAt(), next.value().id().value(), next.value().id());
  }

  void putToken(Versioned<ApiToken> next) {
    var before = token(next.value().id()).map(Versioned::value);
    before.ifPresent(
        token -> {
          digests.remove(token.digest());
          Objects.requireNonNull(tokensByOwner.get(token.organization())).remove(Made.of(token));
        });
    var kept = before.flatMap(ApiToken::lastUsedAt).map(next.value()::used);
    var later =
        kept.filter(token -> isLater(token.lastUsedAt(), next.value().lastUsedAt()))
            .orElse(next.value());
    tokens.put(later.id(), new Versioned<>(later, next.revision()));
    digests.put(later.digest(), later.id());
    tokensByOwner
        .computeIfAbsent(later.organization(), owner -> new TreeSet<>())
        .add(Made.of(later));
  }

  void noteUse(TokenId id, Instant at) {
    token(id)
        .filter(token -> isLater(Optional.of(at), token.value().lastUsedAt()))
        .ifPresent(
            token -> tokens.put(id, new Versioned<>(token.value().used(at), token.revision())));
  }

  private static boolean isLater(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.map(one.get()::isAfter).orElse(true);
  }
}

package dev.slipway.domain.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is asking. What a credential turned out to be, or nobody. */
public sealed interface Caller {

  /** Nobody: no credential was presented. Sees what is public. */
  record Anonymous() implements Caller {}

  /**
   * Somebody acting for an organization.
   *
   * @param organization the tenant, which fixes everything that can be seen and changed
   * @param userId who exactly: the token's id, or {@code anonymous} in development
   * @param scopes what was granted
   */
  record Member(Organization organization, String userId, Set<Scope> scopes) implements Caller {
    public Member {
      scopes = Set.copyOf(scopes);
    }
  }

  /** Whether this caller has a right over everything that the right could be about. */
  default boolean may(Right right) {
    return switch (this) {
      case Anonymous nobody -> false;
      case Member member -> member.scopes().stream().anyMatch(scope -> scope.grants(right));
    };
  }

  /** Whether this caller has a right over a subject. */
  default boolean may(Right right, Subject subject) {
    return switch (this) {
      case Anonymous nobody -> false;
      case Member member ->
          member.scopes().stream().anyMatch(scope -> scope.grants(right, subject));
    };
  }

  /** Whether this caller may hand a scope on, holding one that covers it. */
  default boolean mayGrant(Scope scope) {
    return switch (this) {
      case Anonymous nobody -> false;
      case Member member -> member.scopes().stream().anyMatch(held -> held.covers(scope));
    };
  }

  /** The subjects of a kind with two names over which this caller has a right. */
  default Reach reach(Right right, Subject.Kind kind) {
    return switch (this) {
      case Anonymous nobody -> new Reach(List.of());
      case Member member ->
          new Reach(
              member.scopes().stream()
                  .flatMap(scope -> scope.reach(right, kind).stream())
                  .distinct()
                  .toList());
    };
  }

  /** The tenant for which this caller acts; empty for nobody. */
  default Optional<OrganizationId> tenant() {
    return switch (this) {
      case Anonymous nobody -> Optional.empty();
      case Member member -> Optional.of(member.organization().id());
    };
  }

  /**
   * The tenant whose unpublished providers this caller may list: the own one, with the right to
   * read all of them.
   */
  default Optional<OrganizationId> insider() {
    return switch (this) {
      case Anonymous nobody -> Optional.empty();
      case Member member ->
          reach(Right.READ, Subject.Kind.PROVIDERS).holdsAllOf(member.organization().slug().value())
              ? Optional.of(member.organization().id())
              : Optional.empty();
    };
  }

  /** A member with every scope, as {@code --dev} makes them and as embedders act. */
  static Member everything(Organization organization, String userId) {
    return new Member(organization, userId, Set.of(Scope.Plain.values()));
  }

  /** An organization whose id, slug and name are one word, with every scope. */
  static Member everything(String organization, Instant createdAt) {
    return everything(
        new Organization(
            new OrganizationId(organization), new Slug(organization), organization, createdAt),
        "anonymous");
  }
}

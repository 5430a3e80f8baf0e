package dev.slipway.usecases.tenancy;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.WorkspaceDraft;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.tenancy.Organizations;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import dev.slipway.ports.driving.tenancy.ManageWorkspaces;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps {@link ManageWorkspaces}. Thread-safe. */
public final class Workspaces implements ManageWorkspaces {

  private static final int SUFFIX = 6;

  private static final Comparator<Organization> NEWEST_FIRST =
      Comparator.comparing(Organization::createdAt).thenComparing(Organization::id).reversed();

  private final Organizations organizations;
  private final Commits commits;
  private final Ids ids;
  private final InstantSource clock;
  private final WorkspaceChoice choice;

  @Inject
  public Workspaces(
      Organizations organizations,
      Commits commits,
      Ids ids,
      InstantSource clock,
      WorkspaceChoice choice) {
    this.organizations = organizations;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
    this.choice = choice;
  }

  /** Whom somebody may act as, and whether that is everybody. */
  private record Standing(List<Caller.Member> members, boolean ownsTheServer) {

    boolean holds(Permission needed) {
      return members.stream().anyMatch(needed::heldBy);
    }

    /** Those who hold a permission. */
    Standing with(Permission needed) {
      return new Standing(members.stream().filter(needed::heldBy).toList(), ownsTheServer);
    }
  }

  private Optional<Standing> standing(Claimant claimant) {
    return switch (claimant) {
      case Claimant.Nobody nobody ->
          choice.developer().map(owner -> new Standing(List.of(owner), true));
      case Claimant.OfOne(var member) -> Optional.of(new Standing(List.of(member), false));
      case Claimant.OfSeveral(var memberships) -> Optional.of(new Standing(memberships, false));
    };
  }

  @Override
  public Creation create(Claimant claimant, Json body) {
    var needed = Permission.createWorkspace();
    var standing = standing(claimant);
    if (standing.isEmpty()) {
      return new Creation.Unauthenticated();
    }
    if (!standing.get().holds(needed)) {
      return new Creation.Forbidden(needed);
    }
    return switch (WorkspaceDraft.read(body)) {
      case Read.Invalid<WorkspaceDraft>(var findings) -> new Creation.Invalid(findings);
      case Read.Valid<WorkspaceDraft>(var draft) -> {
        var id = new OrganizationId(ids.next(WorkspaceId.PREFIX));
        yield create(id, draft)
            .orElseGet(
                () ->
                    Deciding.again(
                        "Making workspace " + id, () -> create(id, draft.distinct(suffix()))));
      }
    };
  }

  /** Makes it, unless another has the slug that was made up for it. */
  private Optional<Creation> create(OrganizationId id, WorkspaceDraft draft) {
    var made = new Organization(id, draft.slug(), draft.name(), clock.instant());
    return switch (commits.commit(
        Commit.of(new Change.PutOrganization(made, new Expected.Absent())))) {
      case Committed.Done done -> Optional.of(new Creation.Created(made));
      case Committed.Stale(Lost.SlugTaken(var slug)) ->
          draft.slugWasGiven() ? Optional.of(new Creation.SlugExists(slug)) : Optional.empty();
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered answered ->
          throw new IllegalStateException("a workspace has no idempotency key");
    };
  }

  private String suffix() {
    var id = ids.next(WorkspaceId.PREFIX);
    return id.substring(id.length() - SUFFIX);
  }

  @Override
  public Listing list(Claimant claimant, NewestFirst part) {
    var needed = Permission.listWorkspaces();
    var standing = standing(claimant);
    if (standing.isEmpty()) {
      return new Listing.Unauthenticated();
    }
    if (!standing.get().holds(needed)) {
      return new Listing.Forbidden(needed);
    }
    return new Listing.Workspaces(
        standing.get().ownsTheServer()
            ? organizations.page(part)
            : cut(standing.get().with(needed).members(), part));
  }

  private static Stretch<Organization> cut(List<Caller.Member> members, NewestFirst part) {
    var behind =
        members.stream()
            .map(Caller.Member::organization)
            .sorted(NEWEST_FIRST)
            .filter(organization -> isIn(organization, part.from()))
            .toList();
    return new Stretch<>(
        behind.stream().limit(part.limit()).toList(), behind.size() > part.limit());
  }

  private static boolean isIn(Organization organization, NewestFirst.From from) {
    return switch (from) {
      case NewestFirst.Top top -> true;
      case NewestFirst.Behind(var place) -> {
        int order = organization.createdAt().compareTo(place.createdAt());
        yield order < 0 || (order == 0 && organization.id().value().compareTo(place.id()) < 0);
      }
    };
  }

  @Override
  public Reading find(Claimant claimant, String id) {
    var needed = Permission.readWorkspace();
    var standing = standing(claimant);
    if (standing.isEmpty()) {
      return new Reading.Unauthenticated();
    }
    if (!standing.get().holds(needed)) {
      return new Reading.Forbidden(needed);
    }
    if (!(WorkspaceId.parse(id) instanceof Parsed.Valid<WorkspaceId>(var workspace))) {
      return new Reading.NotFound();
    }
    var found =
        standing.get().ownsTheServer()
            ? organizations.ofWorkspace(workspace)
            : WorkspaceChoice.among(standing.get().with(needed).members(), workspace)
                .map(Caller.Member::organization);
    return found.<Reading>map(Reading.Found::new).orElseGet(Reading.NotFound::new);
  }
}

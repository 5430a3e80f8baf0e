package dev.slipway.usecases.tenancy;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.tenancy.Organizations;
import dev.slipway.ports.driving.tenancy.Authenticate.Authentication;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Keeps {@link ChooseWorkspace}. Thread-safe. */
public final class WorkspaceChoice implements ChooseWorkspace {

  private final Organizations organizations;
  private final Identify identify;

  @Inject
  public WorkspaceChoice(Organizations organizations, Identify identify) {
    this.organizations = organizations;
    this.identify = identify;
  }

  @Override
  public Choice choose(Claimant claimant, Context context) {
    return switch (claimant) {
      case Claimant.Nobody nobody ->
          developer()
              .map(
                  owner ->
                      choose(
                          context, new Choice.Chosen(owner), workspace -> owned(owner, workspace)))
              .orElseGet(Choice.Unauthenticated::new);
      case Claimant.OfOne(var member) ->
          choose(
              context, new Choice.Chosen(member), workspace -> among(List.of(member), workspace));
      case Claimant.OfSeveral(var memberships) ->
          choose(
              context,
              memberships.size() == 1
                  ? new Choice.Chosen(memberships.getFirst())
                  : new Choice.ContextRequired(),
              workspace -> among(memberships, workspace));
    };
  }

  /** Who acts where nobody presented anything: in development mode the owner of the server. */
  Optional<Caller.Member> developer() {
    return identify.anonymous() instanceof Authentication.Known(Caller.Member owner)
        ? Optional.of(owner)
        : Optional.empty();
  }

  /** A workspace of the whole server, as its owner acts in it. */
  Optional<Caller.Member> owned(Caller.Member owner, WorkspaceId workspace) {
    return organizations
        .ofWorkspace(workspace)
        .map(organization -> Caller.everything(organization, owner.userId()));
  }

  /** The membership in a workspace. */
  static Optional<Caller.Member> among(List<Caller.Member> memberships, WorkspaceId workspace) {
    return memberships.stream()
        .filter(member -> WorkspaceId.of(member.organization().id()).equals(workspace))
        .findFirst();
  }

  /** Finds a workspace. */
  private interface Finding {
    Optional<Caller.Member> in(WorkspaceId workspace);
  }

  private static Choice choose(Context context, Choice withoutContext, Finding finding) {
    return switch (context) {
      case Context.Absent absent -> withoutContext;
      case Context.Given(var text) ->
          switch (WorkspaceId.parse(text)) {
            case Parsed.Invalid<WorkspaceId> invalid -> new Choice.Malformed();
            case Parsed.Valid<WorkspaceId>(var workspace) ->
                finding
                    .in(workspace)
                    .<Choice>map(Choice.Chosen::new)
                    .orElseGet(Choice.Forbidden::new);
          };
    };
  }
}

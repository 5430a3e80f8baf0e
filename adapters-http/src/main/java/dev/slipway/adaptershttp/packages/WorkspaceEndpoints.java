package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import dev.slipway.ports.driving.tenancy.ManageWorkspaces;
import dev.slipway.ports.driving.tenancy.ManageWorkspaces.Creation;
import dev.slipway.ports.driving.tenancy.ManageWorkspaces.Reading;
import dev.slipway.ports.paging.NewestFirst.Place;
import java.util.List;

/** Workspaces (contract/packages.md section 3). */
final class WorkspaceEndpoints {

  private static final String LIST = "workspaces.list";

  private final Reception reception;
  private final Links links;
  private final Cursors cursors;
  private final ManageWorkspaces workspaces;

  WorkspaceEndpoints(
      Reception reception, Links links, Cursors cursors, ManageWorkspaces workspaces) {
    this.reception = reception;
    this.links = links;
    this.cursors = cursors;
    this.workspaces = workspaces;
  }

  List<Endpoint> all() {
    return List.of(
        Route.get("/workspaces", LIST, "The workspaces in which one may act, the newest first")
            .reads("cursor", "limit")
            .answers(200, "Workspaces")
            .handled(reception.claimants(Permission.listWorkspaces(), this::list)),
        Route.post("/workspaces", "workspaces.create", "Makes a workspace")
            .takes("CreateWorkspace")
            .answers(201, "Workspace")
            .refuses(409)
            .handled(reception.claimants(Permission.createWorkspace(), this::create)),
        Route.get("/workspaces/{id}", "workspaces.get", "A workspace in which one may act")
            .answers(200, "Workspace")
            .refuses(404)
            .handled(reception.claimants(Permission.readWorkspace(), this::find)));
  }

  private Answer list(Claimant claimant, Asked asked) {
    var listing = new Listing(LIST, "", List.of());
    var query = asked.query(Query.CURSOR, Query.LIMIT);
    var part = query.part(cursors, listing);
    return switch (workspaces.list(claimant, part)) {
      case ManageWorkspaces.Listing.Workspaces(var found) ->
          query.findings().isEmpty()
              ? Pages.page(
                  cursors, listing, found, WorkspaceRendering::workspace, WorkspaceEndpoints::place)
              : Envelope.of(query.findings());
      case ManageWorkspaces.Listing.Forbidden(var missing) -> Reception.forbidden(missing);
      case ManageWorkspaces.Listing.Unauthenticated nobody -> reception.unauthenticated();
    };
  }

  /** Where it stands in the list, which is by the organization's own id. */
  private static Place place(Organization workspace) {
    return new Place(workspace.createdAt(), workspace.id().value());
  }

  private Answer create(Claimant claimant, Asked asked) {
    var findings = asked.emptyQuery();
    if (!findings.isEmpty()) {
      return Envelope.of(findings);
    }
    return switch (workspaces.create(claimant, asked.body())) {
      case Creation.Created(var made) ->
          Answer.json(201, WorkspaceRendering.workspace(made))
              .with("Location", links.to("workspaces/" + WorkspaceId.of(made.id())));
      case Creation.Invalid(var wrong) -> Envelope.of(wrong);
      case Creation.SlugExists(var slug) ->
          Envelope.of(
              Finding.at(
                  List.of("body", "slug"),
                  Reason.SLUG_EXISTS,
                  "Another workspace has the slug " + slug.value() + "; choose another"));
      case Creation.Forbidden(var missing) -> Reception.forbidden(missing);
      case Creation.Unauthenticated nobody -> reception.unauthenticated();
    };
  }

  private Answer find(Claimant claimant, Asked asked) {
    var findings = asked.emptyQuery();
    return switch (workspaces.find(claimant, asked.segment("id"))) {
      case Reading.Found(var found) ->
          findings.isEmpty()
              ? Answer.json(200, WorkspaceRendering.workspace(found))
              : Envelope.of(findings);
      case Reading.NotFound none -> Missing.workspaceOf(asked);
      case Reading.Forbidden(var missing) -> Reception.forbidden(missing);
      case Reading.Unauthenticated nobody -> reception.unauthenticated();
    };
  }
}

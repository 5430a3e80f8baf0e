package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.tenancy.ManageWorkspaceTokens;
import dev.slipway.ports.driving.tenancy.ManageWorkspaceTokens.Creation;
import dev.slipway.ports.driving.tenancy.ManageWorkspaceTokens.Revocation;
import dev.slipway.ports.paging.NewestFirst.Place;
import java.util.List;

/** The API tokens of a workspace (contract/packages.md section 3). */
final class WorkspaceTokenEndpoints {

  private static final String LIST = "apiTokens.list";

  private final Reception reception;
  private final Links links;
  private final Cursors cursors;
  private final ManageWorkspaceTokens tokens;

  WorkspaceTokenEndpoints(
      Reception reception, Links links, Cursors cursors, ManageWorkspaceTokens tokens) {
    this.reception = reception;
    this.links = links;
    this.cursors = cursors;
    this.tokens = tokens;
  }

  List<Endpoint> all() {
    return List.of(
        Route.get("/api_tokens", LIST, "The tokens of a workspace, the newest first")
            .inWorkspace()
            .reads("cursor", "limit")
            .answers(200, "ApiTokens")
            .handled(reception.members(Permission.listTokens(), this::list)),
        Route.post("/api_tokens", "apiTokens.create", "Makes a token; its secret is shown once")
            .inWorkspace()
            .takes("CreateApiToken")
            .answers(201, "CreatedApiToken")
            .handled(reception.members(Permission.createToken(), this::create)),
        Route.delete("/api_tokens/{id}", "apiTokens.revoke", "Revokes a token")
            .inWorkspace()
            .answers(204)
            .refuses(404)
            .handled(reception.members(Permission.deleteToken(), this::revoke)));
  }

  private Answer list(Caller.Member member, Asked asked) {
    var listing = new Listing(LIST, WorkspaceId.of(member.organization().id()).value(), List.of());
    var query = asked.query(Query.CURSOR, Query.LIMIT);
    var part = query.part(cursors, listing);
    if (!query.findings().isEmpty()) {
      return Envelope.of(query.findings());
    }
    return switch (tokens.list(member, part)) {
      case ManageWorkspaceTokens.Listing.Tokens(var found) ->
          Pages.page(
              cursors,
              listing,
              found,
              WorkspaceRendering::token,
              one -> new Place(one.createdAt(), one.id().value()));
      case ManageWorkspaceTokens.Listing.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer create(Caller.Member member, Asked asked) {
    var findings = asked.emptyQuery();
    if (!findings.isEmpty()) {
      return Envelope.of(findings);
    }
    return switch (tokens.create(member, asked.body())) {
      case Creation.Created(var token, var secret) ->
          Answer.json(201, WorkspaceRendering.createdToken(token, secret))
              .with("Location", links.to("api_tokens/" + token.id().value()))
              .secret();
      case Creation.Invalid(var wrong) -> Envelope.of(wrong);
      case Creation.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer revoke(Caller.Member member, Asked asked) {
    var findings = asked.emptyQuery();
    if (!findings.isEmpty()) {
      return Envelope.of(findings);
    }
    return switch (tokens.revoke(member, asked.segment("id"))) {
      case Revocation.Revoked revoked -> Answer.noContent();
      case Revocation.NotFound none -> Missing.tokenOf(asked);
      case Revocation.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }
}

package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.rendering.TenancyRendering;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import java.util.List;

/** Who am I, as older clients ask (contract/foundation.md section 2). */
final class IdentityEndpoints {

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/auth/me", "whoAmI", "Who is asking")
            .answers(200, "Me")
            .members(
                Need.MEMBERSHIP,
                (caller, request) -> Answer.json(200, TenancyRendering.me(caller))),
        Endpoint.get("/organizations/me", "getOwnOrganization", "One's own organization")
            .answers(200, "Organization")
            .members(Need.MEMBERSHIP, (caller, request) -> own(caller)),
        Endpoint.get(
                "/organizations/me/status",
                "getOwnOrganizationStatus",
                "Whether one's own organization is set up")
            .answers(200, "OrganizationStatus")
            .members(
                Need.MEMBERSHIP,
                (caller, request) ->
                    Answer.json(200, Json.object().put("status", "ready").build())),
        Endpoint.get("/organizations/{id}", "getOrganization", "One's own organization by its id")
            .answers(200, "Organization")
            .refuses(404)
            .members(Need.MEMBERSHIP, IdentityEndpoints::byId));
  }

  private static Answer own(Caller.Member caller) {
    return Answer.json(200, TenancyRendering.organization(caller.organization()));
  }

  private static Answer byId(Caller.Member caller, Request request) {
    var id = request.segment("id");
    return caller.organization().id().value().equals(id)
        ? own(caller)
        : Answer.problem(404, "Organization not found: " + id);
  }
}

package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.registry.ManageRegistryConnections;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.ConnectCommand;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.Connecting;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.Disconnecting;
import dev.slipway.ports.paging.NewestFirst.Place;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The credentials of a workspace for other people's registries (contract/packages.md section 5).
 */
final class RegistryConnectionEndpoints {

  private static final String LIST = "registry.listCredentials";

  private final Reception reception;
  private final Links links;
  private final Cursors cursors;
  private final ManageRegistryConnections connections;
  private final Supplier<String> salt;

  /**
   * @param salt what only servers of one store know; asked each time
   */
  RegistryConnectionEndpoints(
      Reception reception,
      Links links,
      Cursors cursors,
      ManageRegistryConnections connections,
      Supplier<String> salt) {
    this.salt = salt;
    this.reception = reception;
    this.links = links;
    this.cursors = cursors;
    this.connections = connections;
  }

  List<Endpoint> all() {
    return List.of(
        Route.get(
                "/registry_connections",
                LIST,
                "The registries for which a workspace has a credential, the newest first")
            .inWorkspace()
            .reads("cursor", "limit")
            .answers(200, "RegistryConnections")
            .handled(reception.members(Permission.listRegistryConnections(), this::list)),
        Route.post(
                "/registry_connections",
                "registry.createCredential",
                "Gives a workspace a credential for a registry; it is never told again")
            .inWorkspace()
            .reads("idempotencyKey")
            .takes("CreateRegistryConnection")
            .answers(201, "RegistryConnection")
            .refuses(409)
            .handled(reception.members(Permission.createRegistryConnection(), this::connect)),
        Route.delete(
                "/registry_connections/{id}",
                "registry.deleteCredential",
                "Takes a credential away")
            .inWorkspace()
            .answers(204)
            .refuses(404)
            .handled(reception.members(Permission.deleteRegistryConnection(), this::disconnect)));
  }

  private Answer list(Caller.Member member, Asked asked) {
    var listing = new Listing(LIST, WorkspaceId.of(member.organization().id()).value(), List.of());
    var query = asked.query(Query.CURSOR, Query.LIMIT);
    var part = query.part(cursors, listing);
    if (!query.findings().isEmpty()) {
      return Envelope.of(query.findings());
    }
    return switch (connections.list(member, part)) {
      case ManageRegistryConnections.Listing.Connections(var found) ->
          Pages.page(
              cursors,
              listing,
              found,
              WorkspaceRendering::connection,
              one -> new Place(one.createdAt(), one.id().value()));
      case ManageRegistryConnections.Listing.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer connect(Caller.Member member, Asked asked) {
    var key = asked.repeatKey();
    var besides = Stream.concat(key.findings().stream(), asked.emptyQuery().stream()).toList();
    var command =
        new ConnectCommand(
            asked.body(),
            besides,
            key.idempotency(
                asked, () -> asked.fingerprint(salt.get()), RegistryConnectionEndpoints::rendered));
    return switch (connections.connect(member, command)) {
      case Connecting.Created(var made) -> tell(rendered(made));
      case Connecting.Again(var repeated) -> RepeatKey.again(repeated, this::tell);
      case Connecting.Forbidden(var missing) -> Reception.forbidden(missing);
      case Connecting.Invalid(var findings) -> Envelope.of(findings);
      case Connecting.CredentialExists(var existing) ->
          Envelope.of(
              Finding.at(
                      List.of("body", "registry_url"),
                      Reason.CREDENTIAL_EXISTS,
                      "The workspace has a credential for this registry; delete it first")
                  .with("registry_connection_id", existing.value()));
    };
  }

  private static Rendered rendered(RegistryConnection made) {
    return new Rendered(201, WorkspaceRendering.connection(made));
  }

  private Answer tell(Rendered rendered) {
    return Answer.json(rendered.status(), rendered.body())
        .with(
            "Location",
            links.to("registry_connections/" + PackageRendering.text(rendered.body(), "id")));
  }

  private Answer disconnect(Caller.Member member, Asked asked) {
    var findings = asked.emptyQuery();
    if (!findings.isEmpty()) {
      return Envelope.of(findings);
    }
    return switch (connections.disconnect(member, asked.segment("id"))) {
      case Disconnecting.Deleted deleted -> Answer.noContent();
      case Disconnecting.NotFound none -> Missing.connectionOf(asked);
      case Disconnecting.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }
}

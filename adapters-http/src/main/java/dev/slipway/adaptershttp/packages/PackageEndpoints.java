package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.packages.DeletePackage;
import dev.slipway.ports.driving.packages.DeletePackage.DeleteCommand;
import dev.slipway.ports.driving.packages.DeletePackage.Deletion;
import dev.slipway.ports.driving.packages.ImportPackage;
import dev.slipway.ports.driving.packages.ImportPackage.ImportCommand;
import dev.slipway.ports.driving.packages.ImportPackage.Importation;
import dev.slipway.ports.driving.packages.ReadPackages;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Stretch;
import java.util.List;
import java.util.stream.Stream;

/** Packages (contract/packages.md section 4). */
final class PackageEndpoints {

  private static final String LIST = "packages.list";

  private final Reception reception;
  private final PackageRendering rendering;
  private final Cursors cursors;
  private final ReadPackages packages;
  private final ImportPackage importing;
  private final DeletePackage deleting;

  PackageEndpoints(
      Reception reception,
      PackageRendering rendering,
      Cursors cursors,
      ReadPackages packages,
      ImportPackage importing,
      DeletePackage deleting) {
    this.reception = reception;
    this.rendering = rendering;
    this.cursors = cursors;
    this.packages = packages;
    this.importing = importing;
    this.deleting = deleting;
  }

  List<Endpoint> all() {
    return List.of(
        Route.get("/packages", LIST, "The packages of a workspace, the newest first")
            .inWorkspace()
            .reads("cursor", "limit", "view")
            .answers(200, "Packages")
            .handled(reception.members(Permission.listPackages(), this::list)),
        Route.post(
                "/packages:import",
                "packages.importPublished",
                "Brings in a package of somebody's OCI registry, with its first version")
            .inWorkspace()
            .reads("idempotencyKey")
            .takes("ImportPackage")
            .answers(201, "Package")
            .refuses(409, 502, 504)
            .handled(reception.members(Permission.importPackage(), this::bringIn)),
        Route.get("/packages/{id}", "packages.get", "A package")
            .inWorkspace()
            .reads("view")
            .answers(200, "Package")
            .refuses(404)
            .handled(reception.members(Permission::readPackage, this::find)),
        Route.delete("/packages/{id}", "packages.delete", "Deletes a package and its versions")
            .inWorkspace()
            .reads("idempotencyKey", "ifMatch")
            .answers(204)
            .refuses(404, 409)
            .handled(reception.members(Permission::deletePackage, this::delete)));
  }

  private Answer list(Caller.Member member, Asked asked) {
    var listing = new Listing(LIST, WorkspaceId.of(member.organization().id()).value(), List.of());
    var query = asked.query(Query.CURSOR, Query.LIMIT, Query.VIEW);
    var part = query.part(cursors, listing);
    boolean full = query.full();
    if (!query.findings().isEmpty()) {
      return Envelope.of(query.findings());
    }
    return switch (packages.list(member, part)) {
      case Reading.Found<Stretch<RegisteredPackage>>(var found) ->
          Pages.page(
              cursors,
              listing,
              found,
              one -> rendering.aPackage(one, full),
              one -> new Place(one.createdAt(), one.id().value()));
      case Reading.NotFound<Stretch<RegisteredPackage>> none -> Missing.packageOf(asked);
      case Reading.Forbidden<Stretch<RegisteredPackage>>(var missing) ->
          Reception.forbidden(missing);
    };
  }

  private Answer find(Caller.Member member, Asked asked) {
    var query = asked.query(Query.VIEW);
    boolean full = query.full();
    return switch (packages.find(member, asked.segment("id"))) {
      case Reading.Found<RegisteredPackage>(var found) ->
          query.findings().isEmpty()
              ? rendering.tellPackage(new Rendered(200, rendering.aPackage(found, full)))
              : Envelope.of(query.findings());
      case Reading.NotFound<RegisteredPackage> none -> Missing.packageOf(asked);
      case Reading.Forbidden<RegisteredPackage>(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer bringIn(Caller.Member member, Asked asked) {
    var key = asked.repeatKey();
    var besides = Stream.concat(key.findings().stream(), asked.emptyQuery().stream()).toList();
    var command =
        new ImportCommand(asked.body(), besides, key.idempotency(asked, rendering::newPackage));
    return switch (importing.bringIn(member, command)) {
      case Importation.Created(var made) -> rendering.tellPackage(rendering.newPackage(made));
      case Importation.Again(var repeated) -> RepeatKey.again(repeated, rendering::tellPackage);
      case Importation.Forbidden(var missing) -> Reception.forbidden(missing);
      case Importation.Invalid(var findings) -> Envelope.of(findings);
      case Importation.PackageExists(var existing) ->
          Envelope.of(
              Finding.at(
                      List.of("body", "oci_ref"),
                      Reason.PACKAGE_EXISTS,
                      "The workspace has a package of this repository; create a version of it")
                  .with("package_id", existing.value()));
      case Importation.RegistryFailed(var finding) -> Envelope.of(finding);
    };
  }

  private Answer delete(Caller.Member member, Asked asked) {
    var key = asked.repeatKey();
    var ifMatch = asked.ifMatch();
    var besides =
        Stream.of(key.findings(), ifMatch.findings(), asked.emptyQuery())
            .flatMap(List::stream)
            .toList();
    var command =
        new DeleteCommand(
            asked.segment("id"),
            ifMatch.etag(),
            besides,
            key.idempotency(asked, deleted -> new Rendered(204, Json.nothing())));
    return switch (deleting.delete(member, command)) {
      case Deletion.Deleted deleted -> Answer.noContent();
      case Deletion.Again(var repeated) ->
          RepeatKey.again(repeated, rendered -> Answer.noContent());
      case Deletion.Forbidden(var missing) -> Reception.forbidden(missing);
      case Deletion.NotFound none -> Missing.packageOf(asked);
      case Deletion.Invalid(var findings) -> Envelope.of(findings);
      case Deletion.Moved(var current) ->
          Envelope.of(
              Finding.at(
                      List.of("header", "if-match"),
                      Reason.ABORTED,
                      "The package has changed since; read it again before you delete it")
                  .with("etag", current.text()));
    };
  }
}

package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.adaptershttp.envelope.Shown;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Compatibility.Mismatch;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.packages.PublishPackageVersion;
import dev.slipway.ports.driving.packages.PublishPackageVersion.Publication;
import dev.slipway.ports.driving.packages.PublishPackageVersion.PublishCommand;
import dev.slipway.ports.driving.packages.ReadPackages;
import dev.slipway.ports.driving.packages.ReadPackages.CompatibilityAnswer;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Stretch;
import java.util.List;
import java.util.stream.Stream;

/** Versions of packages (contract/packages.md sections 1 and 4). */
final class VersionEndpoints {

  private static final String LIST = "packages.listVersions";

  private final Reception reception;
  private final PackageRendering rendering;
  private final Cursors cursors;
  private final ReadPackages packages;
  private final PublishPackageVersion publishing;

  VersionEndpoints(
      Reception reception,
      PackageRendering rendering,
      Cursors cursors,
      ReadPackages packages,
      PublishPackageVersion publishing) {
    this.reception = reception;
    this.rendering = rendering;
    this.cursors = cursors;
    this.packages = packages;
    this.publishing = publishing;
  }

  List<Endpoint> all() {
    return List.of(
        Route.get("/packages/{id}/versions", LIST, "A package's versions, the newest first")
            .inWorkspace()
            .reads("cursor", "limit")
            .answers(200, "PackageVersions")
            .refuses(404)
            .handled(reception.members(Permission::listVersions, this::list)),
        Route.post(
                "/packages/{id}/versions",
                "packages.createVersion",
                "Registers an immutable version, once it is verified against the artifact")
            .inWorkspace()
            .reads("idempotencyKey")
            .takes("CreatePackageVersion")
            .answers(201, "PackageVersion")
            .refuses(404, 409, 502, 504)
            .handled(reception.members(Permission::publishVersion, this::publish)),
        Route.get(
                "/packages/{id}/versions/{version_id}",
                "packages.getVersion",
                "A version of a package")
            .inWorkspace()
            .reads("view")
            .answers(200, "PackageVersion")
            .refuses(404)
            .handled(reception.members(Permission::readVersion, this::find)),
        Route.get(
                "/packages/{id}/versions/{version_id}/inputs",
                "packages.getVersionInputs",
                "The JSON Schema of what an installation of a version asks for")
            .inWorkspace()
            .answers(200, "InputSchema")
            .refuses(404)
            .handled(reception.members(Permission::readInputs, this::inputs)),
        Route.post(
                "/packages/{id}/versions/{version_id}/compatibility:check",
                "packages.checkVersionCompatibility",
                "Whether a version fits into a cluster")
            .inWorkspace()
            .takes("CheckCompatibility")
            .answers(200, "CompatibilityAnswer")
            .refuses(404)
            .handled(reception.members(Permission::checkCompatibility, this::check)));
  }

  private Answer list(Caller.Member member, Asked asked) {
    var id = asked.segment("id");
    var workspace = WorkspaceId.of(member.organization().id()).value();
    // An id that cannot be is nobody's, so no cursor can name it.
    var listing = new Listing(LIST, workspace, List.of(Shown.text(id).replace('\n', ' ')));
    var query = asked.query(Query.CURSOR, Query.LIMIT);
    var part = query.part(cursors, listing);
    return switch (packages.versions(member, id, part)) {
      case Reading.Found<Stretch<PackageVersion>>(var found) ->
          query.findings().isEmpty()
              ? Pages.page(
                  cursors,
                  listing,
                  found,
                  one -> rendering.version(one, false),
                  one -> new Place(one.createdAt(), one.id().value()))
              : Envelope.of(query.findings());
      case Reading.NotFound<Stretch<PackageVersion>> none -> Missing.packageOf(asked);
      case Reading.Forbidden<Stretch<PackageVersion>>(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer publish(Caller.Member member, Asked asked) {
    var key = asked.repeatKey();
    var besides = Stream.concat(key.findings().stream(), asked.emptyQuery().stream()).toList();
    var command =
        new PublishCommand(
            asked.segment("id"),
            asked.body(),
            besides,
            key.idempotency(asked, rendering::newVersion));
    return switch (publishing.publish(member, command)) {
      case Publication.Created(var made) -> rendering.tellVersion(rendering.newVersion(made));
      case Publication.Again(var repeated) -> RepeatKey.again(repeated, rendering::tellVersion);
      case Publication.Forbidden(var missing) -> Reception.forbidden(missing);
      case Publication.NotFound none -> Missing.packageOf(asked);
      case Publication.Invalid(var findings) -> Envelope.of(findings);
      case Publication.NotOci notOci ->
          Envelope.of(
              Reason.PACKAGE_NOT_OCI,
              "The platform makes the versions of a hosted package itself; none is registered");
      case Publication.SemVerExists(var existing, var semver) ->
          Envelope.of(
              Finding.at(
                      List.of("body", "semver"),
                      Reason.SEMVER_EXISTS,
                      "The package has version " + semver + "; a version never changes")
                  .with("version_id", existing.value())
                  .with("semver", semver.text()));
      case Publication.RegistryFailed(var finding) -> Envelope.of(finding);
    };
  }

  private Answer find(Caller.Member member, Asked asked) {
    var query = asked.query(Query.VIEW);
    boolean full = query.full();
    return switch (packages.version(member, asked.segment("id"), asked.segment("version_id"))) {
      case Reading.Found<PackageVersion>(var found) ->
          query.findings().isEmpty()
              ? rendering.tellVersion(new Rendered(200, rendering.version(found, full)))
              : Envelope.of(query.findings());
      case Reading.NotFound<PackageVersion> none -> Missing.versionOf(asked);
      case Reading.Forbidden<PackageVersion>(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer inputs(Caller.Member member, Asked asked) {
    var findings = asked.emptyQuery();
    return switch (packages.inputs(member, asked.segment("id"), asked.segment("version_id"))) {
      case Reading.Found<JsonObject>(var schema) ->
          findings.isEmpty() ? Answer.json(200, schema) : Envelope.of(findings);
      case Reading.NotFound<JsonObject> none -> Missing.versionOf(asked);
      case Reading.Forbidden<JsonObject>(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer check(Caller.Member member, Asked asked) {
    var besides = asked.emptyQuery();
    var answer =
        packages.checkCompatibility(
            member, asked.segment("id"), asked.segment("version_id"), asked.body());
    return switch (answer) {
      case CompatibilityAnswer.Judged judged ->
          besides.isEmpty() ? Answer.json(200, judgement(judged)) : Envelope.of(besides);
      case CompatibilityAnswer.NotFound none -> Missing.versionOf(asked);
      case CompatibilityAnswer.Invalid(var findings) ->
          Envelope.of(Stream.concat(besides.stream(), findings.stream()).toList());
      case CompatibilityAnswer.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }

  private static Json judgement(CompatibilityAnswer.Judged judged) {
    return Json.object()
        .put("compatible", judged.compatible())
        .put(
            "reasons", Json.array(judged.reasons().stream().map(VersionEndpoints::reason).toList()))
        .build();
  }

  private static Json reason(Mismatch mismatch) {
    return Json.object()
        .put("clause", mismatch.clause())
        .put("message", mismatch.message())
        .build();
  }
}

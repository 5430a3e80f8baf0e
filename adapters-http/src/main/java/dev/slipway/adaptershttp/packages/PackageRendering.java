package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Compatibility;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.answer.Rendered;
import java.util.Optional;

/** Packages and their versions as answers (contract/packages.md section 4). Thread-safe. */
final class PackageRendering {

  private static final String ETAG = "etag";

  private final Links links;

  PackageRendering(Links links) {
    this.links = links;
  }

  /** A package. */
  JsonObject aPackage(RegisteredPackage found, boolean full) {
    var json =
        Json.object()
            .put("id", found.id().value())
            .put("html_url", links.to("packages/" + found.id()))
            .put("workspace_id", WorkspaceId.of(found.organization()).value())
            .put("name", found.name())
            .put("latest_version_id", found.latest().id().value())
            .putOrNothing("description", found.description().orElse(null))
            .putOrNothing("display_image_url", found.displayImageUrl().orElse(null))
            .put("source", source(found.source()));
    if (full) {
      json.putNothing("composed_from_sources");
    }
    return json.put("created_at", found.createdAt().getEpochSecond())
        .put(ETAG, found.etag().text())
        .build();
  }

  private static Json source(Source source) {
    return switch (source) {
      case Source.Oci(var repository) ->
          Json.object().put("kind", "oci").put("oci_ref", repository.toString()).build();
      case Source.Hosted(var repositoryId) ->
          Json.object().put("kind", "hosted").put("repository_id", repositoryId).build();
    };
  }

  /** A version of a package. */
  JsonObject version(PackageVersion version, boolean full) {
    long createdAt = version.createdAt().getEpochSecond();
    var json =
        Json.object()
            .put("id", version.id().value())
            .put("package_id", version.of().id().value())
            .put("semver", version.semver().text())
            .put("ref", version.ref().toString())
            .put("input_schema", version.inputSchema())
            .put("published_at", createdAt)
            .put("created_at", createdAt)
            .put(ETAG, Etag.FIRST.text());
    if (full) {
      json.put(
              "compatibility",
              version.compatibility().<Json>map(Compatibility::toJson).orElseGet(Json::nothing))
          .put("verification", verification(version.verification()));
    }
    return json.build();
  }

  private static Json verification(PackageVersion.Verification verification) {
    return Json.object()
        .put("version", "matched")
        .put(
            "input_schema",
            switch (verification) {
              case SCHEMA_MATCHED -> "matched";
              case SCHEMA_ABSENT -> "absent";
            })
        .build();
  }

  /** A new package, as it is answered and kept. */
  Rendered newPackage(RegisteredPackage made) {
    return new Rendered(201, aPackage(made, false));
  }

  /** A new version, as it is answered and kept. */
  Rendered newVersion(PackageVersion made) {
    return new Rendered(201, version(made, false));
  }

  /** An answer that tells one package, with what its headers say of it. */
  Answer tellPackage(Rendered rendered) {
    var answer = told(rendered);
    return rendered.status() == 201
        ? answer.with("Location", links.to("packages/" + text(rendered.body(), "id")))
        : answer;
  }

  /** An answer that tells one version, with what its headers say of it. */
  Answer tellVersion(Rendered rendered) {
    var answer = told(rendered);
    var body = rendered.body();
    return rendered.status() == 201
        ? answer.with(
            "Location",
            links.to("packages/" + text(body, "package_id") + "/versions/" + text(body, "id")))
        : answer;
  }

  private static Answer told(Rendered rendered) {
    return Answer.json(rendered.status(), rendered.body())
        .with("ETag", '"' + text(rendered.body(), ETAG) + '"');
  }

  /** A text of an answer that was made here. */
  static String text(Json body, String name) {
    return Optional.of(body)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(object -> object.get(name))
        .filter(Json.JsonString.class::isInstance)
        .map(text -> ((Json.JsonString) text).value())
        .orElseThrow(() -> new IllegalStateException("A kept answer has no " + name));
  }
}

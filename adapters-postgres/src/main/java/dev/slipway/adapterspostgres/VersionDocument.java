package dev.slipway.adapterspostgres;

import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.ResourceSchema;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.version.SemVer;
import java.util.Optional;
import java.util.Set;

/** Everything of a provider version that has no column of its own. */
final class VersionDocument {

  /**
   * Schemas, which may be most of a document by far. An answer hands them on as they are; only who
   * installs looks into one.
   */
  private static final Set<String> SCHEMAS = Set.of("config", "outputs");

  private VersionDocument() {}

  static String write(ProviderVersion version) {
    var release = version.release();
    var content = release.content();
    var document =
        Fields.document()
            .put("wheel", content.wheelUrl().text())
            .putOrNothing("sha256", content.sha256().map(Sha256::hex).orElse(null))
            .putOrNothing("package", content.packageName().orElse(null))
            .put("schemas", schemas(content.schemas()))
            .putOrNothing("changelog", content.changelog().orElse(null))
            .put("entrypoint", ProviderDocument.texts(content.entrypoint()))
            .put("runtime", release.runtimeVersion().text())
            .put("created", release.createdAt().toString())
            .put("updated", version.updatedAt().toString())
            .put("status", version.status().word());
    switch (version) {
      case ProviderVersion.Building building -> document.put("build", building.buildId());
      case ProviderVersion.Published published ->
          document.put("published", published.publishedAt().toString());
      case ProviderVersion.Failed failed -> document.put("error", failed.error());
      case ProviderVersion.Yanked yanked ->
          document
              .put("published", yanked.publishedAt().toString())
              .put("yanked", yanked.yankedAt().toString())
              .putOrNothing("reason", yanked.reason().orElse(null));
    }
    return document.build().toText();
  }

  private static Json schemas(ProviderSchemas schemas) {
    return Json.object()
        .put(
            "resources",
            Json.array(schemas.resources().stream().map(VersionDocument::schema).toList()))
        .put("config", orNothing(schemas.config()))
        .put("outputs", orNothing(schemas.outputs()))
        .build();
  }

  private static Json schema(ResourceSchema schema) {
    return Json.object()
        .put("resource", schema.resource())
        .putOrNothing("description", schema.description().orElse(null))
        .put("config", orNothing(schema.config()))
        .put("outputs", orNothing(schema.outputs()))
        .build();
  }

  private static Json orNothing(Optional<JsonObject> object) {
    return object.<Json>map(one -> one).orElseGet(Json::nothing);
  }

  static ProviderVersion read(VersionId id, int edition, String document) {
    var fields = Fields.of("version " + id, document, SCHEMAS);
    var release =
        new Release(
            id,
            content(fields),
            SemVer.of(fields.text("runtime")),
            edition,
            fields.time("created"));
    var updated = fields.time("updated");
    var status =
        fields.oneOf("status", ProviderVersion.Status.values(), ProviderVersion.Status::word);
    return switch (status) {
      case BUILDING -> new ProviderVersion.Building(release, fields.text("build"), updated);
      case PUBLISHED -> new ProviderVersion.Published(release, fields.time("published"), updated);
      case FAILED -> new ProviderVersion.Failed(release, fields.text("error"), updated);
      case YANKED ->
          new ProviderVersion.Yanked(
              release,
              fields.time("published"),
              fields.time("yanked"),
              fields.textIfAny("reason"),
              updated);
    };
  }

  private static WheelContent content(Fields fields) {
    var schemas = fields.fields("schemas");
    return new WheelContent(
        WheelUrl.known(fields.text("wheel")),
        fields.textIfAny("sha256").map(Sha256::new),
        fields.textIfAny("package"),
        new ProviderSchemas(
            schemas.list(
                "resources",
                one ->
                    new ResourceSchema(
                        one.text("resource"),
                        one.textIfAny("description"),
                        one.objectIfAny("config"),
                        one.objectIfAny("outputs"))),
            schemas.objectIfAny("config"),
            schemas.objectIfAny("outputs")),
        fields.textIfAny("changelog"),
        fields.texts("entrypoint"));
  }
}

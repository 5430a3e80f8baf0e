package dev.slipway.portstck.sample;

import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.ResourceSchema;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.version.SemVer;
import java.util.List;
import java.util.Optional;

/** Builds a provider version. Belongs to one thread. */
public final class VersionSample {

  private final VersionId id;
  private int edition;
  private ProviderSchemas schemas =
      new ProviderSchemas(
          List.of(
              new ResourceSchema(
                  "table",
                  Optional.of("A table"),
                  Optional.of(schema("rows")),
                  Optional.of(schema("url"))),
              new ResourceSchema(
                  "view/live", Optional.empty(), Optional.empty(), Optional.empty())),
          Optional.of(schema("region")),
          Optional.of(schema("endpoint")));

  VersionSample(VersionId id) {
    this.id = id;
  }

  /** The provider's edition to which it belongs. */
  public VersionSample edition(int edition) {
    this.edition = edition;
    return this;
  }

  /** What it says about its resources. */
  public VersionSample schemas(ProviderSchemas schemas) {
    this.schemas = schemas;
    return this;
  }

  /** What every state knows. */
  public Release release() {
    return new Release(id, content(), SemVer.of("3.1.4+image"), edition, Samples.NOON);
  }

  /** Being built. */
  public ProviderVersion.Building building() {
    return new ProviderVersion.Building(release(), "bld_1", Samples.NOON);
  }

  /** Published. */
  public ProviderVersion.Published published() {
    return new ProviderVersion.Published(
        release(), Samples.NOON.plusSeconds(1), Samples.NOON.plusSeconds(2));
  }

  /** Its build failed. */
  public ProviderVersion.Failed failed() {
    return new ProviderVersion.Failed(release(), "no wheel came out", Samples.NOON.plusSeconds(3));
  }

  /** Withdrawn. */
  public ProviderVersion.Yanked yanked() {
    return new ProviderVersion.Yanked(
        release(),
        Samples.NOON.plusSeconds(1),
        Samples.NOON.plusSeconds(4),
        Optional.of("loses data"),
        Samples.NOON.plusSeconds(4));
  }

  private WheelContent content() {
    return new WheelContent(
        WheelUrl.of(
            "https://wheels.example.org/"
                + id.provider().canonical()
                + "/sample-1.0.0-py3-none-any.whl?v=1"),
        Optional.of(Samples.digest("wheel of " + id)),
        Optional.of("sample.provider"),
        schemas,
        Optional.of("Changed since the last one:\n- everything"),
        List.of("python", "-m", "sample", "--flag=a b"));
  }

  private static Json.JsonObject schema(String property) {
    return Json.object()
        .put("type", "object")
        .put(
            "properties",
            Json.object().put(property, Json.object().put("type", "string").build()).build())
        .put("required", Json.array(Json.string(property)))
        .build();
  }
}

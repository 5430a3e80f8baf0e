package dev.slipway.portstck.sample;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Compatibility;
import dev.slipway.domain.packages.KubernetesVersion;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.version.SemVer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds a version of a package. Belongs to one thread. */
public final class PackageVersionSample {

  private final PackageKey of;
  private final SemVer semver;
  private String id;
  private ContentReference ref;
  private JsonObject schema =
      Json.object()
          .put("type", "object")
          .put(
              "properties",
              Json.object()
                  .put("replicas", Json.object().put("default", Json.number("1.50")).build())
                  .build())
          .build();
  private Optional<Compatibility> compatibility =
      Optional.of(
          new Compatibility(
              List.of("managed_kaas", "imported_byoc"),
              bound("1.27"),
              bound("1.31.4"),
              new Compatibility.Allowed.Any(),
              new Compatibility.Allowed.Only(List.of("eu", "us")),
              Optional.of(Compatibility.NetworkProfile.LINUX_CILIUM)));
  private Verification verification = Verification.SCHEMA_MATCHED;
  private Instant createdAt = Samples.NOON.plusSeconds(1);

  PackageVersionSample(PackageKey of, String version) {
    this.of = of;
    this.semver = SemVer.of(version);
    this.id = Samples.digest(of + " " + version).hex().substring(0, 26);
    var digest = ContentDigest.sha256((of + "@" + version).getBytes(StandardCharsets.UTF_8));
    this.ref = new ContentReference(digest.text(), digest);
  }

  private static Optional<KubernetesVersion> bound(String text) {
    return KubernetesVersion.bound(text) instanceof Parsed.Valid<KubernetesVersion>(var version)
        ? Optional.of(version)
        : Optional.empty();
  }

  /** Names it, in letters and digits. */
  public PackageVersionSample called(String id) {
    this.id = id;
    return this;
  }

  /** What names its bytes. */
  public PackageVersionSample at(ContentReference ref) {
    this.ref = ref;
    return this;
  }

  /** What an installation asks for. */
  public PackageVersionSample asking(JsonObject schema) {
    this.schema = schema;
    return this;
  }

  /** Where it may be installed. */
  public PackageVersionSample fitting(Optional<Compatibility> compatibility) {
    this.compatibility = compatibility;
    return this;
  }

  /** What its artifact said. */
  public PackageVersionSample verified(Verification verification) {
    this.verification = verification;
    return this;
  }

  /** When it was registered. */
  public PackageVersionSample madeAt(Instant at) {
    this.createdAt = at;
    return this;
  }

  /** The version. */
  public PackageVersion version() {
    return new PackageVersion(
        new PackageVersionId("pkgv_" + id),
        of,
        semver,
        ref,
        schema,
        compatibility,
        verification,
        createdAt);
  }
}

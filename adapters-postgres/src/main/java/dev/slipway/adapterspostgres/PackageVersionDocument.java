package dev.slipway.adapterspostgres;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.Compatibility;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;

/** Everything of a package's version that has no column of its own. */
final class PackageVersionDocument {

  private PackageVersionDocument() {}

  static String write(PackageVersion version) {
    return Fields.document()
        .put("ref", version.ref().text())
        .put(
            "compatibility",
            version.compatibility().<Json>map(Compatibility::toJson).orElseGet(Json::nothing))
        .put("verification", word(version.verification()))
        .build()
        .toText();
  }

  private static String word(Verification verification) {
    return switch (verification) {
      case SCHEMA_MATCHED -> "schema matched";
      case SCHEMA_ABSENT -> "schema absent";
    };
  }

  static PackageVersion read(
      PackageVersionId id,
      PackageKey of,
      SemVer semver,
      Instant createdAt,
      String document,
      String inputSchema) {
    var what = "version " + id + " of package " + of;
    var fields = Fields.of(what, document);
    return new PackageVersion(
        id,
        of,
        semver,
        ref(fields),
        StoredJson.unread(what, inputSchema),
        fields.objectIfAny("compatibility").map(Compatibility::of),
        fields.oneOf("verification", Verification.values(), PackageVersionDocument::word),
        createdAt);
  }

  /** What it names was judged when it was stored: its digest is all that is behind the last @. */
  private static ContentReference ref(Fields fields) {
    var text = fields.text("ref");
    return new ContentReference(text, ContentDigest.of(text.substring(text.lastIndexOf('@') + 1)));
  }
}

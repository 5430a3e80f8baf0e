package dev.slipway.adapterspostgres;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.packages.Source;
import java.time.Instant;
import java.util.Optional;

/** Everything of a package that has no column of its own. */
final class PackageDocument {

  private PackageDocument() {}

  static String write(RegisteredPackage registered) {
    return Fields.document()
        .put("name", registered.name())
        .putOrNothing("description", registered.description().orElse(null))
        .putOrNothing("image", registered.displayImageUrl().orElse(null))
        .putOrNothing(
            "hosted",
            registered.source() instanceof Source.Hosted hosted ? hosted.repositoryId() : null)
        .build()
        .toText();
  }

  /** The canonical text of the repository of which an organization has one package at most. */
  static Optional<String> repository(RegisteredPackage registered) {
    return switch (registered.source()) {
      case Source.Oci(var repository) -> Optional.of(repository.text());
      case Source.Hosted hosted -> Optional.empty();
    };
  }

  static RegisteredPackage read(
      PackageKey key,
      Optional<OciRepository> repository,
      LatestVersion latest,
      Etag etag,
      Instant createdAt,
      String document) {
    var fields = Fields.of("package " + key, document);
    return new RegisteredPackage(
        key,
        fields.text("name"),
        fields.textIfAny("description"),
        fields.textIfAny("image"),
        repository
            .<Source>map(Source.Oci::new)
            .orElseGet(() -> new Source.Hosted(fields.text("hosted"))),
        latest,
        etag,
        createdAt);
  }
}

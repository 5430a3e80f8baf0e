package dev.slipway.domain.packages;

import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of a package. Once it is there, nothing of it ever changes; a package has one version
 * of each precedence.
 *
 * @param id names it
 * @param of the package that it is a version of
 * @param semver its version; of the artifact's {@code akua.toml} the very text
 * @param ref names the bytes, as its publisher wrote it
 * @param inputSchema what an installation of it asks for; keeps the order of its members and the
 *     digits of its numbers
 * @param compatibility where it may be installed; absent means anywhere
 * @param verification what the artifact itself said
 * @param createdAt when it was registered, which is when it was published
 */
public record PackageVersion(
    PackageVersionId id,
    PackageKey of,
    SemVer semver,
    ContentReference ref,
    JsonObject inputSchema,
    Optional<Compatibility> compatibility,
    Verification verification,
    Instant createdAt) {

  /** What the artifact said about what its publisher said. Its version always matches. */
  public enum Verification {
    /** It brings the same schema. */
    SCHEMA_MATCHED,
    /** It brings no schema, so the given one was taken as it was. */
    SCHEMA_ABSENT
  }
}

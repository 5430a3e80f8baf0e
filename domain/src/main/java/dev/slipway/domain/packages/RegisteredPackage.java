package dev.slipway.domain.packages;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.Latest;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A package of a workspace. It always has a version; of what it says only the latest version and
 * the etag ever change. Implements section 4 of the contract's page on packages.
 *
 * @param key whose it is, and its id
 * @param name what people call it, 1 to 120 characters; need not be unique
 * @param description 0 to 1,000 characters
 * @param displayImageUrl an https URL of at most 2,048 characters, as it was given
 * @param source where the bytes of its versions are
 * @param latest which of its versions is the latest one
 * @param etag tells this state from the next
 * @param createdAt when it was imported
 */
public record RegisteredPackage(
    PackageKey key,
    String name,
    Optional<String> description,
    Optional<String> displayImageUrl,
    Source source,
    LatestVersion latest,
    Etag etag,
    Instant createdAt) {

  /** The longest name, in characters. */
  public static final int MAX_NAME = 120;

  /** The longest description, in characters. */
  public static final int MAX_DESCRIPTION = 1_000;

  /**
   * The latest version: the highest one that is no pre-release; while there are only pre-releases,
   * the highest of them.
   *
   * @param id its id
   * @param semver its version
   */
  public record LatestVersion(PackageVersionId id, SemVer semver) {

    /** The latest one when another is there too. */
    public LatestVersion or(LatestVersion other) {
      return Latest.latest(List.of(this, other), LatestVersion::semver).orElse(this);
    }
  }

  /** A version that may be registered, or the reason why none may be. */
  public sealed interface Admission {

    /** Versions are registered, from this repository. */
    record From(OciRepository repository) implements Admission {}

    /** The platform makes the versions of a hosted package itself. */
    record Hosted() implements Admission {}
  }

  /** Names the package. */
  public PackageId id() {
    return key.id();
  }

  /** Whose it is. */
  public OrganizationId organization() {
    return key.organization();
  }

  /** Whether somebody may register a version of it. */
  public Admission admission() {
    return switch (source) {
      case Source.Oci(var repository) -> new Admission.From(repository);
      case Source.Hosted hosted -> new Admission.Hosted();
    };
  }

  /**
   * The package once a version was added: the latest may be another, and the etag always is.
   *
   * @throws IllegalArgumentException when the version is another package's
   */
  public RegisteredPackage with(PackageVersion added) {
    if (!added.of().equals(key)) {
      throw new IllegalArgumentException(added.id() + " is no version of package " + key);
    }
    return new RegisteredPackage(
        key,
        name,
        description,
        displayImageUrl,
        source,
        latest.or(new LatestVersion(added.id(), added.semver())),
        etag.next(),
        createdAt);
  }
}

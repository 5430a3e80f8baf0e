package dev.slipway.ports.driven.packages;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.Optional;

/**
 * Reading packages and their versions; they are written by {@code Commits}. Every question names
 * the organization, and no other one's packages are ever in its answer. Each is one read, whose
 * cost does not grow with the number of packages or versions. Thread-safe; blocks.
 */
public interface Packages {

  /**
   * How many bytes of schemas, as compact JSON in UTF-8, one part of a list of versions holds
   * unless it holds a single version: it ends before the version that would exceed them, and there
   * is more. So a list of large schemas costs a bounded amount of memory.
   */
  long MAX_SCHEMA_BYTES = 2L * 1024 * 1024;

  /** A package. */
  Optional<RegisteredPackage> find(PackageKey key);

  /** The package that an organization has of a repository. */
  Optional<RegisteredPackage> ofRepository(OrganizationId organization, OciRepository repository);

  /** An organization's packages, newest first. */
  Stretch<RegisteredPackage> page(OrganizationId organization, NewestFirst part);

  /**
   * A package together with its version of the same precedence, as they are at one moment; absent
   * when there is no such package.
   */
  Optional<VersionScene> scene(PackageKey key, SemVer semver);

  /** A version of a package; absent when there is none, also when it is another package's. */
  Optional<PackageVersion> version(PackageKey key, PackageVersionId id);

  /**
   * A package's versions, newest first, at most {@link #MAX_SCHEMA_BYTES} of them at once; absent
   * when there is no such package.
   */
  Optional<Stretch<PackageVersion>> versions(PackageKey key, NewestFirst part);
}

package dev.slipway.domain.packages;

import dev.slipway.domain.artifact.OciRepository;

/** Where the bytes of a package's versions are. */
public sealed interface Source {

  /**
   * In somebody's OCI registry: whoever publishes there registers each version.
   *
   * @param repository without a digest
   */
  record Oci(OciRepository repository) implements Source {}

  /**
   * In a repository of the platform's own, which makes the versions itself: nobody registers one.
   *
   * @param repositoryId names it
   */
  record Hosted(String repositoryId) implements Source {}
}

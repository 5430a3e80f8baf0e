package dev.slipway.ports.driven.commit;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.version.SemVer;

/** Which race a commit lost. */
public sealed interface Lost {

  /**
   * An aggregate is not as it was read: created, changed or removed since.
   *
   * @param what the aggregate, for people
   */
  record Moved(String what) implements Lost {}

  /** A provider is not in the catalogue (any more). */
  record ProviderGone(ProviderName provider) implements Lost {}

  /**
   * A provider cannot be deleted because it is installed.
   *
   * @param installations how many installations exist
   */
  record ProviderInstalled(ProviderName provider, long installations) implements Lost {}

  /** Another organization has this slug. */
  record SlugTaken(Slug slug) implements Lost {}

  /**
   * The organization has a package of this repository.
   *
   * @param existing the one that it has
   */
  record PackageExists(PackageId existing) implements Lost {}

  /** A package is not there (any more). */
  record PackageGone(PackageKey key) implements Lost {}

  /**
   * The package has a version of this precedence.
   *
   * @param existing its id
   * @param semver its text
   */
  record SemVerTaken(PackageVersionId existing, SemVer semver) implements Lost {}

  /**
   * The organization has a connection to this registry.
   *
   * @param existing the one that it has
   */
  record RegistryConnected(RegistryConnectionId existing) implements Lost {}

  /** The lease under which a worker worked has ended; somebody else may work on it. */
  record LeaseLost(DeliveryKey key) implements Lost {}
}

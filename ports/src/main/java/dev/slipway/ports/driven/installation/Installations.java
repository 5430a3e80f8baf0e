package dev.slipway.ports.driven.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Reach;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reading installations; one round trip a call. A tenant's calls see its own installations alone. A
 * store that keeps config encrypted gives it withheld where it lacks the key, in every call; what
 * it wrote goes back into the store with the installation. Thread-safe; blocks.
 */
public interface Installations {

  /** One installation. */
  Optional<InstallationView> find(InstallationId id);

  /** All that a decision about an installation looks at. */
  InstallationScene scene(InstallationId id, VersionChoice choice);

  /**
   * Those of a tenant's installations that are in a reach, by canonical provider name ascending;
   * the key is that name. The total counts these alone, and costs the same whatever their number
   * when the reach is everything.
   */
  Page<InstallationView> page(OrganizationId organization, Reach reach, Paging paging);

  /** All of a tenant's installations. */
  default Page<InstallationView> page(OrganizationId organization, Paging paging) {
    return page(organization, Reach.EVERYTHING, paging);
  }

  /**
   * Installations that are being processed and whose registration deadline is at or before a time;
   * the longest overdue first, then by tenant and canonical provider name.
   */
  List<InstallationId> overdue(Instant now, int limit);

  /**
   * Tenants that have a provider installed with automatic upgrades, by id ascending.
   *
   * @param after behind this id; empty text for the first page
   */
  List<InstallationId> automatic(ProviderName provider, String after, int limit);

  /**
   * Every installation of every tenant, by tenant, then canonical provider name; without what
   * answers show beside them, because the sweep reads all of them and needs nothing else.
   *
   * @param after behind this one; empty for the first page
   */
  List<Versioned<Installation>> all(Optional<InstallationId> after, int limit);
}

package dev.slipway.ports.driven.tenancy;

import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import java.util.Optional;

/** Reading organizations. Thread-safe; blocks. */
public interface Organizations {

  /** The organization of an id. */
  Optional<Organization> find(OrganizationId id);

  /** The organization that has a slug. */
  Optional<Organization> bySlug(Slug slug);
}

package dev.slipway.ports.driven.tenancy;

import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.Optional;

/** Reading organizations. Thread-safe; blocks. */
public interface Organizations {

  /** The organization of an id. */
  Optional<Organization> find(OrganizationId id);

  /** The organization that has a slug. */
  Optional<Organization> bySlug(Slug slug);

  /** The organization that a workspace is; one read, by an index. */
  Optional<Organization> ofWorkspace(WorkspaceId workspace);

  /** All organizations, newest first. For whoever owns the server. */
  Stretch<Organization> page(NewestFirst part);
}

package dev.slipway.domain.packages;

import dev.slipway.domain.tenancy.OrganizationId;

/**
 * Names a package among all there are: whose it is, then which.
 *
 * @param organization the workspace that it belongs to
 * @param id its id
 */
public record PackageKey(OrganizationId organization, PackageId id) {

  @Override
  public String toString() {
    return organization + "/" + id;
  }
}

package dev.slipway.domain.catalogue;

import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;

/** Who answers for a provider. */
public sealed interface Author {

  /** The operator of the platform: the providers under {@code platform/}. */
  record Platform() implements Author {}

  /**
   * A tenant.
   *
   * @param organization the owner; nobody else may change the provider
   * @param slug its slug, which is the provider's prefix
   */
  record Customer(OrganizationId organization, Slug slug) implements Author {}

  /** Whether an organization is the owner. */
  default boolean is(OrganizationId organization) {
    return switch (this) {
      case Platform platform -> false;
      case Customer customer -> customer.organization().equals(organization);
    };
  }
}

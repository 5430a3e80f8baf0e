package dev.slipway.domain.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.tenancy.OrganizationId;

/**
 * Names an installation: a tenant has at most one of each provider.
 *
 * @param organization the tenant
 * @param provider what is installed
 */
public record InstallationId(OrganizationId organization, ProviderName provider) {

  /** The key under which its messages keep their order. */
  public DeliveryKey deliveryKey() {
    return new DeliveryKey("installation/" + organization.value() + "/" + provider.canonical());
  }

  @Override
  public String toString() {
    return organization.value() + ":" + provider.canonical();
  }
}

package dev.slipway.ports.driven.commit;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.tenancy.Slug;

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

  /** The lease under which a worker worked has ended; somebody else may work on it. */
  record LeaseLost(DeliveryKey key) implements Lost {}
}

package dev.slipway.ports.driven;

import dev.slipway.ports.driven.answer.KeptAnswers;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.RuntimeVersions;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.delivery.DeadLetters;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.ports.driven.delivery.Wakeups;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.registration.Registrations;
import dev.slipway.ports.driven.registry.RegistryConnections;
import dev.slipway.ports.driven.secret.SigningKeys;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driven.tenancy.Organizations;

/**
 * One store: all writing goes through {@link #commits()}, everything else reads what was committed
 * there. What one thread committed, every thread reads from then on. Thread-safe.
 *
 * <p>Texts hold neither U+0000 nor unpaired surrogates, and instants are whole microseconds:
 * whoever calls has refused or cut the others. A call after {@link #close} throws {@code
 * StorageUnavailable}.
 */
public interface Store extends AutoCloseable {

  /** The one way to write. */
  Commits commits();

  /** Providers and their versions. */
  Catalogue catalogue();

  /** Runtime versions. */
  RuntimeVersions runtimeVersions();

  /** Installations. */
  Installations installations();

  /** Running providers that registered. */
  Registrations registrations();

  /** Tenants. */
  Organizations organizations();

  /** API tokens. */
  ApiTokens tokens();

  /** Packages and their versions. */
  Packages packages();

  /** Credentials for other people's registries. */
  RegistryConnections registryConnections();

  /** Kept answers. */
  KeptAnswers answers();

  /** Messages to deliver. */
  Outbox outbox();

  /** Messages that nobody understood. */
  DeadLetters deadLetters();

  /** Wake-ups for workers. */
  Wakeups wakeups();

  /** Named leases. */
  Leases leases();

  /** The signing key. */
  SigningKeys signingKeys();

  /** Whether the store can be reached at this moment; answers within two seconds. */
  boolean reachable();

  /** Gives up what the store holds in this process; what is stored stays where it survives. */
  @Override
  void close();
}

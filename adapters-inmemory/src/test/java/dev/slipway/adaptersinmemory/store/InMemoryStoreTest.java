package dev.slipway.adaptersinmemory.store;

import dev.slipway.portstck.answer.KeptAnswersContract;
import dev.slipway.portstck.catalogue.CatalogueContract;
import dev.slipway.portstck.catalogue.CatalogueSearchContract;
import dev.slipway.portstck.catalogue.RuntimeVersionsContract;
import dev.slipway.portstck.commit.CommitRacesContract;
import dev.slipway.portstck.commit.CommitsContract;
import dev.slipway.portstck.delivery.DeadLettersContract;
import dev.slipway.portstck.delivery.OutboxContract;
import dev.slipway.portstck.delivery.OutboxRacesContract;
import dev.slipway.portstck.delivery.WakeupsContract;
import dev.slipway.portstck.installation.InstallationsContract;
import dev.slipway.portstck.lease.LeasesContract;
import dev.slipway.portstck.packages.PackageRacesContract;
import dev.slipway.portstck.packages.PackagesContract;
import dev.slipway.portstck.registration.RegistrationsContract;
import dev.slipway.portstck.registry.RegistryConnectionsContract;
import dev.slipway.portstck.secret.SigningKeysContract;
import dev.slipway.portstck.store.StoreContract;
import dev.slipway.portstck.store.StoreHarness;
import dev.slipway.portstck.tenancy.TenancyContract;
import dev.slipway.portstck.tenancy.WorkspacesContract;
import org.junit.jupiter.api.Nested;

/** The store in memory keeps every contract of a store. */
class InMemoryStoreTest {

  abstract static class InMemory implements StoreContract {
    private final StoreHarness harness = InMemoryHarness.create();

    @Override
    public StoreHarness harness() {
      return harness;
    }
  }

  @Nested
  class Commits extends InMemory implements CommitsContract {}

  @Nested
  class CommitRaces extends InMemory implements CommitRacesContract {}

  @Nested
  class Catalogue extends InMemory implements CatalogueContract {}

  @Nested
  class CatalogueSearch extends InMemory implements CatalogueSearchContract {}

  @Nested
  class RuntimeVersions extends InMemory implements RuntimeVersionsContract {}

  @Nested
  class Installations extends InMemory implements InstallationsContract {}

  @Nested
  class Registrations extends InMemory implements RegistrationsContract {}

  @Nested
  class Outbox extends InMemory implements OutboxContract {}

  @Nested
  class OutboxRaces extends InMemory implements OutboxRacesContract {}

  @Nested
  class Wakeups extends InMemory implements WakeupsContract {}

  @Nested
  class DeadLetters extends InMemory implements DeadLettersContract {}

  @Nested
  class KeptAnswers extends InMemory implements KeptAnswersContract {}

  @Nested
  class Leases extends InMemory implements LeasesContract {}

  @Nested
  class Tenancy extends InMemory implements TenancyContract {}

  @Nested
  class Workspaces extends InMemory implements WorkspacesContract {}

  @Nested
  class Packages extends InMemory implements PackagesContract {}

  @Nested
  class PackageRaces extends InMemory implements PackageRacesContract {}

  @Nested
  class RegistryConnections extends InMemory implements RegistryConnectionsContract {}

  @Nested
  class SigningKeys extends InMemory implements SigningKeysContract {}
}

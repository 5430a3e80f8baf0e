package dev.slipway.adapterspostgres;

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

/** The store on PostgreSQL keeps every contract of a store. */
class PostgresStoreTest {

  abstract static class OnPostgres implements StoreContract {
    private final StoreHarness harness = new PostgresHarness();

    @Override
    public StoreHarness harness() {
      return harness;
    }
  }

  @Nested
  class Commits extends OnPostgres implements CommitsContract {}

  @Nested
  class CommitRaces extends OnPostgres implements CommitRacesContract {}

  @Nested
  class Catalogue extends OnPostgres implements CatalogueContract {}

  @Nested
  class CatalogueSearch extends OnPostgres implements CatalogueSearchContract {}

  @Nested
  class RuntimeVersions extends OnPostgres implements RuntimeVersionsContract {}

  @Nested
  class Installations extends OnPostgres implements InstallationsContract {}

  @Nested
  class Registrations extends OnPostgres implements RegistrationsContract {}

  @Nested
  class Outbox extends OnPostgres implements OutboxContract {}

  @Nested
  class OutboxRaces extends OnPostgres implements OutboxRacesContract {}

  @Nested
  class Wakeups extends OnPostgres implements WakeupsContract {}

  @Nested
  class DeadLetters extends OnPostgres implements DeadLettersContract {}

  @Nested
  class KeptAnswers extends OnPostgres implements KeptAnswersContract {}

  @Nested
  class Leases extends OnPostgres implements LeasesContract {}

  @Nested
  class Tenancy extends OnPostgres implements TenancyContract {}

  @Nested
  class Workspaces extends OnPostgres implements WorkspacesContract {}

  @Nested
  class Packages extends OnPostgres implements PackagesContract {}

  @Nested
  class PackageRaces extends OnPostgres implements PackageRacesContract {}

  @Nested
  class RegistryConnections extends OnPostgres implements RegistryConnectionsContract {}

  @Nested
  class SigningKeys extends OnPostgres implements SigningKeysContract {}

  /** The same with config encrypted: whatever holds config, or moves it. */
  @Nested
  class Encrypted {

    abstract static class OnEncryptedPostgres implements StoreContract {
      private final StoreHarness harness = new PostgresHarness(Ciphers.of("k2", "k1"));

      @Override
      public StoreHarness harness() {
        return harness;
      }
    }

    @Nested
    class Commits extends OnEncryptedPostgres implements CommitsContract {}

    @Nested
    class Installations extends OnEncryptedPostgres implements InstallationsContract {}

    @Nested
    class Registrations extends OnEncryptedPostgres implements RegistrationsContract {}

    @Nested
    class KeptAnswers extends OnEncryptedPostgres implements KeptAnswersContract {}

    @Nested
    class RegistryConnections extends OnEncryptedPostgres implements RegistryConnectionsContract {}
  }
}

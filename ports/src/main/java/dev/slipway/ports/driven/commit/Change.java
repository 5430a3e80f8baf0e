package dev.slipway.ports.driven.commit;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.lease.Leases;
import java.util.Set;

/**
 * One part of a {@link Commit}. A write whose {@link Expected} does not hold is lost as {@link
 * Lost.Moved}; what else can be lost is said beside each.
 */
public sealed interface Change {

  /**
   * Stores an organization. Lost as {@link Lost.SlugTaken} when another organization has its slug.
   */
  record PutOrganization(Organization next, Expected expected) implements Change {}

  /**
   * Stores a token. Of the last use that is stored and the one that it says, the later stays. Lost
   * as {@link Lost.Moved} also when its organization is not there, or another token has its digest.
   */
  record PutToken(ApiToken next, Expected expected) implements Change {}

  /**
   * Stores a provider's entry. A deletion (a {@link Provider.Deleted}) is lost as {@link
   * Lost.ProviderInstalled} while its counter of existing installations is above zero. An entry of
   * a higher edition starts with no published version; the other counters stay.
   */
  record PutProvider(Provider next, Expected expected) implements Change {}

  /**
   * Requires that a provider's entry still has a revision, without changing it; lost as {@link
   * Lost.Moved}. Commits that only require do not wait for each other.
   */
  record RequireProvider(ProviderName provider, Revision revision) implements Change {}

  /**
   * Moves a provider's counters, whatever its revision, which stays; together with a {@link
   * PutProvider} of the same provider, those that it leaves. Lost as {@link Lost.ProviderGone} when
   * the provider is absent, or deleted while {@code existing} rises; as {@link Lost.Moved} when a
   * counter would fall below zero, since whoever decided looked at an earlier edition.
   *
   * @param published change of the number of its published versions of the current edition
   * @param existing change of the number of installations in whatever state
   * @param installed change of the number of installations that are not being removed
   */
  record CountProvider(ProviderName provider, int published, int existing, int installed)
      implements Change {}

  /**
   * Stores a provider version. Absent means: no version of the same precedence, of whatever
   * edition. A revision is that of the version of exactly this text. Lost as {@link
   * Lost.ProviderGone} when its provider has no entry at all.
   */
  record PutProviderVersion(ProviderVersion next, Expected expected) implements Change {}

  /**
   * Stores a runtime version that must be new; lost as {@link Lost.Moved} when there is one of the
   * same precedence.
   */
  record PutRuntimeVersion(RuntimeVersion next) implements Change {}

  /** Stores an installation. */
  record PutInstallation(Installation next, Expected expected) implements Change {}

  /**
   * Removes an installation, every registration of it, and the lease of its runtime ({@link
   * Leases#ofRuntime}). Lost as {@link Lost.Moved}.
   */
  record RemoveInstallation(InstallationId id, Revision revision) implements Change {}

  /**
   * Stores a registration. Lost as {@link Lost.Moved} also when its installation is not there, or
   * when another registration has the same installation, incarnation and instance.
   */
  record PutRegistration(Registration next, Expected expected) implements Change {}

  /**
   * Stores a package with its first version. Lost as {@link Lost.PackageExists} when the
   * organization has a package of the same repository; as {@link Lost.Moved} when either id is
   * taken in the organization.
   *
   * @param next new, with {@code first} as its latest version and the first etag
   * @param first a version of it
   */
  record CreatePackage(RegisteredPackage next, PackageVersion first) implements Change {

    /**
     * @throws IllegalArgumentException when the two do not belong together
     */
    public CreatePackage {
      if (!first.of().equals(next.key())
          || !next.latest().equals(new LatestVersion(first.id(), first.semver()))
          || !next.etag().equals(Etag.FIRST)) {
        throw new IllegalArgumentException(
            "package " + next.key() + " does not begin with version " + first.id());
      }
    }
  }

  /**
   * Adds a version to a package, whatever the package's etag: makes of the stored package what
   * {@link RegisteredPackage#with} makes of it, in the same step. Commits that add different
   * versions to one package wait for each other, and never lose to each other. Lost as {@link
   * Lost.PackageGone} when there is no such package; as {@link Lost.SemVerTaken} when it has a
   * version of the same precedence; as {@link Lost.Moved} when the version's id is taken in the
   * organization.
   */
  record AddPackageVersion(PackageVersion next) implements Change {}

  /** Removes a package with all its versions. Lost as {@link Lost.Moved} when its etag differs. */
  record RemovePackage(PackageKey key, Etag expected) implements Change {}

  /**
   * Stores a registry connection with its credential. Lost as {@link Lost.RegistryConnected} when
   * the organization has one to the same registry; as {@link Lost.Moved} when it has one of its id.
   */
  record PutRegistryConnection(Credentialed next) implements Change {}

  /** Removes a registry connection with its credential. Lost as {@link Lost.Moved}. */
  record RemoveRegistryConnection(OrganizationId organization, RegistryConnectionId id)
      implements Change {}

  /** Adds a message behind all that are stored under its key. */
  record Append(Message message) implements Change {}

  /**
   * Removes the messages of a key that have one of these types, save one that is claimed under a
   * lease which has not run out. Never lost. Messages that are appended in the same commit stay.
   */
  record Supersede(DeliveryKey key, Set<String> types) implements Change {
    public Supersede {
      types = Set.copyOf(types);
    }
  }

  /** The message of a claim is done. Lost as {@link Lost.LeaseLost} when the claim ended. */
  record Acknowledge(Claim claim) implements Change {}

  /**
   * The message of a claim becomes a dead letter. Lost as {@link Lost.LeaseLost} when the claim
   * ended.
   *
   * @param error why, for the operator
   */
  record Park(Claim claim, String error) implements Change {}

  /** Keeps an answer under its idempotency key. See {@link Committed.Answered}. */
  record Keep(KeptAnswer answer) implements Change {}
}

package dev.slipway.portstck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationCounts;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.portstck.sample.PackageSample;
import dev.slipway.portstck.sample.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Brings a store into the state that a test begins with: stores values together with what they
 * stand on (the organization, the provider, the counters), as the use cases do.
 */
public final class Given {

  private static final Expected ABSENT = new Expected.Absent();

  private final Store store;

  /** Fills this store. */
  public Given(Store store) {
    this.store = store;
  }

  /** These changes are committed. */
  public void committed(Change... changes) {
    committed(List.of(changes));
  }

  /** These changes are committed. */
  public void committed(List<? extends Change> changes) {
    assertThat(store.commits().commit(new Commit(List.copyOf(changes))))
        .isEqualTo(new Committed.Done());
  }

  /** An organization of which id, slug and name are one word, unless it is there already. */
  public Organization organization(String word) {
    return store
        .organizations()
        .find(new OrganizationId(word))
        .orElseGet(
            () -> {
              var organization = Samples.anOrganization(word);
              committed(new Change.PutOrganization(organization, ABSENT));
              return organization;
            });
  }

  /** A token; its organization as well. */
  public Versioned<ApiToken> token(ApiToken token) {
    organization(token.organization().value());
    committed(new Change.PutToken(token, ABSENT));
    return new Versioned<>(token, Revision.FIRST);
  }

  /** An entry of a provider, new; its organization as well. */
  public <P extends Provider> Versioned<P> provider(P provider) {
    if (!provider.name().isPlatform()) {
      organization(provider.name().prefix());
    }
    committed(new Change.PutProvider(provider, ABSENT));
    return new Versioned<>(provider, Revision.FIRST);
  }

  /** The entry of a provider, unless it is there already. */
  public Provider provider(String canonical) {
    return entry(ProviderName.of(canonical))
        .map(Versioned::value)
        .orElseGet(() -> provider(Samples.aProvider(canonical).registered()).value());
  }

  /** A version, new; its provider as well. Counted when it is published. */
  public <V extends ProviderVersion> Versioned<V> version(V version) {
    var provider = version.id().provider();
    provider(provider.canonical());
    var put = new Change.PutProviderVersion(version, ABSENT);
    if (version instanceof ProviderVersion.Published) {
      committed(put, new Change.CountProvider(provider, 1, 0, 0));
    } else {
      committed(put);
    }
    return new Versioned<>(version, Revision.FIRST);
  }

  /** Published versions of a provider, new; the provider as well. */
  public void published(String canonical, String... versions) {
    for (String version : versions) {
      version(Samples.aProviderVersion(canonical, version).published());
    }
  }

  /** An installation, new; its organization and provider as well. Counted. */
  public <I extends Installation> Versioned<I> installation(I installation) {
    var provider = installation.id().provider();
    organization(installation.id().organization().value());
    provider(provider.canonical());
    var counts = InstallationCounts.between(Optional.empty(), Optional.of(installation));
    committed(
        new Change.PutInstallation(installation, ABSENT),
        new Change.CountProvider(provider, 0, counts.existing(), counts.installed()));
    return new Versioned<>(installation, Revision.FIRST);
  }

  /** A registration, new. */
  public Versioned<Registration> registration(Registration registration) {
    committed(new Change.PutRegistration(registration, ABSENT));
    return new Versioned<>(registration, Revision.FIRST);
  }

  /** A package, new, with its first version. */
  public RegisteredPackage aPackage(PackageSample sample) {
    committed(sample.created());
    return sample.registered();
  }

  /** A version, new, of a package that is there. */
  public PackageVersion aPackageVersion(PackageVersion version) {
    committed(new Change.AddPackageVersion(version));
    return version;
  }

  /** A registry connection, new. */
  public RegistryConnection registryConnection(Credentialed credentialed) {
    committed(new Change.PutRegistryConnection(credentialed));
    return credentialed.connection();
  }

  /** Messages, in this order. */
  public void messages(Message... messages) {
    committed(List.of(messages).stream().map(Change.Append::new).toList());
  }

  /** The one due message, claimed for an hour. */
  public Delivery claimed() {
    var deliveries = store.outbox().claim(100, Duration.ofHours(1));
    assertThat(deliveries).as("what is due").hasSize(1);
    return deliveries.getFirst();
  }

  private Optional<Versioned<Provider>> entry(ProviderName name) {
    return store
        .installations()
        .scene(Samples.installationId("nobody", name.canonical()), new VersionChoice.None())
        .provider();
  }
}

package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.delivery.DeadLetter;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Reach;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.answer.KeptAnswers;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.catalogue.PublishingScene;
import dev.slipway.ports.driven.catalogue.RuntimeVersions;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.DeadLetters;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.ports.driven.delivery.Wakeups;
import dev.slipway.ports.driven.installation.InstallationScene;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.packages.VersionScene;
import dev.slipway.ports.driven.registration.Registrations;
import dev.slipway.ports.driven.registry.RegistryConnections;
import dev.slipway.ports.driven.secret.SigningKeys;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driven.tenancy.Organizations;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import dev.slipway.ports.paging.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One server's hold on the shelves: every port, each call under the lock. Thread-safe. */
final class Handle implements Store {

  private final Shelves shelves;
  private final AtomicLong heard;
  private volatile boolean closed;

  Handle(Shelves shelves) {
    this.shelves = shelves;
    this.heard = new AtomicLong(shelves.bell.rings());
  }

  Store another() {
    return new Handle(shelves);
  }

  @Override
  public Commits commits() {
    return commit -> write(() -> new Committing(shelves, commit).run());
  }

  @Override
  public Catalogue catalogue() {
    return new StoredCatalogue();
  }

  @Override
  public RuntimeVersions runtimeVersions() {
    return new StoredRuntimeVersions();
  }

  @Override
  public Installations installations() {
    return new StoredInstallations();
  }

  @Override
  public Registrations registrations() {
    return new StoredRegistrations();
  }

  @Override
  public Organizations organizations() {
    return new StoredOrganizations();
  }

  @Override
  public ApiTokens tokens() {
    return new StoredTokens();
  }

  @Override
  public Packages packages() {
    return new StoredPackages();
  }

  @Override
  public RegistryConnections registryConnections() {
    return new StoredRegistryConnections();
  }

  @Override
  public KeptAnswers answers() {
    return new StoredAnswers();
  }

  @Override
  public Outbox outbox() {
    return new StoredOutbox();
  }

  @Override
  public DeadLetters deadLetters() {
    return new StoredDeadLetters();
  }

  @Override
  public Wakeups wakeups() {
    return this::awaitWakeup;
  }

  @Override
  public Leases leases() {
    return new StoredLeases();
  }

  @Override
  public SigningKeys signingKeys() {
    return this::keepSigningKey;
  }

  @Override
  public boolean reachable() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    shelves.bell.ring();
  }

  private void awaitWakeup(Duration atMost) throws InterruptedException {
    refuseWhenClosed();
    var rings = shelves.bell.awaitBeyond(heard.get(), atMost);
    heard.accumulateAndGet(rings, Math::max);
  }

  private String keepSigningKey(String proposal) {
    return write(
        () -> {
          var kept = shelves.signingKey.orElse(proposal);
          shelves.signingKey = Optional.of(kept);
          return kept;
        });
  }

  private <T> T read(Supplier<T> look) {
    refuseWhenClosed();
    return shelves.read(look);
  }

  private <T> T write(Supplier<T> step) {
    refuseWhenClosed();
    return shelves.write(step);
  }

  private void change(Runnable step) {
    refuseWhenClosed();
    shelves.write(step);
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new StorageUnavailable("this handle of the in-memory store is closed; open another");
    }
  }

  private Instant after(Duration time) {
    return shelves.now().plus(time).truncatedTo(ChronoUnit.MICROS);
  }

  private final class StoredCatalogue implements Catalogue {
    @Override
    public Optional<ProviderView> provider(ProviderName name) {
      return read(() -> shelves.catalogue.provider(name));
    }

    @Override
    public Page<ProviderView> providers(CatalogueQuery query) {
      return read(() -> shelves.catalogue.providers(query));
    }

    @Override
    public Optional<Versioned<ProviderVersion>> version(VersionId id) {
      return read(() -> shelves.catalogue.version(id));
    }

    @Override
    public Page<ProviderVersion> versions(
        ProviderName provider, boolean publishedOnly, Paging paging) {
      return read(() -> shelves.catalogue.versions(provider, publishedOnly, paging));
    }

    @Override
    public PublishingScene publishing(VersionId id) {
      return read(() -> shelves.catalogue.publishing(id));
    }

    @Override
    public Optional<ProviderVersion.Published> automaticTarget(
        ProviderName provider, SemVer installed, VersionRange range) {
      return read(() -> shelves.catalogue.automaticTarget(provider, installed, range));
    }
  }

  private final class StoredRuntimeVersions implements RuntimeVersions {
    @Override
    public Optional<RuntimeVersion> latest() {
      return read(shelves.catalogue::latestRuntime);
    }

    @Override
    public Optional<RuntimeVersion> ofPrecedence(SemVer version) {
      return read(() -> shelves.catalogue.runtimeOfPrecedence(version));
    }

    @Override
    public Page<RuntimeVersion> page(Paging paging) {
      return read(() -> shelves.catalogue.runtimes(paging));
    }
  }

  private final class StoredInstallations implements Installations {
    @Override
    public Optional<InstallationView> find(InstallationId id) {
      return read(() -> shelves.installations.find(id));
    }

    @Override
    public InstallationScene scene(InstallationId id, VersionChoice choice) {
      return read(() -> shelves.installations.scene(id, choice));
    }

    @Override
    public Page<InstallationView> page(OrganizationId organization, Reach reach, Paging paging) {
      return read(() -> shelves.installations.page(organization, reach, paging));
    }

    @Override
    public List<InstallationId> overdue(Instant now, int limit) {
      return read(() -> shelves.installations.overdue(now, limit));
    }

    @Override
    public List<InstallationId> automatic(ProviderName provider, String after, int limit) {
      return read(() -> shelves.installations.automatic(provider, after, limit));
    }

    @Override
    public List<Versioned<Installation>> all(Optional<InstallationId> after, int limit) {
      return read(() -> shelves.installations.all(after, limit));
    }
  }

  private final class StoredRegistrations implements Registrations {
    @Override
    public Optional<Registered> find(RegistrationId id) {
      return read(() -> shelves.installations.registeredAs(id));
    }

    @Override
    public Optional<Versioned<Registration>> byInstance(
        InstallationId installation, String instanceId) {
      return read(() -> shelves.installations.byInstance(installation, instanceId));
    }

    @Override
    public List<Versioned<Registration>> silent(Instant now, Duration interval, int limit) {
      return read(() -> shelves.installations.silent(now, interval, limit));
    }

    @Override
    public int removeStale(Instant lastHeardBefore, int limit) {
      return write(() -> shelves.installations.removeStale(lastHeardBefore, limit));
    }
  }

  private final class StoredOrganizations implements Organizations {
    @Override
    public Optional<Organization> find(OrganizationId id) {
      return read(() -> shelves.tenancy.organization(id).map(Versioned::value));
    }

    @Override
    public Optional<Organization> bySlug(Slug slug) {
      return read(() -> shelves.tenancy.bySlug(slug));
    }

    @Override
    public Optional<Organization> ofWorkspace(WorkspaceId workspace) {
      return read(() -> shelves.tenancy.ofWorkspace(workspace));
    }

    @Override
    public Stretch<Organization> page(NewestFirst part) {
      return read(() -> shelves.tenancy.page(part));
    }
  }

  private final class StoredTokens implements ApiTokens {
    @Override
    public Optional<TokenOwner> byDigest(Sha256 digest) {
      return read(() -> shelves.tenancy.idOf(digest).flatMap(shelves.tenancy::owned));
    }

    @Override
    public Optional<TokenOwner> find(TokenId id) {
      return read(() -> shelves.tenancy.owned(id));
    }

    @Override
    public List<TokenOwner> of(OrganizationId organization) {
      return read(() -> shelves.tenancy.of(organization));
    }

    @Override
    public Stretch<ApiToken> page(OrganizationId organization, NewestFirst part) {
      return read(() -> shelves.tenancy.page(organization, part));
    }

    @Override
    public List<TokenOwner> all() {
      return read(shelves.tenancy::all);
    }

    @Override
    public boolean any() {
      return read(shelves.tenancy::anyToken);
    }

    @Override
    public void noteUse(Map<TokenId, Instant> lastUsed) {
      change(() -> lastUsed.forEach(shelves.tenancy::noteUse));
    }
  }

  private final class StoredPackages implements Packages {
    @Override
    public Optional<RegisteredPackage> find(PackageKey key) {
      return read(() -> shelves.packages.find(key));
    }

    @Override
    public Optional<RegisteredPackage> ofRepository(
        OrganizationId organization, OciRepository repository) {
      return read(() -> shelves.packages.ofRepository(organization, repository));
    }

    @Override
    public Stretch<RegisteredPackage> page(OrganizationId organization, NewestFirst part) {
      return read(() -> shelves.packages.page(organization, part));
    }

    @Override
    public Optional<VersionScene> scene(PackageKey key, SemVer semver) {
      return read(() -> shelves.packages.scene(key, semver));
    }

    @Override
    public Optional<PackageVersion> version(PackageKey key, PackageVersionId id) {
      return read(() -> shelves.packages.version(key, id));
    }

    @Override
    public Optional<Stretch<PackageVersion>> versions(PackageKey key, NewestFirst part) {
      return read(() -> shelves.packages.versions(key, part));
    }
  }

  private final class StoredRegistryConnections implements RegistryConnections {
    @Override
    public Optional<RegistryConnection> find(OrganizationId organization, RegistryConnectionId id) {
      return read(() -> shelves.registries.find(organization, id));
    }

    @Override
    public Optional<Credentialed> toRegistry(OrganizationId organization, RegistryHost host) {
      return read(() -> shelves.registries.toRegistry(organization, host));
    }

    @Override
    public Stretch<RegistryConnection> page(OrganizationId organization, NewestFirst part) {
      return read(() -> shelves.registries.page(organization, part));
    }

    @Override
    public void noteUse(OrganizationId organization, RegistryConnectionId id, Instant at) {
      change(() -> shelves.registries.noteUse(organization, id, at));
    }
  }

  private final class StoredAnswers implements KeptAnswers {
    @Override
    public Optional<KeptAnswer> find(IdempotencyKey key, Instant now) {
      return read(() -> shelves.answers.find(key, now));
    }

    @Override
    public int removeExpired(Instant now, int limit) {
      return write(() -> shelves.answers.removeExpired(now, limit));
    }
  }

  private final class StoredOutbox implements Outbox {
    @Override
    public List<Delivery> claim(int limit, Duration lease) {
      return write(() -> shelves.outbox.claim(limit, shelves.now(), after(lease)));
    }

    @Override
    public List<Claim> renew(List<Claim> claims, Duration lease) {
      return write(
          () -> {
            var end = after(lease);
            return claims.stream().filter(claim -> shelves.outbox.renew(claim, end)).toList();
          });
    }

    @Override
    public boolean retryLater(Claim claim, Duration delay) {
      return write(() -> shelves.outbox.giveBack(claim, after(delay), true));
    }

    @Override
    public boolean release(Claim claim) {
      return write(() -> shelves.outbox.giveBack(claim, shelves.now(), false));
    }

    @Override
    public Optional<Instant> nextDue() {
      return read(shelves.outbox::nextDue);
    }

    @Override
    public long size() {
      return read(shelves.outbox::size);
    }
  }

  private final class StoredDeadLetters implements DeadLetters {
    @Override
    public Optional<DeadLetter> find(String id) {
      return read(() -> shelves.outbox.deadLetter(id));
    }

    @Override
    public List<DeadLetter> page(String after, int limit) {
      return read(() -> shelves.outbox.deadLetters(after, limit));
    }
  }

  private final class StoredLeases implements Leases {
    @Override
    public Acquired acquire(String name, String holder, Duration time) {
      return write(() -> shelves.leases.acquire(name, holder, shelves.now(), after(time)));
    }

    @Override
    public List<String> prolong(List<String> names, String holder, Duration time) {
      return write(
          () -> {
            var end = after(time);
            return names.stream()
                .filter(name -> shelves.leases.prolong(name, holder, end))
                .toList();
          });
    }

    @Override
    public void take(String name, String holder, Duration time) {
      change(() -> shelves.leases.take(name, holder, after(time)));
    }

    @Override
    public void release(String name, String holder) {
      change(() -> shelves.leases.release(name, holder));
    }

    @Override
    public List<String> ended(String prefix, int limit) {
      return read(() -> shelves.leases.ended(prefix, shelves.now(), limit));
    }
  }
}
